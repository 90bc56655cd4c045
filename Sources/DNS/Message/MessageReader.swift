/// Reads a message: its structure octet by octet, and each record with ldns once its bounds are known.
///
/// `ldns_wire2pkt` is not sufficient. It ignores the length of RDATA and continues where the last field ended, follows
/// thousands of pointers, forward ones too, and reads past the end of a record up to the end of the message.
struct MessageReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0
    /// A name has at most 127 labels, and useful pointers lead to at least one label.
    private static let maximumPointers = 127

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func message() -> Message? {
        guard bytes.count <= 65535, let id = number16(), let flags = number16(), let questionCount = number16(),
            let answerCount = number16(), let authorityCount = number16(), let additionalCount = number16()
        else { return nil }
        var questions: [Question] = []
        for _ in 0..<questionCount {
            guard let question = question() else { return nil }
            questions.append(question)
        }
        guard let answer = records(answerCount), let authority = records(authorityCount),
            let (additional, edns, upperCode) = additional(additionalCount), at == bytes.count
        else { return nil }
        return Message(
            id: id,
            flags: Message.Flags(rawValue: flags & 0xFFF0),
            code: ResponseCode(rawValue: upperCode << 4 | flags & 15),
            questions: questions,
            answer: answer,
            authority: authority,
            additional: additional,
            edns: edns,
            size: bytes.count
        )
    }

    // MARK: - Sections

    private mutating func question() -> Question? {
        let start = at
        guard let end = endOfName(at), end + 4 <= bytes.count, let name = name(from: start) else { return nil }
        at = end
        guard let type = number16(), let recordClass = number16() else { return nil }
        return Question(
            name,
            RecordType(rawValue: type),
            recordClass: RecordClass(rawValue: recordClass)
        )
    }

    private mutating func records(_ count: UInt16) -> [ResourceRecord]? {
        var records: [ResourceRecord] = []
        for _ in 0..<count {
            // RFC 6891 §6.1.1: an OPT record is in the additional section.
            guard let frame = frame(), frame.type != .opt, let record = record(frame) else { return nil }
            records.append(record)
        }
        return records
    }

    private mutating func additional(_ count: UInt16) -> ([ResourceRecord], Message.EDNS?, UInt16)? {
        var records: [ResourceRecord] = []
        var edns: Message.EDNS?
        var upperCode: UInt16 = 0
        for _ in 0..<count {
            guard let frame = frame() else { return nil }
            if frame.type == .opt {
                // RFC 6891 §6.1.1: at most one, with the root as owner.
                guard edns == nil, bytes[frame.start] == 0, let options = options(frame) else { return nil }
                upperCode = UInt16(frame.ttl >> 24)
                edns = Message.EDNS(
                    payloadSize: frame.recordClass,
                    version: UInt8(truncatingIfNeeded: frame.ttl >> 16),
                    dnssecOK: frame.ttl & 0x8000 != 0,
                    options: options
                )
            } else {
                guard let record = record(frame) else { return nil }
                records.append(record)
            }
        }
        return (records, edns, upperCode)
    }

    // MARK: - Records

    /// The header of a record, and the position of its RDATA.
    private struct Frame {
        let start: Int
        let type: RecordType
        let recordClass: UInt16
        let ttl: UInt32
        let rdata: Range<Int>
    }

    private mutating func frame() -> Frame? {
        let start = at
        guard let end = endOfName(at) else { return nil }
        at = end
        guard let type = number16(), let recordClass = number16(), let high = number16(), let low = number16(),
            let length = number16(), at + Int(length) <= bytes.count
        else { return nil }
        let rdata = at..<at + Int(length)
        at = rdata.upperBound
        return Frame(
            start: start,
            type: RecordType(rawValue: type),
            recordClass: recordClass,
            ttl: UInt32(high) << 16 | UInt32(low),
            rdata: rdata
        )
    }

    private func record(_ frame: Frame) -> ResourceRecord? {
        guard hasReadableNames(frame),
            let (owner, rdata) = LDNSRecord.read(bytes, from: frame.start, to: frame.rdata.upperBound),
            let name = Name(wire: owner), ResourceRecord.isWellFormed(rdata, frame.type)
        else { return nil }
        return ResourceRecord(
            checked: rdata,
            owner: name,
            type: frame.type,
            recordClass: RecordClass(rawValue: frame.recordClass),
            // RFC 2181 §8: a TTL with the top bit set is zero.
            ttl: frame.ttl > 0x7FFF_FFFF ? 0 : frame.ttl
        )
    }

    private func options(_ frame: Frame) -> [Message.EDNS.Option]? {
        var options: [Message.EDNS.Option] = []
        var index = frame.rdata.lowerBound
        let end = frame.rdata.upperBound
        while index < end {
            guard end - index >= 4 else { return nil }
            let code = UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
            let length = Int(bytes[index + 2]) << 8 | Int(bytes[index + 3])
            index += 4
            guard end - index >= length else { return nil }
            options.append(Message.EDNS.Option(code: code, data: Array(bytes[index..<index + length])))
            index += length
        }
        return options
    }

    // MARK: - Names

    /// Whether the names in RDATA are inside it and follow few pointers. Checked up to the first field of unknown length.
    private func hasReadableNames(_ frame: Frame) -> Bool {
        guard let format = RecordFormat.of(frame.type) else { return true }
        var index = frame.rdata.lowerBound
        for field in format.fields {
            switch field.kind {
            case .name, .signer:
                guard let end = endOfName(index), end <= frame.rdata.upperBound else { return false }
                index = end
            case .uint8, .algorithm: index += 1
            case .uint16, .recordType: index += 2
            case .uint32, .seconds, .time: index += 4
            case .string:
                guard index < frame.rdata.upperBound else { return false }
                index += 1 + Int(bytes[index])
            default: return true
            }
        }
        return true
    }

    /// The end of the name at `start`; `nil` if it is not valid. Every pointer must lead backwards (RFC 1035 §4.1.4), and the
    /// whole name must not be too long.
    private func endOfName(_ start: Int) -> Int? {
        var position = start
        var earliest = start
        var end: Int?
        var length = 0
        var pointers = 0
        while position < bytes.count {
            let octet = Int(bytes[position])
            if octet >= 0xC0 {
                guard position + 1 < bytes.count else { return nil }
                end = end ?? position + 2
                position = (octet & 0x3F) << 8 | Int(bytes[position + 1])
                pointers += 1
                // No name starts inside the header.
                guard position < earliest, position >= 12, pointers <= Self.maximumPointers else { return nil }
                earliest = position
                continue
            }
            length += 1 + octet
            guard octet <= Name.maximumLabelLength, length <= Name.maximumLength else { return nil }
            position += 1 + octet
            if octet == 0 { return end ?? position }
        }
        return nil
    }

    /// The uncompressed form of a name for which ``endOfName(_:)`` found an end.
    private func name(from start: Int) -> Name? {
        var wire: [UInt8] = []
        var position = start
        while wire.count < Name.maximumLength {
            let octet = Int(bytes[position])
            if octet >= 0xC0 {
                position = (octet & 0x3F) << 8 | Int(bytes[position + 1])
                continue
            }
            wire += bytes[position..<position + 1 + octet]
            position += 1 + octet
            if octet == 0 { return Name(wire: wire) }
        }
        return nil
    }

    private mutating func number16() -> UInt16? {
        guard at + 2 <= bytes.count else { return nil }
        defer { at += 2 }
        return UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1])
    }
}

extension Message {
    /// Reads a message in wire form.
    ///
    /// - Returns: `nil` unless the octets are exactly one complete and well-formed message.
    public init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var reader = MessageReader(bytes)
        guard let message = reader.message() else { return nil }
        self = message
    }

    /// Reads a message in wire form.
    public init?(_ bytes: [UInt8]) {
        guard let message = bytes.withUnsafeBufferPointer({ Message($0) }) else { return nil }
        self = message
    }
}
