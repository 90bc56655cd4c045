import DNS

extension Zone {
    /// Whether the answer of ``lookup(_:_:)-(NameID,_)`` is certain: no unread part may have a record that changes it.
    ///
    /// - Parameter type: `nil` for the question whether the name has any records.
    public func isCertain(_ name: NameID, _ type: RecordType?) -> Bool { isCertain(name, type, unread) }

    /// Whether the answer of ``lookup(_:_:)-(Name,_)`` is certain, for any name.
    ///
    /// - Parameter asWritten: whether it is the answer of a server, which does not know that a record was probably meant to be
    ///   at another name.
    public func isCertain(_ name: Name, _ type: RecordType?, asWritten: Bool = false) -> Bool {
        isCertain(name, type, asWritten ? unread.asWritten : unread)
    }

    private func isCertain(_ name: NameID, _ type: RecordType?, _ unread: UnreadParts) -> Bool {
        guard !unread.isEmpty, isInZone(name) else { return true }
        if mayHave(name, type, unread.mayContain) || mayHaveBoundary(above: name, unread) { return false }
        // No wildcard applies to the apex, even if no record of the file is there.
        return exists(name) || name == apex
            || isSynthesisCertain(type, unread.mayContain(atOrBelow: name), above: names.parent(of: name), unread)
    }

    private func isCertain(_ name: Name, _ type: RecordType?, _ unread: UnreadParts) -> Bool {
        guard !unread.isEmpty else { return true }
        if let known = names.find(name) { return isCertain(known, type, unread) }
        var ancestor = name
        while let parent = ancestor.parent, names.find(ancestor) == nil { ancestor = parent }
        guard let known = names.find(ancestor), isInZone(known) else { return true }
        if mayHave(name, type, unread.mayContain) { return false }
        if unread.mayContain(known, .dname) || known != apex && unread.mayContain(known, .ns) { return false }
        return !mayHaveBoundary(above: known, unread)
            && isSynthesisCertain(type, unread.mayContain(atOrBelow: name), above: known, unread)
    }

    /// Whether an unread part may have what answers a question for the name itself.
    private func mayHave<Asked>(
        _ name: Asked, _ type: RecordType?, _ mayContain: (Asked, RecordType?) -> Bool
    ) -> Bool {
        guard let type else { return mayContain(name, nil) }
        return mayContain(name, type) || mayContain(name, .cname)
    }

    /// Whether an unread part may have a zone cut at or above the name, or a DNAME record above it.
    private func mayHaveBoundary(above name: NameID, _ unread: UnreadParts) -> Bool {
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
    private func isSynthesisCertain(
        _ type: RecordType?, _ mayExist: Bool, above parent: NameID, _ unread: UnreadParts
    ) -> Bool {
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
