import DNS
import ZoneFile

/// A target that another rule reports as a typing error, so that no rule says that it does not exist.
enum MistypedTarget {
    /// Whether the target of an NS, CNAME, DNAME, PTR, MX or SRV record has a comma behind it (Z148), or letters, dashes or
    /// invisible characters that only look like ASCII (Z126).
    static func matches(_ id: RecordID, in zone: Zone) -> Bool {
        hasComma(id, in: zone) || hasLookalikes(id, in: zone)
    }

    /// Whether the target ends in a comma, or is a list.
    static func hasComma(_ id: RecordID, in zone: Zone) -> Bool {
        zone.names.contains(UInt8(ascii: ","), in: zone.records[id].target)
            && DottedName.target(of: id, in: zone).map {
                withoutComma($0.text) != nil || list($0.text, id, zone) != nil
            }
                ?? false
    }

    /// The names in a target with commas between them, all of which are, or may be, names of the zone: `ns1,ns2`.
    static func list(_ text: String, _ id: RecordID, _ zone: Zone) -> [String]? {
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let origin = zone.names.name(zone.origin(inForceAt: id))
        guard (2...8).contains(names.count), !text.contains("\\"),
            names.allSatisfy({ text in
                guard !text.isEmpty, let name = Name(text, origin: origin) else { return false }
                return zone.names.find(name).map(zone.exists) ?? false || zone.unread.mayContain(name, nil)
            })
        else { return nil }
        return names
    }

    /// The name without the commas behind it; `nil` if there are none, or there is nothing else.
    static func withoutComma(_ text: String) -> Substring? {
        guard text.hasSuffix(","), !text.hasSuffix("\\,") else { return nil }
        var name = text[...]
        while name.last == "," { name.removeLast() }
        return name.isEmpty || name.contains(",") ? nil : name
    }

    private static func hasLookalikes(_ id: RecordID, in zone: Zone) -> Bool {
        zone.names.hasOctetBeyondASCII(zone.records[id].target)
            && DottedName.target(of: id, in: zone).map { isCorrectable($0.text) } ?? false
    }

    /// Whether the name has letters, dashes or invisible characters that only look like ASCII, and no others beyond it.
    static func isCorrectable(_ name: String) -> Bool {
        LookalikeLetters.name(name) != nil || TypographicName.withHyphens(name) != nil
            || TypographicName.withoutInvisible(name) != nil
    }
}

extension NameTable {
    /// Whether a label has an octet beyond ASCII.
    func hasOctetBeyondASCII(_ name: NameID) -> Bool {
        var current = name
        while depth(of: current) > 0 {
            if withLabel(of: current, { $0.contains { $0 >= 0x80 } }) { return true }
            current = parent(of: current)
        }
        return false
    }
}
