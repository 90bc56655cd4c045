import DNS

// Which records may be in the parts of a zone that could not be read.

extension UnreadParts {
    /// Whether the parts have a record that is known to have the type.
    public func hasType(_ type: RecordType) -> Bool { types.contains(type) }

    /// Whether the parts may have a record of the type at the name.
    ///
    /// - Parameter type: `nil` for any type.
    public func mayContain(_ name: NameID, _ type: RecordType?) -> Bool {
        guard !isEmpty else { return false }
        if owners[name]?.match(type) == true || isMeant(name, type) { return true }
        return mayContain(below: name, type) || hasIncompleteOwners && mayBegin(names.name(name), type)
    }

    /// Whether the parts may have a record of the type at the name, which need not be in the table.
    public func mayContain(_ name: Name, _ type: RecordType?) -> Bool {
        guard !isEmpty else { return false }
        let (ancestor, isName) = nearest(name)
        if isName, owners[ancestor]?.match(type) == true { return true }
        if meant[name]?.match(type) == true { return true }
        return mayContain(below: ancestor, type) || hasIncompleteOwners && mayBegin(name, type)
    }

    /// Whether the parts may have a record at the name or below it, so that it exists (RFC 4592 §2.2.2).
    ///
    /// An owner of which only the first labels are known is not taken for one below the name: hardly any name would be known
    /// to be absent.
    public func mayContain(atOrBelow name: NameID) -> Bool {
        guard !isEmpty else { return false }
        return ancestors.contains(name) || mayContain(name, nil)
            || !meant.isEmpty && meantAncestors.contains(names.name(name))
    }

    /// Whether the parts may have a record at the name or below it, which need not be in the table.
    public func mayContain(atOrBelow name: Name) -> Bool {
        guard !isEmpty else { return false }
        let (ancestor, isName) = nearest(name)
        return isName && ancestors.contains(ancestor) || mayContain(name, nil) || meantAncestors.contains(name)
    }

    /// Whether the parts may have a wildcard with a record of the type, directly below the name.
    func mayContainWildcard(below name: NameID, _ type: RecordType?) -> Bool {
        guard !isEmpty else { return false }
        if let wildcard = names.child(of: name, label: "*") { return mayContain(wildcard, type) }
        if mayContain(below: name, type) { return true }
        guard hasIncompleteOwners else { return false }
        if owners[.unknownOrigin]?.match(type) == true { return true }
        return names.child(of: .unknownOrigin, label: "*").map { owners[$0]?.match(type) == true } ?? false
    }

    /// Whether an unread record has this owner, as far as it is known, and may have this type.
    public func hasRecord(of name: Name, _ type: RecordType) -> Bool {
        guard !owners.isEmpty else { return false }
        if let owner = names.find(name), owners[owner]?.match(type) == true { return true }
        return hasIncompleteOwners && mayBegin(name, type)
    }

    /// Whether an unread record of which only the first labels are known may have this owner and this type.
    public func mayHaveIncompleteOwner(_ name: Name, _ type: RecordType) -> Bool {
        hasIncompleteOwners && mayBegin(name, type)
    }

    /// Whether the name is that of an unread record, or one is below it, as it was probably meant: the owner does not end like
    /// the origin without a final dot.
    public func hasIntendedOwner(atOrBelow name: Name) -> Bool {
        guard !isEmpty else { return false }
        let (ancestor, isName) = nearest(name)
        return isName && intendedAncestors.contains(ancestor)
    }

    /// Whether an owner that was read as another name was probably meant to be this one.
    private func isMeant(_ name: NameID, _ type: RecordType?) -> Bool {
        !meant.isEmpty && meant[names.name(name)]?.match(type) == true
    }

    /// Whether a branch at or above the name may have a record of the type.
    private func mayContain(below name: NameID, _ type: RecordType?) -> Bool {
        guard !branches.isEmpty else { return false }
        // Nothing is known of a branch without an origin.
        if branches[.unknownOrigin]?.match(type) == true { return true }
        var current = name
        while true {
            if branches[current]?.match(type) == true { return true }
            let parent = names.parent(of: current)
            if parent == current { return false }
            current = parent
        }
    }

    /// Whether the name begins with the labels of an owner of which only the first labels are known.
    private func mayBegin(_ name: Name, _ type: RecordType?) -> Bool {
        if owners[.unknownOrigin]?.match(type) == true { return true }
        let labels = name.labels.map { Array($0) }
        for count in labels.indices.map({ $0 + 1 }) {
            var current = NameID.unknownOrigin
            for label in labels[..<count].reversed() {
                guard let child = names.child(of: current, labelOctets: label) else {
                    current = .unknownOrigin
                    break
                }
                current = child
            }
            if current != .unknownOrigin, owners[current]?.match(type) == true { return true }
        }
        return false
    }

    /// The name, or its nearest ancestor in the table.
    private func nearest(_ name: Name) -> (NameID, isName: Bool) {
        var current = NameID.root
        for label in name.labels.reversed() {
            guard let child = names.child(of: current, labelOctets: Array(label)) else { return (current, false) }
            current = child
        }
        return (current, true)
    }
}
