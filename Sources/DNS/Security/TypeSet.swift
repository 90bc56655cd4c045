/// The set of types in an NSEC or NSEC3 record (RFC 4034 §4.1.2).
public struct TypeSet: Sendable, Equatable {
    /// The types in ascending order.
    public let types: [RecordType]

    public init(_ types: [RecordType]) {
        self.types = types.sorted()
    }

    /// Reads the windows of the wire form, as far as they are well-formed.
    public init(windows: ArraySlice<UInt8>) {
        var types: [RecordType] = []
        var at = windows.startIndex
        while at + 2 <= windows.endIndex {
            let (window, length) = (UInt16(windows[at]), Int(windows[at + 1]))
            let end = min(at + 2 + length, windows.endIndex)
            for index in at + 2..<end where windows[index] != 0 {
                for bit in 0..<8 where windows[index] & 0x80 >> UInt8(bit) != 0 {
                    types.append(RecordType(rawValue: window << 8 | UInt16((index - at - 2) * 8 + bit)))
                }
            }
            at = end
        }
        self.types = types
    }

    public func contains(_ type: RecordType) -> Bool { types.contains(type) }

    /// The types that are not in the other set.
    public func subtracting(_ other: TypeSet) -> [RecordType] {
        let others = Set(other.types)
        return types.filter { !others.contains($0) }
    }
}
