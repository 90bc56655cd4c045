import DNS

extension Zone {
    /// Answers the question `name type` for any name, whether or not it is in the file; see ``lookup(_:_:)``.
    public func lookup(_ name: Name, _ type: RecordType) -> LookupResult {
        var deepest = NameID.root
        for label in name.labels.reversed() {
            guard let next = names.child(of: deepest, labelOctets: Array(label)) else {
                return lookupBelow(deepest, type)
            }
            deepest = next
        }
        return lookup(deepest, type)
    }

    /// Answers for a name below `ancestor` that is not in the table, so that neither it nor a name below it has records.
    private func lookupBelow(_ ancestor: NameID, _ type: RecordType) -> LookupResult {
        guard isInZone(ancestor), ancestor != .unknownOrigin else { return .outOfZone }
        // A cut or DNAME at the ancestor itself is above the name asked for. The question for NS includes a cut at the name
        // itself, which one for DS would not.
        switch lookup(ancestor, .ns) {
        case .delegated(let cut, let at): return .delegated(cut, cut: at)
        case .renamed(let record): return .renamed(record)
        default: break
        }
        if let dname = records(at: ancestor, type: .dname).first { return .renamed(dname) }
        var encloser = ancestor
        while encloser != apex, !exists(encloser) { encloser = names.parent(of: encloser) }
        guard let wildcard = names.child(of: encloser, label: "*"), exists(wildcard) else { return .noName }
        return answer(at: wildcard, type, wildcard: wildcard)
    }
}
