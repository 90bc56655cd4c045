/// A resource record of a message, with uncompressed names.
public struct ResourceRecord: Hashable, Sendable {
    public let owner: Name
    public let type: RecordType
    public let recordClass: RecordClass
    public let ttl: UInt32
    /// The RDATA in wire form, complete for its type.
    public let rdata: [UInt8]

    /// - Returns: `nil` unless the octets are the complete RDATA of the type.
    public init?(owner: Name, type: RecordType, recordClass: RecordClass = .internet, ttl: UInt32, rdata: [UInt8]) {
        guard rdata.count <= 65535, ResourceRecord.isWellFormed(rdata, type) else { return nil }
        self.init(checked: rdata, owner: owner, type: type, recordClass: recordClass, ttl: ttl)
    }

    init(checked rdata: [UInt8], owner: Name, type: RecordType, recordClass: RecordClass, ttl: UInt32) {
        self.owner = owner
        self.type = type
        self.recordClass = recordClass
        self.ttl = ttl
        self.rdata = rdata
    }

    static func isWellFormed(_ rdata: [UInt8], _ type: RecordType) -> Bool {
        guard let format = RecordFormat.of(type) else { return true }
        return WireCheck.isWellFormed(rdata, as: format)
    }
}

extension ResourceRecord {
    /// The RDATA of the types that discovery uses.
    public enum Content: Hashable, Sendable {
        case address(IPAddress)
        case alias(Name)
        case nameServer(Name)
        case service(priority: UInt16, weight: UInt16, port: UInt16, target: Name)
        case mailExchange(preference: UInt16, exchange: Name)
        case startOfAuthority(primary: Name, mailbox: Name, serial: UInt32, minimum: UInt32)
        case text([[UInt8]])
        /// Any other type; see ``ResourceRecord/rdata``.
        case other
    }

    public var content: Content {
        switch type {
        case .a, .aaaa: IPAddress(octets: rdata).map(Content.address) ?? .other
        case .cname: Name(wire: rdata).map(Content.alias) ?? .other
        case .ns: Name(wire: rdata).map(Content.nameServer) ?? .other
        case .srv: service ?? .other
        case .mx: exchange ?? .other
        case .soa: startOfAuthority ?? .other
        case .txt: .text(strings)
        default: .other
        }
    }

    private var service: Content? {
        guard rdata.count > 6, let target = Name(wire: rdata[6...]) else { return nil }
        return .service(priority: number16(0), weight: number16(2), port: number16(4), target: target)
    }

    private var exchange: Content? {
        guard rdata.count > 2, let exchange = Name(wire: rdata[2...]) else { return nil }
        return .mailExchange(preference: number16(0), exchange: exchange)
    }

    private var startOfAuthority: Content? {
        guard let first = Name.length(in: rdata[...]), let second = Name.length(in: rdata[first...]),
            rdata.count == first + second + 20, let primary = Name(wire: rdata[..<first]),
            let mailbox = Name(wire: rdata[first..<first + second])
        else { return nil }
        let numbers = first + second
        return .startOfAuthority(
            primary: primary,
            mailbox: mailbox,
            serial: number32(numbers),
            minimum: number32(numbers + 16)
        )
    }

    private var strings: [[UInt8]] {
        var strings: [[UInt8]] = []
        var index = 0
        while index < rdata.count {
            let end = min(index + 1 + Int(rdata[index]), rdata.count)
            strings.append(Array(rdata[index + 1..<end]))
            index = end
        }
        return strings
    }

    private func number16(_ at: Int) -> UInt16 { UInt16(rdata[at]) << 8 | UInt16(rdata[at + 1]) }

    private func number32(_ at: Int) -> UInt32 { UInt32(number16(at)) << 16 | UInt32(number16(at + 2)) }
}

extension ResourceRecord: CustomStringConvertible {
    /// The RDATA in presentation form.
    public var rdataText: String { RDATAText.text(rdata, type) }

    /// The record as a line of a zone file, which reads back to the same octets.
    public var description: String {
        "\(owner) \(ttl) \(recordClass) \(type) \(rdataText)"
    }
}
