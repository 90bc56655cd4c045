import DNS
import Glibc

/// The files that the paths of the command line lead to, in order, each once.
struct FoundFiles {
    struct File {
        enum Content {
            case file(FileAccess, FileStatus.Inode)
            case standardInput
            case unreadable(reason: String)
        }

        /// The path in findings.
        var name: String
        var content: Content
        /// Whether it was found in a directory rather than named.
        var isFound = false
    }

    private(set) var all: [File] = []
    /// Files in directories with the name of a zone file and other contents.
    private(set) var skipped: [String] = []
    /// Symbolic links in directories that were not followed.
    private(set) var skippedLinks: [DirectoryWalk.SkippedLink] = []
    /// The identities of the files, each with a name. A symbolic link with another name is a file of its own: the origin
    /// may follow from the name.
    private var names: Set<String> = []

    private let base: IncludeBase?

    var inodes: Set<FileStatus.Inode> {
        var inodes: Set<FileStatus.Inode> = []
        for file in all {
            if case .file(_, let inode) = file.content { inodes.insert(inode) }
        }
        return inodes
    }

    /// - Parameters:
    ///   - stdinName: the name of standard input in findings.
    ///   - base: a further directory that symbolic links may lead to.
    init(_ paths: [String], stdinName: String?, base: IncludeBase? = nil) {
        self.base = base
        var hasStandardInput = false
        for path in paths {
            if StandardInput.matches(path) {
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
        case .directory: addDirectory(path)
        case .endless(let kind): all.append(File(name: path, content: .unreadable(reason: "it is \(kind)")))
        case .regular, .pipe: addFile(FileAccess(named: path), status)
        }
    }

    private mutating func addFile(_ file: FileAccess, _ status: FileStatus, isFound: Bool = false) {
        let name = file.path.pathComponents.last ?? file.path
        guard names.insert("\(FileIncludes.identity(status.inode)):\(name)").inserted else { return }
        all.append(File(name: file.path, content: .file(file, status.inode), isFound: isFound))
    }

    /// Removes files that were found in a directory and are the same as another file with the same origin.
    ///
    /// - Parameter origin: returns the origin of a file. Under two names, the same text can be two zones.
    mutating func removeDuplicates(origin: (File) throws(UsageError) -> Name?) throws(UsageError) {
        guard all.count > 1 else { return }
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

    private mutating func addDirectory(_ path: String) {
        var walk = DirectoryWalk(base: base)
        walk.walk(path)
        skipped += walk.skipped
        skippedLinks += walk.skippedLinks
        for found in walk.found {
            switch found {
            case .zone(let file, let status): addFile(file, status, isFound: true)
            case .unreadable(let path, let reason): all.append(File(name: path, content: .unreadable(reason: reason)))
            }
        }
        if walk.found.isEmpty {
            let reason =
                "no zone file was found in this directory; name a file on the command line to check it"
            all.append(File(name: path, content: .unreadable(reason: reason)))
        }
    }

    /// The message for an error code, with a suggestion if the directory has an entry with a similar name.
    static func reason(_ path: String, _ code: Int32) -> String {
        let reason = SystemError.reason(code)
        let (prefix, name) = path.splitAtName
        guard code == ENOENT, !name.isEmpty else { return reason }
        guard let entries = Directory.entries(path.directory) else {
            return reason + " (the directory `\(path.directory)` does not exist either)"
        }
        guard let near = nearest(to: name, among: entries) else { return reason }
        return reason + "; did you mean `\(prefix)\(near)`?"
    }

    /// The entry with the most similar name. The threshold is stricter than for options: every directory has a name similar
    /// to a short one.
    static func nearest(to name: String, among entries: [String]) -> String? {
        // A dangling symbolic link is an entry of that very name.
        guard let near = Spelling.nearest(to: name, among: entries.filter { $0 != name }) else { return nil }
        let distance = Spelling.distance(Array(name.lowercased().utf8), Array(near.lowercased().utf8))
        return distance <= (name.utf8.count + 2) / 4 ? near : nil
    }
}
