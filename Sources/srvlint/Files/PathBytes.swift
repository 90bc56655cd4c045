import ZoneFile

extension String {
    /// Calls the system with the bytes of this path; see ``PathText``.
    func withPath<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
        guard utf8.contains(0xF4) else { return try withCString(body) }
        let bytes = PathText.bytes(of: self).map(CChar.init(bitPattern:)) + [0]
        return try bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return try withCString(body) }
            return try body(base)
        }
    }

    /// The text of a path that the system returned.
    init(path: UnsafePointer<CChar>) {
        var count = 0
        while path[count] != 0 { count += 1 }
        self = PathText.decode(UnsafeBufferPointer(start: path, count: count).map(UInt8.init(bitPattern:)))
    }

    /// The components. Split by bytes: a slash followed by a combining mark is a different `Character`.
    var pathComponents: [String] {
        utf8.split(separator: UInt8(ascii: "/")).map { String($0) ?? "" }
    }

    /// The directory of a path, as `dirname` has it.
    var directory: String {
        let directory = splitAtName.directory
        if directory.isEmpty { return "." }
        return directory == "/" ? directory : String(directory.utf8.dropLast()) ?? directory
    }

    /// The path of what has a name in this directory.
    func appendingComponent(_ name: String) -> String { (self == "/" ? "" : self) + "/" + name }

    var isAbsolutePath: Bool { utf8.first == UInt8(ascii: "/") }

    /// The directory of a path and the name in it; the directory ends in a slash, or is empty.
    var splitAtName: (directory: String, name: String) {
        guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", self) }
        let next = utf8.index(after: slash)
        return (String(self[..<next]), String(self[next...]))
    }
}
