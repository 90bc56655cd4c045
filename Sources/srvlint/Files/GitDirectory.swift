import ZoneFile

/// Where git keeps the files of a repository, found without git: gitrepository-layout(5).
enum GitDirectory {
    /// Whether a directory contains a `.git` of any kind. It is not followed, since a link may lead outside.
    static func exists(in directory: String) -> Bool {
        FileStatus(itself: path(in: directory)) != nil
    }

    /// The path of `.git`.
    static func path(in directory: String) -> String { directory.appendingComponent(".git") }

    /// The directory at `path`, or the directory that a file at `path` names; without symbolic links.
    static func resolve(_ path: String) -> String? {
        guard let status = FileStatus(path) else { return nil }
        if status.kind == .directory { return AbsolutePath.real(path) }
        let prefix = "gitdir: "
        guard status.kind == .regular, let bytes = try? FileReader.readPrefix(FileAccess(named: path), count: 8192)
        else { return nil }
        let text = PathText.decode(bytes.prefix { $0 != 0x0A && $0 != 0x0D })
        guard text.hasPrefix(prefix) else { return nil }
        return AbsolutePath.real(String(text.dropFirst(prefix.count)).relative(toFile: path))
    }
}
