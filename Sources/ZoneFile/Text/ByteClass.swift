/// The classes of bytes that the scanner distinguishes.
enum ByteClass {
    static let ordinary: UInt8 = 0
    static let space: UInt8 = 1
    static let lineFeed: UInt8 = 2
    static let carriageReturn: UInt8 = 3
    static let opening: UInt8 = 4
    static let closing: UInt8 = 5
    static let quote: UInt8 = 6
    static let semicolon: UInt8 = 7
    static let backslash: UInt8 = 8
    static let control: UInt8 = 9
    static let nonASCII: UInt8 = 10

    /// The class of every byte.
    // A pointer instead of an array, because it is read for every byte of every file: no bounds check and no lock.
    nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        for byte in 0..<256 {
            table[byte] =
                switch UInt8(byte) {
                case 0x20, 0x09: space
                case 0x0A: lineFeed
                case 0x0D: carriageReturn
                case UInt8(ascii: "("): opening
                case UInt8(ascii: ")"): closing
                case UInt8(ascii: "\""): quote
                case UInt8(ascii: ";"): semicolon
                case UInt8(ascii: "\\"): backslash
                case 0x00..<0x20, 0x7F: control
                case 0x80...: nonASCII
                default: ordinary
                }
        }
        return UnsafePointer(table)
    }()
}
