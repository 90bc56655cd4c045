import Glibc

/// Searches a directory and its subdirectories for zone files, in the order of their names.
///
/// Symbolic links are followed inside the fence of the directory, and links to directories only within the directory: the
/// author of a link must not choose what is read and changed. A tree may be as deep as a path is long, so the walk does not
/// recurse.
struct DirectoryWalk {
    enum Found {
        case zone(FileAccess, FileStatus)
        case unreadable(path: String, reason: String)
    }

    /// A symbolic link that is not followed.
    struct SkippedLink {
        let path: String
        /// A description: "symbolic link to outside the directory".
        let reason: String
    }

    private(set) var found: [Found] = []
    /// Files with the name of a zone file and other contents.
    private(set) var skipped: [String] = []
    private(set) var skippedLinks: [SkippedLink] = []
    /// Whether the walk ended because of its limit.
    private(set) var isIncomplete = false
    /// The number of files and directories that may still be visited.
    private var left: Int
    private let base: IncludeBase?
    /// Directories that were walked: a symbolic link may lead back up.
    private var visited: Set<FileStatus.Inode> = []

    /// A directory that is being walked.
    private struct Level {
        /// The path in messages.
        let path: String
        /// The path without symbolic links.
        let real: String
        var names: ArraySlice<String>
        /// Whether a path in it was reported as too long.
        var hasTooLong = false
    }

    /// The directories from the one that is walked to the current one.
    private var levels: [Level] = []

    /// - Parameter limit: the number of files and directories to visit. What was found by then is kept.
    init(base: IncludeBase?, limit: Int = .max) {
        self.base = base
        left = limit
    }

    /// Adds the zone files of a directory.
    ///
    /// - Parameter directory: as the user names it; it may be anywhere.
    mutating func walk(_ directory: String) {
        guard let root = AbsolutePath.real(directory) else {
            found.append(.unreadable(path: directory, reason: SystemError.reason(errno)))
            return
        }
        let fence = Fence(around: root, base: base)
        enter(directory, root, fence)
        while var level = levels.popLast() {
            guard let name = level.names.popFirst() else { continue }
            levels.append(level)
            left -= 1
            guard left >= 0 else {
                isIncomplete = true
                return
            }
            if name.utf8.first != UInt8(ascii: ".") { visit(name, root, fence) }
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
        guard let names = Directory.entries(descriptor) else {
            found.append(.unreadable(path: path, reason: SystemError.reason(errno)))
            return
        }
        levels.append(Level(path: path, real: real, names: names[...]))
    }

    private mutating func visit(_ name: String, _ root: String, _ fence: Fence) {
        guard let level = levels.last else { return }
        let path = level.path == "." ? name : level.path.appendingComponent(name)
        let real = level.real.appendingComponent(name)
        guard let own = FileStatus(itself: real) else { return reject(path, name, errno) }
        guard own.isLink else { return add(path, name, real, own, fence) }
        switch fence.follow(name, from: level.real) {
        case .missing(let code): reject(path, name, code)
        case .outside(let refusal): skip(path, name, fence.words(for: refusal))
        case .inside(let target, let status):
            if status.kind == .directory, !AbsolutePath(text: target).isBelow(root) {
                skip(path, name, "symbolic link to outside the directory")
            } else {
                add(path, name, target, status, fence)
            }
        }
    }

    /// Records a file without a status, such as a dangling symbolic link, if it has the name of a zone file.
    private mutating func reject(_ path: String, _ name: String, _ code: Int32) {
        if code == ENAMETOOLONG, let level = levels.last, !level.hasTooLong {
            levels[levels.count - 1].hasTooLong = true
            found.append(
                .unreadable(path: level.path, reason: "the path of a file in it is longer than \(PATH_MAX - 1) bytes"))
        } else if code != ENAMETOOLONG, ZoneFileName(name) == .certain {
            found.append(.unreadable(path: path, reason: SystemError.reason(code)))
        }
    }

    /// Records a symbolic link that is not followed: an unchecked zone must not count as clean.
    private mutating func skip(_ path: String, _ name: String, _ reason: String) {
        switch ZoneFileName(name) {
        case .certain:
            found.append(.unreadable(path: path, reason: reason + "; to check it, name it on the command line"))
        case .likely, .other: if name != "node_modules" { skippedLinks.append(SkippedLink(path: path, reason: reason)) }
        case .never: break
        }
    }

    private mutating func add(_ path: String, _ name: String, _ real: String, _ status: FileStatus, _ fence: Fence) {
        switch status.kind {
        case .directory where name == "node_modules": break
        // Skipped like hidden directories: usually it is one.
        case .directory where fence.isGit(real): break
        case .directory where !fence.holds(real): skip(path, name, "it is a virtual file system of the kernel")
        case .directory: enter(path, real, fence)
        case .regular: addRegular(FileAccess(path, at: real, from: "/", behind: fence), named: name, status)
        case .pipe: reject(path, name, reason: "it is a named pipe")
        case .endless(let kind): reject(path, name, reason: "it is \(kind)")
        }
    }

    private mutating func reject(_ path: String, _ name: String, reason: String) {
        if ZoneFileName(name) == .certain { found.append(.unreadable(path: path, reason: reason)) }
    }

    private mutating func addRegular(_ file: FileAccess, named name: String, _ status: FileStatus) {
        let kind = ZoneFileName(name)
        switch kind {
        case .certain: found.append(.zone(file, status))
        case .never: break
        case .likely, .other:
            do throws(ReadingFailure) {
                let prefix = try FileReader.readPrefix(file, count: ZoneFilePrefix.count)
                if ZoneFilePrefix.isZone(prefix, named: kind) {
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
