import DNS

extension Zone {
    /// Answers the question `name type` from the zone, without following aliases, for a name that no record of the zone
    /// need have: one that a DNAME record made (RFC 6672 §2.2), or that somebody asked for.
    public func lookup(_ name: Name, _ type: RecordType) -> LookupResult {
        let (closest, isExact) = names.closest(to: name)
        if isExact { return lookup(closest, type) }
        guard isInZone(closest), apex != .unknownOrigin else { return .outOfZone }
        if let stop = boundary(atOrAbove: closest) { return stop }
        var encloser = closest
        while encloser != apex, !exists(encloser) { encloser = names.parent(of: encloser) }
        guard let wildcard = names.child(of: encloser, label: "*"), exists(wildcard) else { return .noName }
        return atNode(wildcard, type, wildcard: wildcard)
    }

    /// The topmost zone cut or DNAME that hides the names below `ancestor`, as the answer it leads to.
    private func boundary(atOrAbove ancestor: NameID) -> LookupResult? {
        var topmost: LookupResult?
        var node = ancestor
        while true {
            // A server looks for the cut first, where a name owns both.
            if let dname = records(at: node, type: .dname).first { topmost = .renamed(dname) }
            if node == apex { return topmost }
            let cut = records(at: node, type: .ns)
            if !cut.isEmpty { topmost = .delegated(cut, cut: node) }
            node = names.parent(of: node)
        }
    }
}

extension NameTable {
    /// The longest name at or above `name` that the table holds, and whether it is `name` itself.
    func closest(to name: Name) -> (name: NameID, isExact: Bool) {
        var current = name
        while true {
            if let found = find(current) { return (found, current.wire.count == name.wire.count) }
            guard let parent = current.parent else { return (.root, name.isRoot) }
            current = parent
        }
    }
}
