/// The starts of the lines of a text, and the number of characters before regular offsets: a file may be one line of a
/// megabyte with a thousand findings on it.
struct LineIndex: Sendable {
    let starts: [Int]
    /// The number of Unicode scalars before each multiple of ``stride``.
    private let scalars: [Int]

    private static let stride = 1024

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var starts = [0]
        var scalars: [Int] = []
        var seen = 0
        for index in 0..<bytes.count {
            if index % Self.stride == 0 { scalars.append(seen) }
            let byte = bytes[index]
            if byte & 0xC0 != 0x80 { seen += 1 }
            if byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)) {
                starts.append(index + 1)
            }
        }
        scalars.append(seen)
        self.starts = starts
        self.scalars = scalars
    }

    /// The line, counted from 0, that contains the byte at `offset`.
    func line(of offset: Int) -> Int {
        max(starts.partitioningIndex { $0 > offset } - 1, 0)
    }

    /// The number of Unicode scalars that begin before `offset`.
    func scalars(before offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let block = offset / Self.stride
        guard block < scalars.count else { return scalars.last ?? 0 }
        return bytes[block * Self.stride..<offset].reduce(scalars[block]) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }
}
