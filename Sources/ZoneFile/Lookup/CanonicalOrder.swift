import DNS

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The names of a zone that exist, in the canonical order of DNSSEC (RFC 4034 §6.1): parents before what is below them,
/// siblings by the octets of their labels.
public struct CanonicalOrder: Sendable {
    public let names: ContiguousArray<NameID>

    /// Sorts the names at and below the apex that own records or have names below them that do.
    public init(of zone: Zone) {
        let table = zone.names
        guard zone.exists(zone.apex) else {
            names = []
            return
        }
        // The children of each name, as a list of the last child and of the sibling before each.
        var lastChild = ContiguousArray<UInt32>(repeating: 0, count: table.nodeCount)
        var sibling = ContiguousArray<UInt32>(repeating: 0, count: table.nodeCount)
        for number in 2..<max(2, table.nodeCount) {
            let name = NameID(UInt32(number))
            guard zone.isInZone(name), name != zone.apex, zone.exists(name) else { continue }
            let parent = Int(table.nodes[number].parent)
            sibling[number] = lastChild[parent]
            lastChild[parent] = UInt32(number)
        }
        var names = ContiguousArray<NameID>()
        var open: [NameID] = [zone.apex]
        var children: [NameID] = []
        while let name = open.popLast() {
            names.append(name)
            children.removeAll(keepingCapacity: true)
            var child = lastChild[name.index]
            while child != 0 {
                children.append(NameID(child))
                child = sibling[Int(child)]
            }
            // The next one to visit is the last of `open`.
            children.sort { Self.isLess(table.labelBytes($1), table.labelBytes($0)) }
            open.append(contentsOf: children)
        }
        self.names = names
    }

    private static func isLess(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = left.baseAddress, let second = right.baseAddress else { return left.count < right.count }
        let order = memcmp(first, second, min(left.count, right.count))
        return order == 0 ? left.count < right.count : order < 0
    }
}
