import DNS
import ZoneFile

/// The digest of a whole zone, as in ZONEMD records (RFC 8976 §3).
enum ZoneDigest {
    /// The data of a ZONEMD record.
    struct Claim {
        let serial: UInt32
        let scheme: UInt8
        let algorithm: UInt8
        let digest: [UInt8]

        /// - Returns: `nil` if the RDATA is too short.
        init?(_ rdata: [UInt8]) {
            guard rdata.count > 6 else { return nil }
            serial = rdata[..<4].reduce(0) { $0 << 8 | UInt32($1) }
            scheme = rdata[4]
            algorithm = rdata[5]
            digest = Array(rdata[6...])
        }

        /// The digest algorithm; `nil` if the scheme or the algorithm is not known.
        var sha: SHA.Algorithm? {
            switch (scheme, algorithm) {
            case (1, 1): .sha384
            case (1, 2): .sha512
            default: nil
            }
        }
    }

    /// The digest by the SIMPLE scheme: all records of the zone in canonical order, glue and occluded ones too, without the
    /// ZONEMD records and their signatures.
    ///
    /// - Returns: `nil` if some record cannot be read again.
    static func compute(_ zone: Zone, _ algorithm: SHA.Algorithm) -> [UInt8]? {
        var sha = SHA(algorithm)
        let reader = RDATAReader(zone, .canonical)
        for name in CanonicalOrder(of: zone).names {
            let records = zone.records(at: name)
            guard let first = records.first else { continue }
            let owner = zone.names.name(name).wire
            var set: [(ttl: UInt32, rdata: [UInt8])] = []
            var type = zone.records[first].type
            for id in records {
                let record = zone.records[id]
                if record.type != type {
                    sha.update(bytes(owner, type, zone.zoneClass, set))
                    set.removeAll(keepingCapacity: true)
                    type = record.type
                }
                if name == zone.apex, type == .zonemd { continue }
                guard let rdata = reader.rdata(of: id), rdata.count <= 0xFFFF else { return nil }
                if name == zone.apex, type == .rrsig, RRSIGData(rdata)?.covered == .zonemd { continue }
                set.append((record.ttl, rdata))
            }
            sha.update(bytes(owner, type, zone.zoneClass, set))
        }
        return sha.digest
    }

    private static func bytes(
        _ owner: [UInt8], _ type: RecordType, _ recordClass: RecordClass, _ set: [(ttl: UInt32, rdata: [UInt8])]
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        var last: [UInt8]?
        for (ttl, rdata) in set.sorted(by: { $0.rdata.lexicographicallyPrecedes($1.rdata) }) where rdata != last {
            last = rdata
            bytes += owner
            for number in [
                type.rawValue, recordClass.rawValue, UInt16(ttl >> 16), UInt16(ttl & 0xFFFF), UInt16(rdata.count),
            ] {
                bytes.append(UInt8(number >> 8))
                bytes.append(UInt8(number & 0xFF))
            }
            bytes += rdata
        }
        return bytes
    }
}
