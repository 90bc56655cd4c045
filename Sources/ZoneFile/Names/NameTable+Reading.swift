import DNS

extension NameTable {
    /// The number of names in the table.
    public var count: Int { nodeCount }

    /// All names, parents before their children.
    public var all: some RandomAccessCollection<NameID> { (0..<nodeCount).lazy.map { NameID(UInt32($0)) } }

    /// The name without its leftmost label; the root is its own parent.
    @inlinable
    public func parent(of name: NameID) -> NameID {
        NameID(nodes[name.index].parent)
    }

    /// The number of labels, not counting the root's (0...127).
    @inlinable
    public func depth(of name: NameID) -> Int {
        Int(nodes[name.index].depth)
    }

    /// The leftmost label in lower case, unescaped; empty for the root.
    public func label(of name: NameID) -> [UInt8] {
        withLabel(of: name) { Array($0) }
    }

    /// Calls `body` with the leftmost label in lower case, unescaped.
    @inlinable
    public func withLabel<Result>(of name: NameID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        body(labelBytes(name))
    }

    /// Whether `name` is `ancestor` or below it.
    public func isName(_ name: NameID, atOrBelow ancestor: NameID) -> Bool {
        var current = name
        let depth = depth(of: ancestor)
        while self.depth(of: current) > depth { current = parent(of: current) }
        return current == ancestor
    }

    /// Whether the leftmost label is `*`.
    @inlinable
    public func isWildcard(_ name: NameID) -> Bool {
        withLabel(of: name) { $0.count == 1 && $0[0] == UInt8(ascii: "*") }
    }

    /// The name in wire form. An unknown origin is taken for the root.
    public func name(_ name: NameID) -> Name {
        var wire: [UInt8] = []
        for part in lineage(name) {
            withLabel(of: part) { label in
                wire.append(UInt8(label.count))
                wire.append(contentsOf: label)
            }
        }
        wire.append(0)
        return Name(wire: wire) ?? Name.root
    }

    /// The name in presentation form and lower case, with its final dot; without one if it is below an unknown origin.
    public func text(_ name: NameID) -> String {
        let text = self.name(name).description
        guard isName(name, atOrBelow: .unknownOrigin) else { return text }
        return name == .unknownOrigin ? "@" : String(text.dropLast())
    }

    /// The shortest form of the name where `origin` is the origin: `@`, relative, or absolute if it is not below `origin`.
    public func text(_ name: NameID, relativeTo origin: NameID) -> String {
        guard name != origin else { return "@" }
        guard origin != .root, isName(name, atOrBelow: origin) else { return text(name) }
        let full = self.name(name).description
        let suffix = self.name(origin).description
        return String(full.dropLast(origin == .unknownOrigin ? 1 : suffix.count + 1))
    }

    /// The name of a label below `parent`, if some record or target of the zone uses it.
    public func child(of parent: NameID, label: String) -> NameID? {
        withPadded(Array(label.utf8)) { existingChild(of: parent, label: $0, length: $1) }
    }

    /// The name of a label, given as octets, below `parent`.
    func child(of parent: NameID, labelOctets: [UInt8]) -> NameID? {
        withPadded(labelOctets) { existingChild(of: parent, label: $0, length: $1) }
    }

    /// The identifier of a name, if the table has it.
    public func find(_ name: Name) -> NameID? {
        var current = NameID.root
        for label in name.labels.reversed() {
            guard let next = withPadded(Array(label), { existingChild(of: current, label: $0, length: $1) }) else {
                return nil
            }
            current = next
        }
        return current
    }

    /// The identifier of an absolute name, which is added if it is new.
    func intern(_ name: Name) -> NameID {
        var current = NameID.root
        for label in name.labels.reversed() {
            guard let next = withPadded(Array(label), { child(of: current.rawValue, label: $0, length: $1) }) else {
                return current
            }
            current = NameID(next)
        }
        return current
    }

    @inlinable
    func labelBytes(_ name: NameID) -> UnsafeBufferPointer<UInt8> {
        let node = nodes[name.index]
        return UnsafeBufferPointer(start: labelStart(node), count: Int(node.labelLength))
    }

    /// The name and its ancestors without the root.
    private func lineage(_ name: NameID) -> [NameID] {
        var names: [NameID] = []
        var current = name
        while depth(of: current) > 0 {
            names.append(current)
            current = parent(of: current)
        }
        return names
    }

    private func withPadded<Result>(_ bytes: [UInt8], _ body: (UnsafePointer<UInt8>, Int) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + 8) { buffer in
            buffer.initialize(repeating: 0)
            for index in bytes.indices { buffer[index] = bytes[index] }
            // The allocation is never empty, so it has an address.
            return body(UnsafePointer(buffer.baseAddress.unsafelyUnwrapped), bytes.count)
        }
    }
}
