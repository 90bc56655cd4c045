import DNS

/// A record of an answer, in presentation form: `example.com. 3600 IN A 192.0.2.10`.
public struct AnswerRecord: Sendable, Hashable {
    /// The unchanged text.
    public let text: String
    public let owner: Name
    /// In seconds.
    public let ttl: UInt32
    public let type: RecordType
    /// The fields of the RDATA as written.
    public let fields: [String]

    /// Reads `owner TTL IN TYPE RDATA…` with absolute names.
    ///
    /// - Throws: The problem as a clause.
    public init(_ text: String) throws(AnswerRecordProblem) {
        let words = text.split(omittingEmptySubsequences: true) { $0 == " " || $0 == "\t" }.map(String.init)
        guard words.count >= 5 else { throw AnswerRecordProblem("expected a record, `owner TTL IN TYPE RDATA`") }
        guard let owner = Name(words[0]) else { throw AnswerRecordProblem("`\(words[0])` is not a domain name") }
        guard let ttl = UInt32(words[1]), ttl <= 0x7FFF_FFFF else {
            throw AnswerRecordProblem("`\(words[1])` is not a TTL")
        }
        guard words[2].uppercased() == "IN" else { throw AnswerRecordProblem("the class `\(words[2])` is not IN") }
        guard let type = RecordType(mnemonic: words[3]) else {
            throw AnswerRecordProblem("`\(words[3])` is not a record type")
        }
        self.text = text
        self.owner = owner
        self.ttl = ttl
        self.type = type
        fields = Array(words[4...])
        try checkFields()
    }

    private func checkFields() throws(AnswerRecordProblem) {
        switch type {
        case .a:
            guard fields.count == 1, let address, !address.isIPv6 else {
                throw AnswerRecordProblem("an A record must have one IPv4 address")
            }
        case .aaaa:
            guard fields.count == 1, let address, address.isIPv6 else {
                throw AnswerRecordProblem("an AAAA record must have one IPv6 address")
            }
        case .cname, .ns, .dname:
            guard fields.count == 1, target != nil else {
                throw AnswerRecordProblem("a \(type) record must have one domain name")
            }
        case .srv:
            guard service != nil else {
                throw AnswerRecordProblem(
                    "an SRV record must have a priority, a weight, a port (0 to 65535) and a target")
            }
        default: break
        }
    }

    /// The address of an A or AAAA record.
    public var address: IPAddress? {
        type == .a || type == .aaaa ? fields.first.flatMap { IPAddress($0) } : nil
    }

    /// The target of a CNAME, DNAME or NS record.
    public var target: Name? {
        [.cname, .dname, .ns].contains(type) ? fields.first.flatMap { Name($0) } : nil
    }

    public struct Service: Hashable, Sendable {
        public var priority: UInt16
        public var weight: UInt16
        public var port: UInt16
        public var target: Name
    }

    /// The fields of an SRV record (RFC 2782).
    public var service: Service? {
        guard type == .srv, fields.count == 4, let priority = UInt16(fields[0]), let weight = UInt16(fields[1]),
            let port = UInt16(fields[2]), let target = Name(fields[3])
        else { return nil }
        return Service(priority: priority, weight: weight, port: port, target: target)
    }
}

/// Why a text is not a record.
public struct AnswerRecordProblem: Error, Sendable {
    /// The problem as a clause.
    public let words: String

    init(_ words: String) {
        self.words = words
    }
}
