import CProcessor
import DNS

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The domain names of a zone, each stored once, as a tree: a name is a label below another name.
///
/// Names that differ only in case have the same ``NameID``. Parents have lower identifiers than their children. The
/// reader fills the table, and it does not change afterwards.
public final class NameTable: @unchecked Sendable {
    // @unchecked: only the reader that created the table writes to it. The storage is unsafe for speed: one or two names
    // are looked up for every record.

    @usableFromInline struct Node {
        @usableFromInline var parent: UInt32
        /// Offset of the label, in lower case, in ``labels``.
        @usableFromInline var label: UInt32
        var hash: UInt32
        @usableFromInline var labelLength: UInt8
        /// The length of the whole name on the wire, including the root's octet (1...255).
        var wireLength: UInt8
        /// The number of labels, not counting the root's.
        @usableFromInline var depth: UInt8
        var flags: UInt8
    }

    static let isAtOrBelowApex: UInt8 = 1

    // Exclusive access is not checked at run time: only the reader of the zone changes the table, in methods that call nothing
    // else. The checks would be a tenth of the instructions that a small zone takes.
    @exclusivity(unchecked) @usableFromInline private(set) var nodes: UnsafeMutablePointer<Node>
    @exclusivity(unchecked) private(set) var nodeCount = 0
    private var nodeCapacity: Int
    @exclusivity(unchecked) @usableFromInline private(set) var labels: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) private(set) var labelCount = 0
    private var labelCapacity: Int
    /// The hash in the upper half, the identifier in the lower; 0 for a free slot (the root is never looked up as a child).
    @exclusivity(unchecked) private var slots: UnsafeMutablePointer<UInt64>
    @exclusivity(unchecked) private var slotMask: Int
    /// Random, so that nobody can prepare names that collide.
    private let seed = UInt64.random(in: .min ... .max)

    /// - Parameter expectedCount: an estimate of the number of names, which may be exceeded.
    init(expectedCount: Int = 0) {
        nodeCapacity = max(1024, expectedCount)
        labelCapacity = max(16 * 1024, expectedCount * 16)
        var slotCount = 2048
        while slotCount * 5 < nodeCapacity * 8 { slotCount *= 2 }
        slotMask = slotCount - 1
        nodes = Self.allocate(nodeCapacity)
        labels = Self.allocate(labelCapacity + 8)
        slots = Self.allocateZeros(slotCount)
        (nodes + 0).initialize(
            to: Node(parent: 0, label: 0, hash: 0, labelLength: 0, wireLength: 1, depth: 0, flags: 0)
        )
        (nodes + 1).initialize(
            to: Node(parent: 1, label: 0, hash: 0, labelLength: 0, wireLength: 1, depth: 0, flags: 0)
        )
        nodeCount = 2
    }

    deinit {
        nodes.deallocate()
        labels.deallocate()
        free(slots)
    }

    // MARK: - Finding and adding

    /// The name `label.parent`, added if it is new.
    ///
    /// - Parameter label: 1...63 octets, unescaped, readable for 8 bytes past its end.
    /// - Returns: `nil` if the name would be over 255 octets.
    @inline(__always)
    func child(of parent: UInt32, label: UnsafePointer<UInt8>, length: Int) -> UInt32? {
        let hash = hash(parent, label, length)
        var slot = Int(truncatingIfNeeded: hash >> 32) & slotMask
        let tag = hash & 0xFFFF_FFFF_0000_0000
        while slots[slot] != 0 {
            let entry = slots[slot]
            if entry & 0xFFFF_FFFF_0000_0000 == tag {
                let id = UInt32(truncatingIfNeeded: entry)
                if isChild(id, parent, label, length) { return id }
            }
            slot = (slot + 1) & slotMask
        }
        return insert(parent, label, length, hash)
    }

    /// The name `label.parent` if it is in the table.
    func existingChild(of parent: NameID, label: UnsafePointer<UInt8>, length: Int) -> NameID? {
        let hash = hash(parent.rawValue, label, length)
        var slot = Int(truncatingIfNeeded: hash >> 32) & slotMask
        while slots[slot] != 0 {
            let entry = slots[slot]
            if entry >> 32 == hash >> 32, isChild(UInt32(truncatingIfNeeded: entry), parent.rawValue, label, length) {
                return NameID(UInt32(truncatingIfNeeded: entry))
            }
            slot = (slot + 1) & slotMask
        }
        return nil
    }

    /// Whether most look-ups miss the caches of a processor.
    var exceedsCache: Bool { slotMask >= 1 << 16 }

    /// Prepares to look up `label.parent` soon: loads what ``child(of:label:length:)`` will need into the cache.
    @inline(__always)
    func prefetch(child label: UnsafePointer<UInt8>, length: Int, of parent: UInt32) {
        srvlint_prefetch(slots + (Int(truncatingIfNeeded: hash(parent, label, length) >> 32) & slotMask))
    }

    private func isChild(_ id: UInt32, _ parent: UInt32, _ label: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        let node = nodes + Int(id)
        guard node.pointee.parent == parent, Int(node.pointee.labelLength) == length else { return false }
        let stored = UnsafeRawPointer(labels + Int(node.pointee.label))
        let given = UnsafeRawPointer(label)
        var at = 0
        while at + 8 <= length {
            let word = CaseFolding.lowercased(given.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            if word != stored.loadUnaligned(fromByteOffset: at, as: UInt64.self) { return false }
            at += 8
        }
        let mask = CaseFolding.mask(length - at)
        let left = CaseFolding.lowercased(given.loadUnaligned(fromByteOffset: at, as: UInt64.self)) & mask
        return left == stored.loadUnaligned(fromByteOffset: at, as: UInt64.self) & mask
    }

    @inline(__always)
    private func hash(_ parent: UInt32, _ label: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        let bytes = UnsafeRawPointer(label)
        var hash = (seed ^ UInt64(parent)) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(length)
        var at = 0
        while at + 8 <= length {
            hash = mix(hash ^ CaseFolding.lowercased(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
            at += 8
        }
        let tail = CaseFolding.lowercased(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        return mix(hash ^ (tail & CaseFolding.mask(length - at)))
    }

    @inline(__always)
    private func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }

    private func insert(_ parent: UInt32, _ label: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64) -> UInt32? {
        let above = nodes[Int(parent)]
        let wireLength = Int(above.wireLength) + length + 1
        guard wireLength <= 255 else { return nil }
        if nodeCount == nodeCapacity { growNodes() }
        if labelCount + length > labelCapacity { growLabels() }
        for index in 0..<length { labels[labelCount + index] = asciiLowercased(label[index]) }
        let id = UInt32(nodeCount)
        (nodes + nodeCount).initialize(
            to: Node(
                parent: parent,
                label: UInt32(labelCount),
                hash: UInt32(truncatingIfNeeded: hash >> 32),
                labelLength: UInt8(length),
                wireLength: UInt8(wireLength),
                depth: above.depth + 1,
                flags: above.flags
            )
        )
        nodeCount += 1
        labelCount += length
        if nodeCount * 8 > (slotMask + 1) * 5 { growSlots() } else { place(id, hash >> 32) }
        return id
    }

    @inline(__always)
    private func place(_ id: UInt32, _ hash: UInt64) {
        var slot = Int(hash) & slotMask
        while slots[slot] != 0 { slot = (slot + 1) & slotMask }
        slots[slot] = hash << 32 | UInt64(id)
    }

    private static func allocate<Element>(_ capacity: Int) -> UnsafeMutablePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        LargePages.prefer(memory, byteCount: capacity * MemoryLayout<Element>.stride)
        return memory
    }

    /// Allocates free slots. Fresh pages of the system are zeros, which `calloc` does not write again.
    private static func allocateZeros(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
        guard let memory = calloc(capacity, MemoryLayout<UInt64>.stride) else { fatalError("no memory") }
        LargePages.prefer(memory, byteCount: capacity * MemoryLayout<UInt64>.stride)
        return memory.bindMemory(to: UInt64.self, capacity: capacity)
    }

    private func growNodes() {
        let larger: UnsafeMutablePointer<Node> = Self.allocate(nodeCapacity * 2)
        larger.moveInitialize(from: nodes, count: nodeCount)
        nodes.deallocate()
        nodes = larger
        nodeCapacity *= 2
    }

    private func growLabels() {
        let larger: UnsafeMutablePointer<UInt8> = Self.allocate(labelCapacity * 2 + 8)
        larger.moveInitialize(from: labels, count: labelCount)
        labels.deallocate()
        labels = larger
        labelCapacity *= 2
    }

    private func growSlots() {
        free(slots)
        let size = (slotMask + 1) * 2
        slots = Self.allocateZeros(size)
        slotMask = size - 1
        for id in 2..<nodeCount { place(UInt32(id), UInt64(nodes[id].hash)) }
    }

    @inlinable
    func labelStart(_ node: Node) -> UnsafePointer<UInt8> {
        UnsafePointer(labels + Int(node.label))
    }

    /// Marks the apex. Names below it, which must be added later, inherit the mark.
    func markApex(_ apex: NameID) {
        nodes[apex.index].flags |= Self.isAtOrBelowApex
    }
}
