import DNS
import ZoneFile

/// The records of an RRset as they are signed and hashed: canonical RDATA, sorted, each once (RFC 4034 §6.3).
struct CanonicalSet {
    private let owner: [UInt8]
    private let type: RecordType
    private let recordClass: RecordClass
    private let rdatas: [[UInt8]]

    /// - Returns: `nil` if some RDATA cannot be read again, or is larger than a record can be.
    init?(_ frame: SigningFrame, _ owner: NameID, _ type: RecordType, _ records: [RecordID], _ reader: RDATAReader) {
        var rdatas: [[UInt8]] = []
        rdatas.reserveCapacity(records.count)
        for id in records {
            guard let rdata = reader.rdata(of: id), rdata.count <= 0xFFFF else { return nil }
            rdatas.append(rdata)
        }
        if rdatas.count > 1 {
            rdatas.sort { $0.lexicographicallyPrecedes($1) }
            var last = 0
            for index in 1..<rdatas.count where rdatas[index] != rdatas[last] {
                last += 1
                rdatas[last] = rdatas[index]
            }
            rdatas.removeSubrange((last + 1)...)
        }
        self.rdatas = rdatas
        self.owner = frame.zone.names.name(owner).wire
        self.type = type
        recordClass = frame.zone.zoneClass
    }

    /// What a signature signs: its own fields, and the records with the original TTL (RFC 4034 §3.1.8.1).
    func signed(by signature: RRSIGData) -> [UInt8] {
        var data = Array(signature.signedPrefix)
        append(to: &data, ttl: signature.originalTTL)
        return data
    }

    /// Appends the records in canonical form.
    func append(to data: inout [UInt8], ttl: UInt32) {
        for rdata in rdatas {
            data += owner
            for number in [type.rawValue, recordClass.rawValue] {
                data.append(UInt8(number >> 8))
                data.append(UInt8(number & 0xFF))
            }
            for shift in [24, 16, 8, 0] as [UInt32] { data.append(UInt8(truncatingIfNeeded: ttl >> shift)) }
            data.append(UInt8(rdata.count >> 8))
            data.append(UInt8(rdata.count & 0xFF))
            data += rdata
        }
    }
}
