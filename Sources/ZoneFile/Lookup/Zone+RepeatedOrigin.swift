import DNS

extension Zone {
    /// The intended name, if `name` repeats the zone's name: a name of this zone was written in full without its final dot,
    /// so that the origin was appended (RFC 1035 §5.1).
    ///
    /// `matrix.example.com.example.com.` gives `matrix.example.com.`, and below `$ORIGIN sub.example.com.` the name
    /// `matrix.example.com.sub.example.com.` gives the same. It does not matter whether `name` exists.
    ///
    /// - Parameter id: the record that contains the name without a final dot (``ZoneRecord/Flags/dottedOwner``,
    ///   `dottedTarget`). Then only the origin in force there is removed. Without it, the apex and then every `$ORIGIN` of
    ///   the file are tried.
    /// - Returns: a name at or below the apex; `nil` if no origin is repeated.
    public func nameWithoutRepeatedOrigin(_ name: NameID, writtenIn id: RecordID? = nil) -> Name? {
        guard apex != .unknownOrigin, apex != .root, isInZone(name) else { return nil }
        if let id { return names.name(before: origin(inForceAt: id), in: name, apex: apex) }
        if let intended = names.name(before: apex, in: name, apex: apex) { return intended }
        var current = names.parent(of: name)
        while current != apex, current != .root {
            if origins.contains(current), let intended = names.name(before: current, in: name, apex: apex) {
                return intended
            }
            current = names.parent(of: current)
        }
        return nil
    }
}

extension NameTable {
    /// The labels of `name` in front of `origin` as an absolute name, if that is at or below the apex.
    func name(before origin: NameID, in name: NameID, apex: NameID) -> Name? {
        guard isName(origin, atOrBelow: apex), isName(name, atOrBelow: origin) else { return nil }
        let count = depth(of: name) - depth(of: origin)
        guard count >= depth(of: apex) else { return nil }
        var labels: [NameID] = []
        var current = name
        while current != origin {
            labels.append(current)
            current = parent(of: current)
        }
        var above = apex
        for label in labels.suffix(depth(of: apex)) {
            guard self.label(of: label) == self.label(of: above) else { return nil }
            above = parent(of: above)
        }
        var wire: [UInt8] = []
        for label in labels {
            let bytes = self.label(of: label)
            wire.append(UInt8(bytes.count))
            wire += bytes
        }
        return Name(wire: wire + [0])
    }
}
