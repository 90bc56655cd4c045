import Glibc

/// The entries of directories.
enum Directory {
    /// The names in a directory, sorted; `nil` with `errno` set if it cannot be read.
    static func entries(_ path: String) -> [String]? {
        path.withPath { opendir($0) }.map { entries($0) { _ in true } }
    }

    /// The names in an open directory for which `isIncluded` is true, sorted; `nil` with `errno` set if it cannot be read.
    ///
    /// - Parameter descriptor: closed by this function.
    static func entries(_ descriptor: Int32, where isIncluded: (String) -> Bool = { _ in true }) -> [String]? {
        if let stream = fdopendir(descriptor) { return entries(stream, where: isIncluded) }
        let code = errno
        close(descriptor)
        errno = code
        return nil
    }

    private static func entries(_ stream: OpaquePointer, where isIncluded: (String) -> Bool) -> [String] {
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(path: $0) }
            }
            if name != ".", name != "..", isIncluded(name) { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
