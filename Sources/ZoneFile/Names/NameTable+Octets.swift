#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension NameTable {
    /// The names that have an octet, which is not an upper-case letter, in one of their labels.
    ///
    /// - Returns: `nil` if no label has it, which is known without a look at each name.
    public func names(withOctet octet: UInt8) -> NameSet? {
        guard memchr(labels, Int32(octet), labelCount) != nil else { return nil }
        var found = NameSet(self)
        // The root and the unknown origin have no labels. Parents come before their children.
        for index in 2..<nodeCount {
            let node = nodes[index]
            let hasOctet = memchr(labelStart(node), Int32(octet), Int(node.labelLength)) != nil
            if hasOctet || found.contains(NameID(node.parent)) { found.insert(NameID(UInt32(index))) }
        }
        return found
    }

    /// Whether a label of the name contains the octet.
    public func contains(_ octet: UInt8, in name: NameID) -> Bool {
        var name = name
        while true {
            let node = nodes[name.index]
            if memchr(labelStart(node), Int32(octet), Int(node.labelLength)) != nil { return true }
            guard name.rawValue != node.parent else { return false }
            name = NameID(node.parent)
        }
    }
}
