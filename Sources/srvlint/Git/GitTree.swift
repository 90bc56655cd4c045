/// A tree object: the entries of one directory.
struct GitTree {
    struct Entry {
        let mode: Mode
        /// The object in hexadecimal digits.
        let object: String
    }

    enum Mode {
        case file, link, submodule, directory
    }

    /// The entries by name. Names are bytes, which need not be UTF-8.
    private let entries: [[UInt8]: Entry]

    /// Reads entries of the form `mode SP name NUL object`.
    ///
    /// - Parameter width: bytes of an object's name: 20 with SHA-1, 32 with SHA-256.
    init?(_ bytes: [UInt8], width: Int) {
        var entries: [[UInt8]: Entry] = [:]
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: 0x20), let mode = Self.mode(rest[..<space]),
                let zero = rest[space...].firstIndex(of: 0), rest.endIndex - zero > width
            else { return nil }
            let object = rest[(zero + 1)...(zero + width)]
            entries[Array(rest[(space + 1)..<zero])] = Entry(mode: mode, object: Self.hexadecimal(object))
            rest = rest[(zero + width + 1)...]
        }
        self.entries = entries
    }

    subscript(name: [UInt8]) -> Entry? { entries[name] }

    /// All entries with their names, in no particular order.
    var all: [(name: [UInt8], entry: Entry)] { entries.map { ($0.key, $0.value) } }

    private static func mode(_ digits: ArraySlice<UInt8>) -> Mode? {
        guard let mode = UInt32(String(decoding: digits, as: UTF8.self), radix: 8) else { return nil }
        return switch mode & 0o170000 {
        case 0o100000: .file
        case 0o120000: .link
        case 0o160000: .submodule
        case 0o040000: .directory
        default: nil
        }
    }

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
