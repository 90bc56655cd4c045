import DNS

/// A question to a name server.
public struct DNSQuestion: Sendable, CustomStringConvertible {
    public let name: Name
    public let type: RecordType

    public init(_ name: Name, _ type: RecordType) {
        self.name = name
        self.type = type
    }

    public var description: String { "\(name) \(type)" }

    /// The query in wire form (RFC 1035 §4.1), with an OPT record that asks for answers of up to 4096 octets.
    func query(id: UInt16) -> [UInt8] {
        let id = [UInt8(id >> 8), UInt8(truncatingIfNeeded: id)]
        let header = id + [0, 0, 0, 1, 0, 0, 0, 0, 0, 1]
        let type = [UInt8(type.rawValue >> 8), UInt8(truncatingIfNeeded: type.rawValue)]
        return header + name.wire + type + [0, 1] + [0, 0, 41, 0x10, 0, 0, 0, 0, 0, 0, 0]
    }
}

/// A record of a server or a zone, in a form that compares names without regard to case.
public struct WireRecord: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let owner: Name
    public let type: RecordType
    /// The uncompressed RDATA. Domain names of SRV, DNAME and the types that RFC 1035 compresses are in lower case.
    public let rdata: [UInt8]

    public init(owner: Name, type: RecordType, rdata: [UInt8]) {
        self.owner = Self.lowercased(owner)
        self.type = type
        self.rdata = Self.normalised(type, rdata)
    }

    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }

    public var description: String {
        let octets = rdata.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let target = Self.nameOffset(type).flatMap { $0 < rdata.count ? Name(wire: rdata[$0...]) : nil }
        return "\(owner) \(type) \(target.map { "→ \($0)" } ?? octets)"
    }

    /// The offset of the domain name at the end of an RDATA.
    static func nameOffset(_ type: RecordType) -> Int? {
        switch type {
        case .ns, .cname, .ptr, .dname: 0
        case .mx: 2
        case .srv: 6
        default: nil
        }
    }

    private static func normalised(_ type: RecordType, _ rdata: [UInt8]) -> [UInt8] {
        guard let offset = nameOffset(type), offset < rdata.count else { return rdata }
        return rdata[..<offset] + rdata[offset...].map(lowercase)
    }

    static func lowercased(_ name: Name) -> Name {
        Name(wire: name.wire.map(lowercase)) ?? name
    }

    /// Length octets are below 64, so they do not change.
    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
    }
}

/// The response of a name server.
public struct DNSResponse: Sendable {
    public let id: UInt16
    /// The response code: 0 no error, 3 no such name, 6 name too long after a DNAME.
    public let code: UInt8
    public let isAuthoritative: Bool
    public let isTruncated: Bool
    public let answer: [WireRecord]
    public let authority: [WireRecord]

    /// - Returns: `nil` for a malformed response.
    init?(_ bytes: [UInt8]) {
        var reader = Reader(bytes)
        guard bytes.count >= 12, bytes[2] & 0x80 != 0, let id = reader.number16(), let flags = reader.number16(),
            let questions = reader.number16(), let answers = reader.number16(), let authorities = reader.number16(),
            reader.number16() != nil
        else { return nil }
        self.id = id
        code = UInt8(flags & 15)
        isAuthoritative = flags & 0x0400 != 0
        isTruncated = flags & 0x0200 != 0
        for _ in 0..<questions {
            guard reader.name() != nil, reader.skip(4) else { return nil }
        }
        guard let answer = reader.records(answers), let authority = reader.records(authorities) else { return nil }
        self.answer = answer
        self.authority = authority
    }

    private struct Reader {
        let bytes: [UInt8]
        var at = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        mutating func skip(_ count: Int) -> Bool {
            at += count
            return at <= bytes.count
        }

        mutating func number16() -> UInt16? {
            guard at + 2 <= bytes.count else { return nil }
            at += 2
            return UInt16(bytes[at - 2]) << 8 | UInt16(bytes[at - 1])
        }

        /// Reads a name and follows its compression pointers (RFC 1035 §4.1.4), each of which must point further back.
        mutating func name() -> Name? {
            var wire: [UInt8] = []
            var position = at
            var earliest = at
            var end: Int?
            while position < bytes.count {
                let length = Int(bytes[position])
                if length >= 0xC0 {
                    guard position + 1 < bytes.count else { return nil }
                    end = end ?? position + 2
                    position = (length & 0x3F) << 8 | Int(bytes[position + 1])
                    guard position < earliest else { return nil }
                    earliest = position
                    continue
                }
                guard position + 1 + length <= bytes.count, wire.count + 1 + length <= 255 else { return nil }
                wire += bytes[position..<position + 1 + length]
                position += 1 + length
                if length == 0 {
                    at = end ?? position
                    return Name(wire: wire)
                }
            }
            return nil
        }

        mutating func records(_ count: UInt16) -> [WireRecord]? {
            var records: [WireRecord] = []
            for _ in 0..<count {
                guard let owner = name(), let type = number16(), skip(6), let length = number16(),
                    at + Int(length) <= bytes.count
                else { return nil }
                let end = at + Int(length)
                let type16 = RecordType(rawValue: type)
                guard let rdata = rdata(type16, end) else { return nil }
                at = end
                records.append(WireRecord(owner: owner, type: type16, rdata: rdata))
            }
            return records
        }

        private mutating func rdata(_ type: RecordType, _ end: Int) -> [UInt8]? {
            if type == .soa {
                guard let server = name(), let mailbox = name(), at <= end else { return nil }
                return server.wire + mailbox.wire + bytes[at..<end]
            }
            guard let offset = WireRecord.nameOffset(type) else { return Array(bytes[at..<end]) }
            let fixed = bytes[at..<min(at + offset, end)]
            at += offset
            guard let target = name() else { return nil }
            return fixed + target.wire
        }
    }
}
