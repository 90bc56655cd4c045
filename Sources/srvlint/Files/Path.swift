import ZoneFile

/// Paths as text: they are split and joined here and nowhere else. ``AbsolutePath`` asks the file system.
///
/// Everything works on bytes. As a `Character`, a slash followed by a combining mark would not be a slash.
extension String {
    private static let slash = UInt8(ascii: "/")

    var isAbsolutePath: Bool { utf8.first == Self.slash }

    var pathComponents: [String] {
        utf8.split(separator: Self.slash).map { String($0) ?? "" }
    }

    /// The absolute path with these components.
    init(absoluteComponents components: some Sequence<String>) {
        self = "/" + components.joined(separator: "/")
    }

    /// The directory of a path, as `dirname` prints it.
    var directory: String {
        let directory = splitAtName.directory
        if directory.isEmpty { return "." }
        return directory == "/" ? directory : directory.withoutLastByte
    }

    /// The directory of a path and the name in it. The directory ends in a slash, or is empty.
    var splitAtName: (directory: String, name: String) {
        guard let slash = utf8.lastIndex(of: Self.slash) else { return ("", self) }
        let next = utf8.index(after: slash)
        return (String(self[..<next]), String(self[next...]))
    }

    /// The path of an entry of this directory; of the working directory if this is empty.
    func appendingComponent(_ name: String) -> String {
        isEmpty || utf8.last == Self.slash ? self + name : self + "/" + name
    }

    /// This path, which a file or link mentions: relative to the same directory as the path of that file.
    func relative(toFile path: String) -> String {
        isAbsolutePath ? self : path.splitAtName.directory + self
    }

    private var withoutLastByte: String { String(utf8.dropLast()) ?? self }

    // MARK: - System calls

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
        let characters = UnsafeBufferPointer(start: path, count: count)
        self = characters.withMemoryRebound(to: UInt8.self) { PathText.decode($0) }
    }
}
