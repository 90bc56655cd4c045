import DNS
import ZoneFile

/// Recognises zones that every resolver has for itself and no secondary transfers: `localhost`, its reverse zones, and the empty
/// zones of RFC 6303, as BIND packages ship them in `named.localhost`, `named.empty` and `db.empty`.
enum LocalZone {
    /// Whether the zone has only its SOA record, NS and PTR records to this host, and loopback addresses.
    static func fits(_ zone: Zone) -> Bool {
        zone.records.count <= 16 && zone.records.indices.allSatisfy { isLocal($0, zone) }
    }

    private static func isLocal(_ id: RecordID, _ zone: Zone) -> Bool {
        let record = zone.records[id]
        switch record.type {
        case .soa: return record.owner == zone.apex
        case .ns: return record.owner == zone.apex && isThisHost(record.target, zone)
        case .ptr: return isThisHost(record.target, zone)
        case .a:
            // 127.0.0.0/8, or the address of a host that does not exist.
            let address = Array(zone.rdata(of: id))
            return address.first == 127 || address.allSatisfy { $0 == 0 }
        case .aaaa:
            let address = Array(zone.rdata(of: id))
            return address.dropLast().allSatisfy { $0 == 0 } && (address.last ?? 2) <= 1
        default: return false
        }
    }

    /// `localhost`, `localhost.localdomain`, or a PTR record to the name of the zone itself, as in `named.loopback`.
    private static func isThisHost(_ name: NameID, _ zone: Zone) -> Bool {
        name == zone.apex || zone.names.text(name).lowercased().hasPrefix("localhost.")
    }
}
