import DNS
import ZoneFile

/// A target that another rule reports as a typing error, so that no rule says that it does not exist.
enum MistypedTarget {
    /// Whether the target of an NS, CNAME, DNAME, PTR, MX or SRV record has a comma behind it (Z148), or letters, dashes or
    /// invisible characters that only look like ASCII (Z126).
    static func matches(_ id: RecordID, in zone: Zone) -> Bool {
        hasComma(id, in: zone) || hasLookalikes(id, in: zone)
    }

    /// Whether the target ends in a comma, as in a list.
    static func hasComma(_ id: RecordID, in zone: Zone) -> Bool {
        zone.names.contains(UInt8(ascii: ","), in: zone.records[id].target)
            && DottedName.target(of: id, in: zone).map { withoutComma($0.text) != nil } ?? false
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
            && DottedName.target(of: id, in: zone).map { target in
                LookalikeLetters.name(target.text) != nil || TypographicName.withHyphens(target.text) != nil
                    || TypographicName.withoutInvisible(target.text) != nil
            } ?? false
    }
}

extension NameTable {
    /// Whether a label has an octet beyond ASCII.
    fileprivate func hasOctetBeyondASCII(_ name: NameID) -> Bool {
        var current = name
        while depth(of: current) > 0 {
            if withLabel(of: current, { $0.contains { $0 >= 0x80 } }) { return true }
            current = parent(of: current)
        }
        return false
    }
}
