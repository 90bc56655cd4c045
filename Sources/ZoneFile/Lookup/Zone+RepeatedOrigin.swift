import DNS

extension Zone {
    /// What `name` was probably meant to be, when it repeats the zone's name: someone wrote a name of this zone in full
    /// and forgot its final dot, so the origin came after it once more (RFC 1035 §5.1).
    ///
    /// `matrix.example.com.example.com.` gives `matrix.example.com.`, and below `$ORIGIN sub.example.com.` the name
    /// `matrix.example.com.sub.example.com.` gives the same. Whether the name as it was read exists is not looked at.
    ///
    /// - Parameter id: the record that writes the name, if it does so without a final dot
    ///   (``ZoneRecord/Flags/dottedOwner``, `dottedTarget`): only the origin in force there is then taken off.
    ///   Without it, the apex and then every `$ORIGIN` of the file are tried.
    /// - Returns: a name at or below the apex; `nil` if no origin is repeated.
    public func nameWithoutRepeatedOrigin(_ name: NameID, writtenIn id: RecordID? = nil) -> Name? {
        guard apex != .unknownOrigin, apex != .root, isInZone(name) else { return nil }
        if let id { return nameBefore(origin(inForceAt: id), in: name) }
        if let meant = nameBefore(apex, in: name) { return meant }
        var current = names.parent(of: name)
        while current != apex, current != .root {
            if origins.contains(current), let meant = nameBefore(current, in: name) { return meant }
            current = names.parent(of: current)
        }
        return nil
    }

    /// The labels of `name` in front of `origin` as an absolute name, if that is at or below the apex.
    private func nameBefore(_ origin: NameID, in name: NameID) -> Name? {
        guard isInZone(origin), names.isName(name, atOrBelow: origin) else { return nil }
        let count = names.depth(of: name) - names.depth(of: origin)
        guard count >= names.depth(of: apex) else { return nil }
        var labels: [NameID] = []
        var current = name
        while current != origin {
            labels.append(current)
            current = names.parent(of: current)
        }
        var above = apex
        for label in labels.suffix(names.depth(of: apex)) {
            guard names.label(of: label) == names.label(of: above) else { return nil }
            above = names.parent(of: above)
        }
        var wire: [UInt8] = []
        for label in labels {
            let bytes = names.label(of: label)
            wire.append(UInt8(bytes.count))
            wire += bytes
        }
        return Name(wire: wire + [0])
    }
}
