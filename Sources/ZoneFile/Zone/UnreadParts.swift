import DNS

/// The parts of a zone that could not be read: which records may be in them.
///
/// Most of what cannot be read is one record, whose owner and type can be read nevertheless. So a mistake in one line says
/// nothing about other names. Only these parts may have any record of the zone: a file that is not text, an included file
/// or `$GENERATE` at the apex, an unknown directive, an entry that is too long, and a record whose owner has no readable
/// label.
public struct UnreadParts: Sendable {
    /// What can be in a part, apart from the owners.
    private struct Types: Sendable {
        private(set) var listed: [RecordType] = []
        private var isAny = false
        /// Whether a type whose data is a name may be among those that are not known.
        private var mayBeName = false

        /// - Parameter fieldCount: the number of fields of the data, if only that is known.
        mutating func insert(_ type: RecordType?, _ fieldCount: Int?) {
            guard let type else {
                isAny = true
                mayBeName = mayBeName || fieldCount ?? 1 <= 1
                return
            }
            if !listed.contains(type) { listed.append(type) }
        }

        mutating func insert(_ other: Types) {
            for type in other.listed { insert(type, nil) }
            isAny = isAny || other.isAny
            mayBeName = mayBeName || other.mayBeName
        }

        /// - Parameter type: `nil` for any type.
        func match(_ type: RecordType?) -> Bool {
            guard let type else { return isAny || !listed.isEmpty }
            if listed.contains(type) { return true }
            // A DNAME record would change every name below it, and is too rare to be assumed.
            guard isAny, type != .dname else { return false }
            return mayBeName || ![.ns, .cname, .ptr].contains(type)
        }
    }

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
    private var owners: [NameID: Types] = [:]
    /// The types by the name at or below which the owners are.
    private var branches: [NameID: Types] = [:]
    /// The ancestors of ``owners`` and ``branches``, including themselves.
    private var ancestors: Set<NameID> = []
    /// Whether some of ``owners`` are below the unknown origin, although the origin of the zone is known.
    private var hasIncompleteOwners = false

    init(_ names: NameTable) {
        self.names = names
    }

    /// Whether no record can be in the parts. A part may still have a directive.
    public var isEmpty: Bool { owners.isEmpty && branches.isEmpty }

    // MARK: - Adding

    /// Adds a record.
    ///
    /// - Parameters:
    ///   - owner: below the unknown origin if only its first labels are known.
    ///   - type: `nil` if it is not known.
    ///   - fieldCount: the number of fields of the data, if it is known. Most data is not a single name, so that a type that
    ///     is not known hardly ever is that of an alias or a delegation.
    mutating func add(_ owner: NameID, _ type: RecordType?, fieldCount: Int? = nil, at span: SourceSpan) {
        if type == .soa { soa = soa ?? span }
        owners[owner, default: Types()].insert(type, fieldCount)
        noteName(owner, type)
        if names.isName(owner, atOrBelow: .unknownOrigin) { hasIncompleteOwners = true }
        note(span)
    }

    /// Adds any number of records at or below a name.
    mutating func add(below branch: NameID, _ type: RecordType? = nil, at span: SourceSpan) {
        branches[branch, default: Types()].insert(type, nil)
        noteName(branch, type)
        note(span)
    }

    /// Adds a name at or below which there may be other records than those that were read. Everything was read nevertheless.
    mutating func addDoubt(below branch: NameID) {
        branches[branch, default: Types()].insert(nil, nil)
        noteName(branch, nil)
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
        for (owner, types) in later.owners { owners[map[owner], default: Types()].insert(types) }
        for (branch, types) in later.branches { branches[map[branch], default: Types()].insert(types) }
        types.formUnion(later.types)
        for name in later.ancestors { ancestors.insert(map[name]) }
        hasIncompleteOwners = hasIncompleteOwners || later.hasIncompleteOwners
        count += later.count
        first = first ?? later.first
        soa = soa ?? later.soa
    }

    private mutating func noteName(_ name: NameID, _ type: RecordType?) {
        if let type { types.insert(type) }
        var current = name
        while ancestors.insert(current).inserted { current = names.parent(of: current) }
    }

    // MARK: - Questions

    /// Whether the parts have a record that is known to have the type.
    public func hasType(_ type: RecordType) -> Bool { types.contains(type) }

    /// Whether the parts may have a record of the type at the name.
    ///
    /// - Parameter type: `nil` for any type.
    public func mayContain(_ name: NameID, _ type: RecordType?) -> Bool {
        guard !isEmpty else { return false }
        if owners[name]?.match(type) == true { return true }
        return mayContain(below: name, type) || hasIncompleteOwners && mayBegin(names.name(name), type)
    }

    /// Whether the parts may have a record of the type at the name, which need not be in the table.
    public func mayContain(_ name: Name, _ type: RecordType?) -> Bool {
        guard !isEmpty else { return false }
        let (ancestor, isName) = nearest(name)
        if isName, owners[ancestor]?.match(type) == true { return true }
        return mayContain(below: ancestor, type) || hasIncompleteOwners && mayBegin(name, type)
    }

    /// Whether the parts may have a record at the name or below it, so that it exists (RFC 4592 §2.2.2).
    ///
    /// An owner of which only the first labels are known is not taken for one below the name: hardly any name would be known
    /// to be absent.
    public func mayContain(atOrBelow name: NameID) -> Bool {
        !isEmpty && (ancestors.contains(name) || mayContain(name, nil))
    }

    /// Whether the parts may have a record at the name or below it, which need not be in the table.
    public func mayContain(atOrBelow name: Name) -> Bool {
        guard !isEmpty else { return false }
        let (ancestor, isName) = nearest(name)
        return isName && ancestors.contains(ancestor) || mayContain(name, nil)
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

    /// Whether the name is that of an unread record, or one is below it.
    public func hasOwner(atOrBelow name: Name) -> Bool {
        guard !isEmpty else { return false }
        let (ancestor, isName) = nearest(name)
        return isName && ancestors.contains(ancestor)
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
