/// The names of one zone in the name table of another.
struct NameMapping {
    /// By the index of the name; ``absent`` for a name that the other table lacks.
    private var identifiers: ContiguousArray<UInt32>
    private static let absent = UInt32.max

    init(from names: NameTable, to others: NameTable) {
        identifiers = ContiguousArray(repeating: Self.absent, count: names.nodeCount)
        for index in 0..<names.nodeCount {
            let name = NameID(UInt32(index))
            guard name != .root, name != .unknownOrigin else {
                identifiers[index] = name.rawValue
                continue
            }
            // Parents come before their children.
            let node = names.nodes[index]
            let parent = identifiers[Int(node.parent)]
            guard parent != Self.absent else { continue }
            let label = names.labelStart(node)
            let found = others.existingChild(of: NameID(parent), label: label, length: Int(node.labelLength))
            if let found { identifiers[index] = found.rawValue }
        }
    }

    subscript(name: NameID) -> NameID? {
        let identifier = identifiers[name.index]
        return identifier == Self.absent ? nil : NameID(identifier)
    }
}
