import DNS

/// The types of records that may be in an unread part of a zone.
struct UnreadTypes: Sendable {
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

    mutating func insert(_ other: UnreadTypes) {
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
