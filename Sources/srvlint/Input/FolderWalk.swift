import Glibc

/// Looks for zone files in a folder and the folders in it, in the order of their names.
///
/// Symbolic links are followed behind the fence of the directory, and links to directories only within the directory: a
/// stranger's link must not decide what is read and changed. A tree may be as deep as a path is long, so the walk does
/// not recurse.
struct FolderWalk {
    enum Found {
        case zone(FileAccess, FileStatus)
        case unreadable(path: String, reason: String)
    }

    /// A link that is not followed.
    struct LinkOut {
        let path: String
        /// A clause: "it is a link out of the directory".
        let reason: String
    }

    private(set) var found: [Found] = []
    /// Named like zone files, but something else.
    private(set) var skipped: [String] = []
    private(set) var linksOut: [LinkOut] = []
    private let base: IncludeBase?
    /// Folders already walked: a symbolic link may lead back up.
    private var visited: Set<FileStatus.Inode> = []

    /// A directory that is being walked.
    private struct Level {
        /// The prefix of its files' paths in messages.
        let prefix: String
        /// Without links.
        let real: String
        var names: ArraySlice<String>
        var saysTooLong = false
    }

    /// The directories from the one that is walked to the current one.
    private var levels: [Level] = []

    init(base: IncludeBase?) {
        self.base = base
    }

    /// - Parameter folder: as the user names it, wherever it is.
    mutating func walk(_ folder: String) {
        guard let root = AbsolutePath.real(folder) else {
            found.append(.unreadable(path: folder, reason: SystemError.reason(errno)))
            return
        }
        let fence = Fence(around: root, base: base)
        enter(folder, root, fence)
        while var level = levels.popLast() {
            guard let name = level.names.popFirst() else { continue }
            levels.append(level)
            if name.utf8.first != UInt8(ascii: ".") { look(at: name, root, fence) }
        }
    }

    private mutating func enter(_ path: String, _ real: String, _ fence: Fence) {
        let descriptor = fence.open(real, O_RDONLY | O_DIRECTORY | O_NONBLOCK)
        guard descriptor >= 0, let status = FileStatus(descriptor: descriptor) else {
            found.append(.unreadable(path: path, reason: SystemError.reason(errno)))
            return
        }
        guard visited.insert(status.inode).inserted else {
            close(descriptor)
            return
        }
        guard let names = Folder.entries(descriptor) else {
            found.append(.unreadable(path: path, reason: SystemError.reason(errno)))
            return
        }
        let prefix = path == "." ? "" : path.utf8.last == UInt8(ascii: "/") ? path : path + "/"
        levels.append(Level(prefix: prefix, real: real, names: names[...]))
    }

    private mutating func look(at name: String, _ root: String, _ fence: Fence) {
        guard let level = levels.last else { return }
        let path = level.prefix + name
        let real = level.real.appendingComponent(name)
        guard let own = FileStatus(itself: real) else { return miss(path, name, errno) }
        guard own.isLink else { return take(path, name, real, own, fence) }
        switch fence.follow(name, from: level.real) {
        case .missing(let code): miss(path, name, code)
        case .outside(let refusal): leaveOut(path, name, fence.words(for: refusal))
        case .inside(let target, let status):
            if status.kind == .folder, !AbsolutePath(text: target).isBelow(root) {
                leaveOut(path, name, "it is a link out of the directory")
            } else {
                take(path, name, target, status, fence)
            }
        }
    }

    /// Records a file without a status, such as a dangling link, if it has the name of a zone file.
    private mutating func miss(_ path: String, _ name: String, _ code: Int32) {
        if code == ENAMETOOLONG, let level = levels.last, !level.saysTooLong {
            levels[levels.count - 1].saysTooLong = true
            found.append(
                .unreadable(
                    path: String(level.prefix.utf8.dropLast()) ?? level.prefix,
                    reason: "what is in it has a path longer than \(PATH_MAX - 1) bytes"))
        } else if code != ENAMETOOLONG, ZoneFileName(name) == .certain {
            found.append(.unreadable(path: path, reason: SystemError.reason(code)))
        }
    }

    /// Records a link that is not followed: an unchecked zone must not count as clean.
    private mutating func leaveOut(_ path: String, _ name: String, _ reason: String) {
        switch ZoneFileName(name) {
        case .certain: found.append(.unreadable(path: path, reason: reason + "; name it to check it"))
        case .likely, .other: if name != "node_modules" { linksOut.append(LinkOut(path: path, reason: reason)) }
        case .never: break
        }
    }

    private mutating func take(_ path: String, _ name: String, _ real: String, _ status: FileStatus, _ fence: Fence) {
        switch status.kind {
        case .folder where name == "node_modules": break
        // Skipped like hidden directories, which git's usually is.
        case .folder where fence.isGit(real): break
        case .folder where !fence.holds(real): leaveOut(path, name, "it is a virtual file system of the kernel")
        case .folder: enter(path, real, fence)
        case .regular: lookInto(FileAccess(path, at: real, from: "/", behind: fence), named: name, status)
        case .pipe: miss(path, name, reason: "it is a named pipe")
        case .endless(let kind): miss(path, name, reason: "it is \(kind)")
        }
    }

    private mutating func miss(_ path: String, _ name: String, reason: String) {
        if ZoneFileName(name) == .certain { found.append(.unreadable(path: path, reason: reason)) }
    }

    private mutating func lookInto(_ file: FileAccess, named name: String, _ status: FileStatus) {
        let kind = ZoneFileName(name)
        switch kind {
        case .certain: found.append(.zone(file, status))
        case .never: break
        case .likely, .other:
            do throws(ReadingFailure) {
                let beginning = try FileReader.readBeginning(file, count: ZoneFileBeginning.count)
                if ZoneFileBeginning.isZone(beginning, named: kind) {
                    found.append(.zone(file, status))
                } else if kind == .likely {
                    skipped.append(file.path)
                }
            } catch {
                if kind == .likely { found.append(.unreadable(path: file.path, reason: error.reason)) }
            }
        }
    }
}

/// The contents of folders.
enum Folder {
    /// The names in a folder, sorted; `nil` with `errno` set when it cannot be read.
    static func entries(_ path: String) -> [String]? {
        path.withPath { opendir($0) }.map { entries($0) { _ in true } }
    }

    /// - Parameter descriptor: is closed.
    static func entries(_ descriptor: Int32, where isWanted: (String) -> Bool = { _ in true }) -> [String]? {
        if let folder = fdopendir(descriptor) { return entries(folder, where: isWanted) }
        let code = errno
        close(descriptor)
        errno = code
        return nil
    }

    private static func entries(_ folder: OpaquePointer, where isWanted: (String) -> Bool) -> [String] {
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(path: $0) }
            }
            if name != ".", name != "..", isWanted(name) { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
