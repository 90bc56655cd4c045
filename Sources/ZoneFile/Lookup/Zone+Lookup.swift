import DNS

/// The answer of a zone to a question (RFC 1034 §4.3.2, RFC 4592, RFC 6672).
public enum LookupResult: Sendable {
    /// The RRset asked for. `wildcard` is the `*` name from which it was synthesised.
    case answer(RecordSlice, wildcard: NameID?)
    /// The name is an alias, by the given CNAME record.
    case alias(RecordID, wildcard: NameID?)
    /// The name is below a DNAME record, which renames it (RFC 6672 §2.2).
    case renamed(RecordID)
    /// The name is at or below a zone cut, so that other servers answer. The records are the cut's NS RRset.
    case delegated(RecordSlice, cut: NameID)
    /// The name exists but has no record of the type. It may be an empty non-terminal.
    case noData(wildcard: NameID?)
    /// The name does not exist.
    case noName
    /// The name is not in this zone.
    case outOfZone
}

extension Zone {
    /// Answers the question `name type` from the zone, without following aliases.
    ///
    /// Names and records that are not in the file do not exist for it. Rules check
    /// `ZoneContext.isWhole` before they draw conclusions from that.
    public func lookup(_ name: NameID, _ type: RecordType) -> LookupResult {
        guard isInZone(name), name != .unknownOrigin else { return .outOfZone }
        if let stop = boundary(above: name, type) { return stop }
        // A zone has its apex, even if no record of the file is at it or below it.
        if exists(name) || name == apex { return answer(at: name, type, wildcard: nil) }
        // The source of synthesis is `*` below the closest encloser, and nothing else (RFC 4592 §3.3.1).
        var encloser = names.parent(of: name)
        while encloser != apex, !exists(encloser) { encloser = names.parent(of: encloser) }
        guard let wildcard = names.child(of: encloser, label: "*"), exists(wildcard) else { return .noName }
        return answer(at: wildcard, type, wildcard: wildcard)
    }

    /// The answer given by the topmost zone cut or DNAME record above `name`.
    private func boundary(above name: NameID, _ type: RecordType) -> LookupResult? {
        var topmost: LookupResult?
        var node = name
        // From the name upwards, so that the topmost one is found last.
        while true {
            if node != name, has(.dname, at: node), let dname = records(at: node, type: .dname).first {
                topmost = .renamed(dname)
            }
            if node == apex { return topmost }
            // At a name that has both, the delegation takes precedence over the DNAME record. DS belongs to the parent side of
            // the cut (RFC 4035 §3.1.4.1).
            if !(node == name && type == .ds), has(.ns, at: node) {
                topmost = .delegated(records(at: node, type: .ns), cut: node)
            }
            node = names.parent(of: node)
        }
    }

    /// Returns the answer of the records at a name that exists, or of a wildcard.
    package func answer(at node: NameID, _ type: RecordType, wildcard: NameID?) -> LookupResult {
        let set = records(at: node, type: type)
        if !set.isEmpty { return .answer(set, wildcard: wildcard) }
        let allowedWithCNAME: [RecordType] = [.cname, .rrsig, .nsec, .key, .sig, .nxt]
        if !allowedWithCNAME.contains(type), let alias = records(at: node, type: .cname).first {
            return .alias(alias, wildcard: wildcard)
        }
        return .noData(wildcard: wildcard)
    }

    /// The topmost zone cut at or above `name` and below the apex.
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
