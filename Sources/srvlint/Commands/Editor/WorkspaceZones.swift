import LanguageServer
import Linting
import ZoneFile

/// The zone files in the folders of an editor, each read once for every version of its text.
struct WorkspaceZones {
    /// A zone file, and what it contains.
    struct File {
        let path: String
        let zone: Zone
        let other: OtherZone
    }

    /// Why the zones of a folder are not used, as a sentence without a full stop.
    private(set) var note: String?

    private var generation: Int?
    private var folders: [String] = []
    /// The zone files in the folders, by absolute path.
    private var found: [(path: String, file: FoundFiles.File)] = []
    /// By absolute path.
    private var read: [String: Entry] = [:]

    private struct Entry {
        let file: File?
        /// The unsaved texts of the files that it consists of, by absolute path; `nil` for those read from the disk.
        let texts: [String: [UInt8]?]

        func isCurrent(_ workspace: Workspace) -> Bool { texts.allSatisfy { workspace.texts[$0.key] == $0.value } }
    }

    /// Larger folders are not those of a project about DNS: home directories, for example.
    private static let entryLimit = 20_000
    private static let byteLimit = 64 << 20

    /// The zones of the folders that contain a file, without that file itself.
    mutating func files(near path: String, in workspace: Workspace) -> [File] {
        let folders = workspace.folders.filter { AbsolutePath(text: path).isBelow($0) }.sorted()
        if generation != workspace.generation || self.folders != folders {
            generation = workspace.generation
            self.folders = folders
            read = [:]
            search()
        }
        if read[path]?.isCurrent(workspace) == false { read[path] = nil }
        // Reading the file itself would double the time of each of its checks.
        return found.compactMap { $0.path == path ? nil : contents(of: $0.file, at: $0.path, workspace) }
    }

    /// The contents of a file, which is read again if it has another text.
    private mutating func contents(of file: FoundFiles.File, at path: String, _ workspace: Workspace) -> File? {
        if let entry = read[path], entry.isCurrent(workspace) { return entry.file }
        let contents = self.read(file, at: path)
        let included = contents?.zone.includedPaths.map { AbsolutePath.resolve($0).text } ?? []
        var texts: [String: [UInt8]?] = [:]
        for path in [path] + included { texts.updateValue(workspace.texts[path], forKey: path) }
        read[path] = Entry(file: contents, texts: texts)
        return contents
    }

    /// Forgets everything, as nothing is open.
    mutating func removeAll() { self = WorkspaceZones() }

    private mutating func search() {
        found = []
        note = nil
        for folder in folders {
            var walk = DirectoryWalk(base: nil, limit: Self.entryLimit)
            walk.walk(folder)
            var bytes = 0
            var files: [FoundFiles.File] = []
            for case .zone(let access, let status) in walk.found {
                bytes += status.size
                files.append(FoundFiles.File(name: access.path, content: .file(access, status.inode), isFound: true))
            }
            if walk.isIncomplete {
                note = WorkspaceMessages.tooManyFiles(folder, limit: Self.entryLimit)
            } else if bytes > Self.byteLimit {
                note = WorkspaceMessages.tooLarge(folder, limit: Self.byteLimit)
            } else {
                found += files.map { (AbsolutePath.resolve($0.name).text, $0) }
            }
        }
    }

    private func read(_ file: FoundFiles.File, at path: String) -> File? {
        let configuration = try? ConfigurationFile.find(near: path).map { found throws(UsageError) in
            try ConfigurationFile.load(found: found, base: nil)
        }
        let reading = ZoneReading(origin: nil, configuration ?? nil)
        guard let input = try? reading.read(file) else { return nil }
        let zones = ZoneLoader(includes: reading.includes(base: nil)).load([input]).asOthers
        return zones.first.map { File(path: path, zone: $0.zone, other: $0) }
    }
}

// MARK: - Messages

private enum WorkspaceMessages {
    static func tooManyFiles(_ folder: String, limit: Int) -> String {
        "names are not looked up in the other zones of \(folder), which has more than \(limit) files"
    }

    static func tooLarge(_ folder: String, limit: Int) -> String {
        "names are not looked up in the other zones of \(folder), which are larger than \(limit >> 20) MiB"
    }
}
