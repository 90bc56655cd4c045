import DNS

/// What the zone alone says to a question (RFC 1034 §4.3.2, RFC 4592, RFC 6672).
public enum LookupResult: Sendable {
    /// The RRset asked for. `wildcard` is the `*` name it was made from.
    case answer(RRs, wildcard: NameID?)
    /// The name is an alias; the CNAME record says for what.
    case alias(RecordID, wildcard: NameID?)
    /// The name is below a DNAME, which renames it (RFC 6672 §2.2).
    case renamed(RecordID)
    /// The name is at or below a cut: other servers answer. The records are the cut's NS set.
    case delegated(RRs, cut: NameID)
    /// The name exists, but owns no such record (or is an empty non-terminal).
    case noData(wildcard: NameID?)
    /// The name does not exist.
    case noName
    /// The name is not in this zone, so nothing can be said.
    case outOfZone
}

extension Zone {
    /// Answers the question `name type` from the zone, without following aliases.
    ///
    /// What is not in the file counts as not existing; ask ``isWhole`` before drawing conclusions from that.
    public func lookup(_ name: NameID, _ type: RecordType) -> LookupResult {
        guard isInZone(name), name != .unknownOrigin else { return .outOfZone }
        if let stop = boundary(above: name, type) { return stop }
        if exists(name) { return answer(at: name, type, wildcard: nil) }
        // The source of synthesis is `*` below the closest encloser, and nothing else (RFC 4592 §3.3.1).
        var encloser = names.parent(of: name)
        while encloser != apex, !exists(encloser) { encloser = names.parent(of: encloser) }
        guard let wildcard = names.child(of: encloser, label: "*"), exists(wildcard) else { return .noName }
        return answer(at: wildcard, type, wildcard: wildcard)
    }

    /// The topmost zone cut or DNAME that hides `name`, as the answer it leads to.
    private func boundary(above name: NameID, _ type: RecordType) -> LookupResult? {
        var topmost: LookupResult?
        var node = name
        // From the name upwards, so that what is found last is the topmost.
        while true {
            if node != name, let dname = records(at: node, type: .dname).first { topmost = .renamed(dname) }
            if node == apex { return topmost }
            // Where both stand at one name, the server refers to the delegation before it looks at a DNAME below it.
            // DS belongs to the parent's side of the cut (RFC 4035 §3.1.4.1).
            if !(node == name && type == .ds) {
                let cut = records(at: node, type: .ns)
                if !cut.isEmpty { topmost = .delegated(cut, cut: node) }
            }
            node = names.parent(of: node)
        }
    }

    func answer(at node: NameID, _ type: RecordType, wildcard: NameID?) -> LookupResult {
        let set = records(at: node, type: type)
        if !set.isEmpty { return .answer(set, wildcard: wildcard) }
        let mayStandBeside: [RecordType] = [.cname, .rrsig, .nsec, .key, .sig, .nxt]
        if !mayStandBeside.contains(type), let alias = records(at: node, type: .cname).first {
            return .alias(alias, wildcard: wildcard)
        }
        return .noData(wildcard: wildcard)
    }

    /// The nearest name at or above `name`, but below the apex, that is a zone cut.
    public func cut(above name: NameID) -> NameID? {
        guard isInZone(name) else { return nil }
        var found: NameID?
        var current = name
        while current != apex {
            if has(.ns, at: current) { found = current }
            current = names.parent(of: current)
        }
        return found
    }
}
