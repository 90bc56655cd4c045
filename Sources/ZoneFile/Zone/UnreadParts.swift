import DNS

/// The parts of a zone that could not be read: which records may be in them.
///
/// Most of what cannot be read is one record, whose owner and type can be read nevertheless. So a mistake in one line says
/// nothing about other names. Only these parts may have any record of the zone: a file that is not text, an included file
/// or `$GENERATE` at the apex, an unknown directive, an entry that is too long, and a record whose owner has no readable
/// label.
public struct UnreadParts: Sendable {
    let names: NameTable
    /// The types that are known of any of the parts.
    var types: Set<RecordType> = []
    /// The number of parts.
    public private(set) var count = 0
    /// The first part.
    public private(set) var first: SourceSpan?
    /// The first SOA record among the parts.
    public private(set) var soa: SourceSpan?

    /// The types by owner. An owner below the unknown origin is one of which only the first labels are known; the unknown
    /// origin itself is one of which nothing is known.
    var owners: [NameID: UnreadTypes] = [:]
    /// The types by the name at or below which the owners are.
    var branches: [NameID: UnreadTypes] = [:]
    /// The ancestors of ``owners`` and ``branches``, including themselves.
    var ancestors: Set<NameID> = []
    /// ``ancestors`` without those that are there only for owners that probably lack their final dot.
    var intendedAncestors: Set<NameID> = []
    /// Whether some of ``owners`` are below the unknown origin, although the origin of the zone is known.
    var hasIncompleteOwners = false
    /// The types by the names that owners were probably meant to be, which need not be in the table.
    var meant: [Name: UnreadTypes] = [:]
    /// The ancestors of ``meant``, including themselves.
    var meantAncestors: Set<Name> = []

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
}
