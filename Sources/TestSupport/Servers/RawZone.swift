import DNS

/// A zone as `named-compilezone -F raw` writes it: the wire form of every record that BIND read.
public struct RawZone {
    /// The TTL and the records of an RRset.
    public struct Set: Equatable, Sendable {
        public var ttls: Swift.Set<UInt32> = []
        public var rdata: Swift.Set<[UInt8]> = []
    }

    /// The name and type of an RRset.
    public struct Key: Hashable, Sendable, Comparable, CustomStringConvertible {
        let owner: Name
        let type: RecordType

        public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
        public var description: String { "\(owner) \(type)" }
    }

    public private(set) var sets: [Key: Set] = [:]

    /// Compiles a file with `named-compilezone`. The error contains its output.
    public init(compiling file: String, in folder: TemporaryFolder, origin: Name) throws(ProgramError) {
        let compiler = try Program("named-compilezone", package: "bind9-utils")
        let output = try compiler.run(
            [
                "-w", folder.path, "-i", "none", "-k", "ignore", "-m", "ignore", "-M", "ignore", "-n", "ignore",
                "-r", "ignore", "-S", "ignore", "-T", "ignore", "-W", "ignore", "-F", "raw", "-o", "compiled",
                origin.description, file,
            ],
            in: folder
        )
        guard let bytes = TemporaryFolder.bytes(ofFile: folder.path(of: "compiled")) else {
            throw ProgramError(output)
        }
        try self.init(bytes)
        TemporaryFolder.remove(folder.path(of: "compiled"))
    }

    /// Creates the same from the zone that srvlint read. Records outside the zone are omitted, as by BIND.
    public init(_ zone: WireZone) {
        for (id, record) in zone.records.enumerated() where zone.zone.isInZone(zone.zone.records[id].owner) {
            add(record, ttl: zone.zone.records[id].ttl)
        }
    }

    private mutating func add(_ record: WireRecord, ttl: UInt32) {
        let key = Key(owner: record.owner, type: record.type)
        sets[key, default: Set()].ttls.insert(ttl)
        sets[key, default: Set()].rdata.insert(record.rdata)
    }

    /// Parses the raw format: a header, then for each RRset its sizes, owner and records. Numbers are big-endian.
    private init(_ bytes: [UInt8]) throws(ProgramError) {
        func number(_ offset: Int, _ width: Int) -> Int {
            bytes[offset..<offset + width].reduce(0) { $0 << 8 | Int($1) }
        }
        let headerLength = 24
        guard bytes.count >= headerLength, number(0, 4) == 2 else { throw ProgramError("no raw zone file") }
        var at = headerLength
        while at + 22 <= bytes.count {
            let end = at + number(at, 4)
            guard end <= bytes.count, end >= at + 22 else { throw ProgramError("a raw zone file cut short") }
            let type = RecordType(rawValue: UInt16(number(at + 6, 2)))
            let ttl = UInt32(number(at + 10, 4))
            let count = number(at + 14, 4)
            let ownerEnd = at + 20 + number(at + 18, 2)
            guard ownerEnd <= end, let owner = Name(wire: bytes[at + 20..<ownerEnd]) else {
                throw ProgramError("a raw zone file with a bad owner")
            }
            at = ownerEnd
            for _ in 0..<count where at + 2 <= end {
                let length = number(at, 2)
                guard at + 2 + length <= end else { throw ProgramError("a raw zone file with bad RDATA") }
                add(WireRecord(owner: owner, type: type, rdata: Array(bytes[at + 2..<at + 2 + length])), ttl: ttl)
                at += 2 + length
            }
            at = end
        }
    }

    /// The differences as lines.
    public func differences(from bind: RawZone) -> [String] {
        var lines: [String] = []
        for key in Swift.Set(sets.keys).union(bind.sets.keys).sorted() {
            guard let ours = sets[key] else {
                lines.append("\(key): only BIND has it")
                continue
            }
            guard let theirs = bind.sets[key] else {
                lines.append("\(key): BIND does not have it")
                continue
            }
            if ours.rdata != theirs.rdata { lines.append("\(key): ours \(ours.rdata), BIND's \(theirs.rdata)") }
            // BIND gives all records of an RRset the same TTL.
            if !theirs.ttls.isSubset(of: ours.ttls) {
                lines.append("\(key): TTL \(ours.ttls.sorted()), BIND's \(theirs.ttls.sorted())")
            }
        }
        return lines
    }
}
