import Glibc
import ZoneFile

/// An absolute path without `.` and `..`, and without symbolic links in its directories.
struct AbsolutePath {
    let text: String

    /// Resolves the path of a file, which need not exist. If the last component is a symbolic link, it is kept: the name of
    /// a zone file matters.
    static func resolve(_ path: String) -> AbsolutePath {
        var components = path.pathComponents
        let root = path.isAbsolutePath ? "/" : ""
        let name = components.popLast()
        let directory = components.isEmpty ? (root.isEmpty ? "." : root) : root + components.joined(separator: "/")
        guard let name, name != ".", name != ".." else {
            return AbsolutePath(text: real(path.isEmpty ? "." : path) ?? asWritten(path))
        }
        return AbsolutePath(text: (real(directory) ?? asWritten(directory)).appendingComponent(name))
    }

    /// The path for messages: relative if it is below the working directory.
    static func shown(_ path: String) -> String {
        resolve(path).relative(to: resolve(".").text) ?? path
    }

    /// Whether it is the directory or anything below it.
    func isBelow(_ directory: String) -> Bool {
        text == directory || relative(to: directory) != nil
    }

    /// The path relative to a directory; `nil` if it is not below it.
    func relative(to directory: String) -> String? {
        let prefix = directory.appendingComponent("")
        // By bytes: a `String` comparison treats canonically equivalent spellings as equal.
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        return String(text.utf8.dropFirst(prefix.utf8.count))
    }

    /// The directory, its parent and so on up to the root.
    static func ancestors(ofDirectory directory: String) -> [String] {
        var components = directory.pathComponents
        var ancestors: [String] = []
        while true {
            ancestors.append(String(absoluteComponents: components))
            if components.isEmpty { return ancestors }
            components.removeLast()
        }
    }

    /// The path with all symbolic links resolved; `nil` with `errno` set if there is no such file.
    static func real(_ path: String) -> String? {
        guard let resolved = path.withPath({ realpath($0, nil) }) else { return nil }
        defer { free(resolved) }
        return String(path: resolved)
    }

    /// The target of a symbolic link, relative to the same directory as `path`; `path` itself if it is not a link.
    static func linkTarget(_ path: String) -> String {
        contents(ofLink: path)?.relative(toFile: path) ?? path
    }

    /// The target of a symbolic link as written; `nil` with `errno` set if it is not a link.
    static func contents(ofLink path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = path.withPath { readlink($0, &buffer, buffer.count) }
        return count > 0 ? PathText.decode(buffer[..<count].map(UInt8.init(bitPattern:))) : nil
    }

    static func isLink(_ path: String) -> Bool {
        FileStatus(itself: path)?.isLink ?? false
    }

    /// The absolute path with its symbolic links kept, except those of the working directory.
    static func asWritten(_ path: String) -> String {
        let absolute = path.isAbsolutePath ? path : (real(".") ?? "") + "/" + path
        var components: [String] = []
        for component in absolute.pathComponents where component != "." {
            if component == ".." { _ = components.popLast() } else { components.append(component) }
        }
        return String(absoluteComponents: components)
    }
}
