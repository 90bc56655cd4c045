import DNS

/// The parts of a zone that could not be read: which records may be in them.
///
/// Most of what cannot be read is one record, whose owner and type can be read nevertheless. So a mistake in one line says
/// nothing about other names. Only these parts may have any record of the zone: a file that is not text, an included file
/// or `$GENERATE` at the apex, an unknown directive, an entry that is too long, and a record whose owner has no readable
/// label.
public struct UnreadParts: Sendable {
    private let names: NameTable
    /// The types that are known of any of the parts.
    private var types: Set<RecordType> = []
    /// The number of parts.
    public private(set) var count = 0
    /// The first part.
    public private(set) var first: SourceSpan?
    /// The first SOA record among the parts.
    public private(set) var soa: SourceSpan?

    /// The types by owner. An owner below the unknown origin is one of which only the first labels are known; the unknown
    /// origin itself is one of which nothing is known.
    private var owners: [NameID: UnreadTypes] = [:]
    /// The types by the name at or below which the owners are.
    private var branches: [NameID: UnreadTypes] = [:]
    /// The ancestors of ``owners`` and ``branches``, including themselves.
    private var ancestors: Set<NameID> = []
    /// ``ancestors`` without those that are there only for owners that probably lack their final dot.
    private var intendedAncestors: Set<NameID> = []
    /// Whether some of ``owners`` are below the unknown origin, although the origin of the zone is known.
    private var hasIncompleteOwners = false
    /// The types by the names that owners were probably meant to be, which need not be in the table.
    private var meant: [Name: UnreadTypes] = [:]
    /// The ancestors of ``meant``, including themselves.
    private var meantAncestors: Set<Name> = []

    init(_ names: NameTable) {
        self.names = names
    }

    /// Whether no record can be in the parts. A part may still have a directive.
    public var isEmpty: Bool { owners.isEmpty && branches.isEmpty && meant.isEmpty }

    /// The parts without the names that owners were probably meant to be.
    var asWritten: UnreadParts {
        var parts = self
        parts.meant = [:]
        parts.meantAncestors = []
        return parts
    }

    // MARK: - Adding

    /// Adds a record.
    ///
    /// - Parameters:
    ///   - owner: below the unknown origin if only its first labels are known.
    ///   - type: `nil` if it is not known.
    ///   - fieldCount: the number of fields of the data, if it is known. Most data is not a single name, so that a type that
    ///     is not known hardly ever is that of an alias or a delegation.
    ///   - lacksDot: whether the owner is relative and ends like the origin, so that another name was probably meant.
    mutating func add(
        _ owner: NameID, _ type: RecordType?, fieldCount: Int? = nil, lacksDot: Bool = false, at span: SourceSpan
    ) {
        if type == .soa { soa = soa ?? span }
        owners[owner, default: UnreadTypes()].insert(type, fieldCount)
        noteName(owner, type, isIntended: !lacksDot)
        if names.isName(owner, atOrBelow: .unknownOrigin) { hasIncompleteOwners = true }
        note(span)
    }

    /// Adds any number of records at or below a name.
    mutating func add(below branch: NameID, _ type: RecordType? = nil, at span: SourceSpan) {
        branches[branch, default: UnreadTypes()].insert(type, nil)
        noteName(branch, type)
        note(span)
    }

    /// Adds a name at or below which there may be other records than those that were read. Everything was read nevertheless.
    mutating func addDoubt(below branch: NameID) {
        branches[branch, default: UnreadTypes()].insert(nil, nil)
        noteName(branch, nil)
    }

    /// Adds a record that was read at another name than was probably meant. Everything was read nevertheless.
    mutating func addDoubt(at name: Name, _ type: RecordType) {
        meant[name, default: UnreadTypes()].insert(type, nil)
        var current: Name? = name
        while let ancestor = current, meantAncestors.insert(ancestor).inserted { current = ancestor.parent }
    }

    /// Adds a part without records.
    mutating func note(_ span: SourceSpan) {
        count += 1
        first = first ?? span
    }

    /// Adds the parts that were found further on in the same file.
    ///
    /// - Parameter map: the names of those parts.
    mutating func add(_ later: UnreadParts, _ map: NameMap) {
        guard later.count > 0 else { return }
        for (owner, types) in later.owners { owners[map[owner], default: UnreadTypes()].insert(types) }
        for (branch, types) in later.branches { branches[map[branch], default: UnreadTypes()].insert(types) }
        types.formUnion(later.types)
        for name in later.ancestors { ancestors.insert(map[name]) }
        for name in later.intendedAncestors { intendedAncestors.insert(map[name]) }
        hasIncompleteOwners = hasIncompleteOwners || later.hasIncompleteOwners
        count += later.count
        first = first ?? later.first
        soa = soa ?? later.soa
    }

    private mutating func noteName(_ name: NameID, _ type: RecordType?, isIntended: Bool = true) {
        if let type { types.insert(type) }
        var current = name
        while ancestors.insert(current).inserted { current = names.parent(of: current) }
        guard isIntended else { return }
        current = name
        while intendedAncestors.insert(current).inserted { current = names.parent(of: current) }
    }

    // MARK: - Questions

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
