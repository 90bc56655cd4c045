import Glibc
import Linting
import ZoneFile

/// A file that the configuration names to say something of it: where there is none, nothing it says would ever hold.
enum ConfiguredFile {
    static func check(_ path: String, in folder: String, at place: SourceSpan) throws(UsageError) {
        let file = folder + "/" + path
        guard let status = FileStatus(file) else {
            // What cannot be looked at, or a link that leads nowhere yet, may well be meant.
            guard errno == ENOENT || errno == ENOTDIR, !AbsolutePath.isLink(file) else { return }
            throw UsageError("there is no file `\(path)`", at: place, help: help(path, folder))
        }
        guard status.kind != .folder else {
            throw UsageError(
                "`\(path)` is a folder, and patterns name files", at: place,
                help: ["for all files in it write `\(path.hasSuffix("/") ? path : path + "/")**`"])
        }
    }

    private static func help(_ path: String, _ folder: String) -> [String] {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let own = String(path.dropLast(name.count))
        let entries = Folder.entries(folder + "/" + own) ?? []
        let note = "paths count from the folder of the configuration"
        return FoundFiles.nearest(to: name, among: entries).map { ["did you mean `\(own)\($0)`?"] } ?? [note]
    }
}
