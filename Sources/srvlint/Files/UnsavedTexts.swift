/// The texts that files have in an editor, which are read instead of what is on the disk.
///
/// They are set for a task and not passed on, since the configuration, documents, zones and included files are read in many
/// ways, and each has to give the text that the user sees.
enum UnsavedTexts {
    @TaskLocal private static var byInode: [FileStatus.Inode: [UInt8]] = [:]

    /// Calls `body`, in which the files at the paths have these texts.
    static func with<Result>(_ texts: [String: [UInt8]], _ body: () throws -> Result) rethrows -> Result {
        var byInode: [FileStatus.Inode: [UInt8]] = [:]
        for (path, text) in texts {
            if let status = FileStatus(path), status.kind == .regular { byInode[status.inode] = text }
        }
        return try $byInode.withValue(byInode, operation: body)
    }

    /// The text of a file; `nil` if it is not open in an editor.
    static func text(of file: FileStatus) -> [UInt8]? {
        byInode.isEmpty ? nil : byInode[file.inode]
    }
}
