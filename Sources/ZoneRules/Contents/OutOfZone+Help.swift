import DNS
import Diagnostics
import ZoneFile

extension OutOfZone {
    /// What to write in place of the owner.
    static func help(_ context: ZoneContext, _ id: RecordID) -> String {
        let zone = context.zone
        let owner = zone.records[id].owner
        let written = zone.fields(of: id).owner?.text ?? ""
        let top = topLabel(of: owner, in: zone)
        if let swapped = swappedPTR(context, id) { return swapped }
        if written.hasPrefix("*"), !written.hasPrefix("*."), written.dropFirst() == zone.names.text(zone.apex) {
            return "write `*.\(written.dropFirst())`: a wildcard is a label of its own"
        }
        // The owners of a response-policy zone are complete names of other zones, with its origin appended.
        let isTrigger = context.kind == .responsePolicy
        if written.hasSuffix("."), isTrigger || zone.names.depth(of: owner) == 1 || top.first == UInt8(ascii: "_") {
            let relative = String(written.dropLast())
            return "remove the final dot: `\(relative)` means `\(relative).\(zone.names.text(zone.apex))`"
        }
        if written.hasSuffix("."), !TopLevelDomains.contains(top.map(asciiLowercased)),
            zone.names.child(of: zone.apex, label: String(decoding: top, as: UTF8.self)).map(zone.exists) ?? false
        {
            return "remove the final dot: `\(written.dropLast())` means `\(written)\(zone.names.text(zone.apex))`"
        }
        if !written.isEmpty, !written.hasSuffix(".") {
            let inForce = zone.origin(inForceAt: id)
            let origin = context.quoted(inForce)
            if isUnrelated(inForce, zone) {
                return "move the records below \(origin), the origin here, to the zone they belong to; or write "
                    + "`$ORIGIN \(zone.names.text(zone.apex))` before them if they are of this zone"
            }
            return "write `$ORIGIN \(zone.names.text(zone.apex))` before this record; the origin here is \(origin)"
        }
        if let comma = written.firstIndex(of: ","), written[..<comma] != "" {
            let right = written.replacing(",", with: ".")
            if Name(right)?.isSubdomain(of: zone.names.name(zone.apex)) ?? false {
                return "write a dot instead of the comma: \(Words.quoted(right))"
            }
        }
        return "write a name below \(context.quoted(zone.apex)), or move the record to the zone it belongs to"
    }

    /// The help for `www.example.com. PTR 10` in a reverse zone.
    private static func swappedPTR(_ context: ZoneContext, _ id: RecordID) -> String? {
        let zone = context.zone
        let record = zone.records[id]
        guard record.type == .ptr, ReverseName.isBelowTree(zone.names.name(zone.apex)),
            zone.names.isName(record.target, atOrBelow: zone.apex), record.target != zone.apex,
            let target = zone.fields(of: id).rdata.first
        else { return nil }
        return "swap the name and the number: `\(target.text) IN PTR \(zone.names.text(record.owner))`"
    }

    /// The rightmost label.
    static func topLabel(of name: NameID, in zone: Zone) -> [UInt8] {
        var current = name
        while zone.names.depth(of: current) > 1 { current = zone.names.parent(of: current) }
        return zone.names.label(of: current)
    }
}
