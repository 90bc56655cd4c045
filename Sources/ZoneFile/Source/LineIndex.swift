/// Where the lines of a text start, and how many characters stand before every so many bytes: a file may be one line of
/// a megabyte with a thousand findings on it.
struct LineIndex: Sendable {
    let starts: [Int]
    /// Unicode scalars before each multiple of ``stride``.
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

    /// The line, counted from 0, that holds the byte at `offset`.
    func line(of offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// Unicode scalars that begin before `offset`.
    func scalars(before offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let block = offset / Self.stride
        guard block < scalars.count else { return scalars.last ?? 0 }
        return bytes[block * Self.stride..<offset].reduce(scalars[block]) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }
}
