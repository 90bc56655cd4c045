import DNS
import Glibc

/// The files that the paths of the command line come to, in order, each once.
struct FoundFiles {
    struct File {
        enum Content {
            case file(FileAccess, FileStatus.Inode)
            case standardInput
            case unreadable(reason: String)
        }

        /// As findings show it.
        var name: String
        var content: Content
        /// Found in a folder, and not named.
        var isFound = false
    }

    private(set) var all: [File] = []
    /// Files with the name of a zone file in a folder that hold none.
    private(set) var skipped: [String] = []
    /// Links in folders that lead out of them, which were not followed.
    private(set) var linksOut: [FolderWalk.LinkOut] = []
    private(set) var identities: Set<FileStatus.Inode> = []
    private var seen: Set<Identity> = []

    /// Zone files, whether or not they can be read.
    var zones: [File] { all }

    /// Links of other names are files of their own: the name may tell the origin.
    private struct Identity: Hashable {
        var inode: FileStatus.Inode
        var name: String
    }

    private let base: IncludeBase?

    /// - Parameter base: a further directory that links may lead to.
    init(_ paths: [String], stdinName: String?, base: IncludeBase? = nil) {
        self.base = base
        var hasStandardInput = false
        for path in paths {
            if StandardInput.isMeant(path) {
                guard !hasStandardInput else { continue }
                hasStandardInput = true
                all.append(File(name: stdinName ?? path, content: .standardInput))
            } else {
                add(path)
            }
        }
    }

    private mutating func add(_ path: String) {
        guard let status = FileStatus(path) else {
            all.append(File(name: path, content: .unreadable(reason: Self.reason(path, errno))))
            return
        }
        switch status.kind {
        case .folder: addFolder(path)
        case .endless(let kind): all.append(File(name: path, content: .unreadable(reason: "it is \(kind)")))
        case .regular, .pipe: addFile(FileAccess(named: path), status)
        }
    }

    private mutating func addFile(_ file: FileAccess, _ status: FileStatus, isFound: Bool = false) {
        identities.insert(status.inode)
        let name = file.path.pathComponents.last ?? file.path
        guard seen.insert(Identity(inode: status.inode, name: name)).inserted else { return }
        all.append(File(name: file.path, content: .file(file, status.inode), isFound: isFound))
    }

    /// Leaves out what was found in a folder and is a file found or named before, by another name that says nothing else
    /// of it.
    ///
    /// - Parameter origin: what a file's zone is called. The same text can be two zones, by its names.
    mutating func leaveOutRepeated(origin: (File) throws(UsageError) -> Name?) throws(UsageError) {
        var files: [FileStatus.Inode: [Int]] = [:]
        for (number, file) in all.enumerated() {
            if case .file(_, let inode) = file.content { files[inode, default: []].append(number) }
        }
        var repeated: Set<Int> = []
        for numbers in files.values where numbers.count > 1 {
            let known = numbers.filter { !all[$0].isFound } + numbers.filter { all[$0].isFound }
            var origins: [Name?] = []
            for number in known {
                let origin = try origin(all[number])
                if all[number].isFound, origins.contains(origin) { repeated.insert(number) }
                origins.append(origin)
            }
        }
        all = all.enumerated().filter { !repeated.contains($0.offset) }.map(\.element)
    }

    private mutating func addFolder(_ path: String) {
        var walk = FolderWalk(base: base)
        walk.walk(path)
        skipped += walk.skipped
        linksOut += walk.linksOut
        for found in walk.found {
            switch found {
            case .zone(let file, let status): addFile(file, status, isFound: true)
            case .unreadable(let path, let reason): all.append(File(name: path, content: .unreadable(reason: reason)))
            }
        }
        if walk.found.isEmpty {
            let reason =
                "no zone file is recognised in this folder; a file is checked whatever it is called when named itself"
            all.append(File(name: path, content: .unreadable(reason: reason)))
        }
    }

    /// The reason, with the name in the same folder that may have been meant.
    static func reason(_ path: String, _ code: Int32) -> String {
        let reason = SystemError.reason(code)
        let (folder, name) = path.splitAtName
        guard code == ENOENT, !name.isEmpty else { return reason }
        guard let entries = Folder.entries(folder.isEmpty ? "." : folder) else {
            // Not even the folder is there.
            let parent = folder.pathComponents.joined(separator: "/")
            return reason + " (nor the folder `\(folder.isAbsolutePath ? "/" : "")\(parent)`)"
        }
        guard let near = nearest(to: name, among: entries) else { return reason }
        return reason + "; did you mean `\(folder)\(near)`?"
    }

    /// Names of files are no words of a small vocabulary: a short one has something near it in every folder.
    static func nearest(to name: String, among entries: [String]) -> String? {
        // A link that leads nowhere is there by its name.
        guard let near = Spelling.nearest(to: name, among: entries.filter { $0 != name }) else { return nil }
        let distance = Spelling.distance(Array(name.lowercased().utf8), Array(near.lowercased().utf8))
        return distance <= (name.utf8.count + 2) / 4 ? near : nil
    }
}
