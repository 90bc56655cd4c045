/// The identifiers that the names of one ``NameTable`` have in another one.
struct NameMap: Sendable {
    fileprivate var identifiers: [UInt32]

    subscript(name: NameID) -> NameID { NameID(identifiers[name.index]) }
}

extension NameTable {
    /// The number of names that are looked up at once, so that the cache misses of one overlap with those of others.
    private static let batch = 32

    /// Adds the names of another table, in their order.
    ///
    /// - Returns: their identifiers in this table.
    func add(_ other: NameTable) -> NameMap {
        let count = other.nodeCount
        // The root and the unknown origin are the first names of every table.
        var map = NameMap(identifiers: [UInt32](repeating: 0, count: count))
        map.identifiers[1] = 1
        var first = 2
        while first < count {
            let end = min(first + Self.batch, count)
            for number in first..<end {
                let node = other.nodes[number]
                // The identifiers of names in the same batch are not known yet.
                guard Int(node.parent) < first else { continue }
                prefetch(
                    child: other.labelStart(node), length: Int(node.labelLength),
                    of: map.identifiers[Int(node.parent)])
            }
            for number in first..<end {
                let node = other.nodes[number]
                let parent = map.identifiers[Int(node.parent)]
                // The same name has the same length here, since only names with the same origin are added.
                map.identifiers[number] =
                    child(of: parent, label: other.labelStart(node), length: Int(node.labelLength)) ?? parent
            }
            first = end
        }
        return map
    }
}
