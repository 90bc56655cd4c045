import Glibc

/// Looks for zone files in a folder and the folders in it, in the order of their names.
struct FolderWalk {
    enum Found {
        case zone(path: String, FileStatus)
        case unreadable(path: String, reason: String)
    }

    private(set) var found: [Found] = []
    /// Named like zone files, but something else.
    private(set) var skipped: [String] = []
    /// Links to folders elsewhere, which are not followed: a stranger's link is not to say what is read and changed.
    private(set) var linksOut: [String] = []
    private var root: String?
    /// Folders already walked: a symbolic link may lead back up.
    private var visited: Set<FileStatus.Inode> = []

    mutating func walk(_ folder: String) {
        if root == nil { root = AbsolutePath.real(folder) }
        if let status = FileStatus(folder), !visited.insert(status.inode).inserted { return }
        guard let entries = Folder.entries(folder) else {
            found.append(.unreadable(path: folder, reason: SystemError.reason(errno)))
            return
        }
        let prefix = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
        for entry in entries where !entry.hasPrefix(".") { look(at: prefix + entry, named: entry) }
    }

    private mutating func look(at path: String, named name: String) {
        guard let status = FileStatus(path) else {
            let code = errno
            // A link that leads nowhere; what was no zone file is not missed.
            if ZoneFileName(name) == .certain {
                found.append(.unreadable(path: path, reason: SystemError.reason(code)))
            }
            return
        }
        switch status.kind {
        case .folder:
            if name == "node_modules" { return }
            if AbsolutePath.isLink(path), leadsOut(path) { linksOut.append(path) } else { walk(path) }
        case .regular: lookInto(path, named: name, status)
        case .pipe, .endless: break
        }
    }

    private func leadsOut(_ link: String) -> Bool {
        guard let root, let real = AbsolutePath.real(link) else { return true }
        return !AbsolutePath(text: real).isBelow(root)
    }

    private mutating func lookInto(_ path: String, named name: String, _ status: FileStatus) {
        let kind = ZoneFileName(name)
        switch kind {
        case .certain: found.append(.zone(path: path, status))
        case .never: break
        case .likely, .other:
            do throws(ReadingFailure) {
                let beginning = try FileReader.readBeginning(path, count: ZoneFileBeginning.count)
                if ZoneFileBeginning.isZone(beginning, named: kind) {
                    found.append(.zone(path: path, status))
                } else if kind == .likely {
                    skipped.append(path)
                }
            } catch {
                if kind == .likely { found.append(.unreadable(path: path, reason: error.reason)) }
            }
        }
    }
}

/// The contents of folders.
enum Folder {
    /// The names in a folder, sorted; `nil` with `errno` set when it cannot be read.
    static func entries(_ path: String) -> [String]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
