import DNS

extension Zone {
    /// Whether the answer of ``lookup(_:_:)-(NameID,_)`` is certain: no unread part may have a record that changes it.
    ///
    /// - Parameter type: `nil` for the question whether the name has any records.
    public func isCertain(_ name: NameID, _ type: RecordType?) -> Bool {
        guard !unread.isEmpty, isInZone(name) else { return true }
        if mayHave(name, type, unread.mayContain) || mayHaveBoundary(above: name) { return false }
        return exists(name)
            || isSynthesisCertain(type, unread.mayContain(atOrBelow: name), above: names.parent(of: name))
    }

    /// Whether the answer of ``lookup(_:_:)-(Name,_)`` is certain, for any name.
    public func isCertain(_ name: Name, _ type: RecordType?) -> Bool {
        guard !unread.isEmpty else { return true }
        if let known = names.find(name) { return isCertain(known, type) }
        var ancestor = name
        while let parent = ancestor.parent, names.find(ancestor) == nil { ancestor = parent }
        guard let known = names.find(ancestor), isInZone(known) else { return true }
        if mayHave(name, type, unread.mayContain) { return false }
        if unread.mayContain(known, .dname) || known != apex && unread.mayContain(known, .ns) { return false }
        return !mayHaveBoundary(above: known)
            && isSynthesisCertain(type, unread.mayContain(atOrBelow: name), above: known)
    }

    /// Whether an unread part may have what answers a question for the name itself.
    private func mayHave<Asked>(
        _ name: Asked, _ type: RecordType?, _ mayContain: (Asked, RecordType?) -> Bool
    ) -> Bool {
        guard let type else { return mayContain(name, nil) }
        return mayContain(name, type) || mayContain(name, .cname)
    }

    /// Whether an unread part may have a zone cut at or above the name, or a DNAME record above it.
    private func mayHaveBoundary(above name: NameID) -> Bool {
        var current = name
        while current != apex {
            if unread.mayContain(current, .ns) { return true }
            current = names.parent(of: current)
            if unread.mayContain(current, .dname) { return true }
        }
        return false
    }

    /// Whether it is certain what a wildcard answers for a name that is not in the file.
    ///
    /// - Parameters:
    ///   - mayExist: whether the name may exist, so that no wildcard applies to it (RFC 4592 §2.2.2).
    ///   - parent: the name above it, or its nearest ancestor in the table.
    private func isSynthesisCertain(_ type: RecordType?, _ mayExist: Bool, above parent: NameID) -> Bool {
        var encloser = parent
        while true {
            let wildcard = names.child(of: encloser, label: "*")
            if let wildcard, exists(wildcard), mayExist { return false }
            for asked in type.map({ [$0, .cname] }) ?? [nil]
            where unread.mayContainWildcard(below: encloser, asked) { return false }
            if encloser == apex { return true }
            encloser = names.parent(of: encloser)
        }
    }
}
