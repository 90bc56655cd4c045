import Glibc

/// A path from the root of the file system, without `.`, `..` and links in its folders.
struct AbsolutePath {
    let text: String

    /// The path of a file that need not exist; a link at its very end is kept, since its name counts.
    static func resolve(_ path: String) -> AbsolutePath {
        var components = path.split(separator: "/", omittingEmptySubsequences: true)
        var folder = path.hasPrefix("/") ? "/" : "."
        let name = components.popLast()
        if !components.isEmpty { folder = (path.hasPrefix("/") ? "/" : "") + components.joined(separator: "/") }
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
        return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
    }

    /// The folders from the one that holds the file up to the root.
    static func ancestors(ofFolder folder: String) -> [String] {
        var components = folder.split(separator: "/")
        var folders: [String] = []
        while true {
            folders.append("/" + components.joined(separator: "/"))
            if components.isEmpty { return folders }
            components.removeLast()
        }
    }

    /// Every link resolved; `nil` with `errno` set when there is no such file.
    static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// What a link names, seen from where `path` is seen from; the path itself if it is no link.
    static func linkTarget(_ path: String) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        guard count > 0 else { return path }
        let target = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard !target.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return target }
        return path[...slash] + target
    }

    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// The path of a folder with its links kept, save those of the working directory.
    static func asWritten(_ folder: String) -> String { normalised(folder) }

    /// Works on the text alone, for folders that are not there.
    private static func normalised(_ path: String) -> String {
        let absolute = path.hasPrefix("/") ? path : (real(".") ?? "") + "/" + path
        var components: [Substring] = []
        for component in absolute.split(separator: "/") where component != "." {
            if component == ".." { _ = components.popLast() } else { components.append(component) }
        }
        return "/" + components.joined(separator: "/")
    }
}
