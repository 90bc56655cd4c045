import Glibc
import ZoneFile

/// A path from the root of the file system, without `.`, `..` and links in its folders.
struct AbsolutePath {
    let text: String

    /// The path of a file that need not exist; a link at its very end is kept, since its name counts.
    static func resolve(_ path: String) -> AbsolutePath {
        var components = path.pathComponents
        let root = path.isAbsolutePath ? "/" : ""
        let name = components.popLast()
        let folder = components.isEmpty ? (root.isEmpty ? "." : root) : root + components.joined(separator: "/")
        guard let name, name != ".", name != ".." else {
            return AbsolutePath(text: real(path.isEmpty ? "." : path) ?? normalised(path))
        }
        let real = real(folder) ?? normalised(folder)
        return AbsolutePath(text: (real == "/" ? "" : real) + "/" + name)
    }

    /// As people write it: from the current folder where it is below it.
    static func shown(_ path: String) -> String {
        resolve(path).relative(to: resolve(".").text) ?? path
    }

    /// Whether it is the folder or something in it, however deep.
    func isBelow(_ folder: String) -> Bool {
        text == folder || relative(to: folder) != nil
    }

    /// The path seen from a folder; `nil` if it is not below it.
    func relative(to folder: String) -> String? {
        let prefix = folder == "/" ? "/" : folder + "/"
        // By bytes: a `String` comparison treats canonically equivalent spellings as equal.
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        return String(text.utf8.dropFirst(prefix.utf8.count))
    }

    /// The folders from the one that holds the file up to the root.
    static func ancestors(ofFolder folder: String) -> [String] {
        var components = folder.pathComponents
        var folders: [String] = []
        while true {
            folders.append("/" + components.joined(separator: "/"))
            if components.isEmpty { return folders }
            components.removeLast()
        }
    }

    /// Every link resolved; `nil` with `errno` set when there is no such file.
    static func real(_ path: String) -> String? {
        guard let resolved = path.withPath({ realpath($0, nil) }) else { return nil }
        defer { free(resolved) }
        return String(path: resolved)
    }

    /// What a link names, seen from where `path` is seen from; the path itself if it is no link.
    static func linkTarget(_ path: String) -> String {
        guard let target = contents(ofLink: path) else { return path }
        return target.isAbsolutePath ? target : path.splitAtName.directory + target
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

    /// The path of a folder with its links kept, save those of the working directory.
    static func asWritten(_ folder: String) -> String { normalised(folder) }

    /// Works on the text alone, for folders that are not there.
    private static func normalised(_ path: String) -> String {
        let absolute = path.isAbsolutePath ? path : (real(".") ?? "") + "/" + path
        var components: [String] = []
        for component in absolute.pathComponents where component != "." {
            if component == ".." { _ = components.popLast() } else { components.append(component) }
        }
        return "/" + components.joined(separator: "/")
    }
}
