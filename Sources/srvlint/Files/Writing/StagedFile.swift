import CXAttr
import Glibc

/// The new contents of a file in a temporary file in the same directory, which replaces the file atomically.
///
/// If anything fails, no temporary file is left. Symbolic links are not followed: the path must be resolved. Signals must be
/// deferred from the creation until the file is replaced.
final class StagedFile {
    /// A descriptor.
    let directory: Int32
    let name: String
    private var temporaryName = ""
    private var new: Int32 = -1
    /// A duplicate descriptor of the new file, which keeps the lock on it until it is closed.
    private var lock: Int32 = -1
    private var hasTemporary = false

    /// Opens the directory of a file.
    init(_ path: String) throws(WritingFailure) {
        name = path.splitAtName.name
        directory = path.directory.withPath { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard directory >= 0 else { throw .system("its directory cannot be opened") }
    }

    deinit {
        if new >= 0 { close(new) }
        if directory >= 0 {
            if hasTemporary {
                unlinkat(directory, temporaryName, 0)
                UnfinishedFiles.remove(temporaryName)
            }
            close(directory)
        }
        // Closed last, so that no other run takes the file for a leftover.
        if lock >= 0 { close(lock) }
    }

    // MARK: - The temporary file

    /// Creates the temporary file and writes the contents to it.
    ///
    /// - Parameter mode: the umask applies.
    func write(_ contents: FileContents, mode: mode_t) throws(WritingFailure) {
        TemporaryFile.removeLeftovers(in: directory)
        guard let created = TemporaryFile.create(in: directory, mode: mode) else {
            throw .system("no temporary file can be created in its directory")
        }
        (temporaryName, new) = created
        hasTemporary = true
        lock = fcntl(new, F_DUPFD_CLOEXEC, 0)
        guard lock >= 0 else { throw .system("no temporary file can be created in its directory") }
        try contents.each { bytes throws(WritingFailure) in
            do throws(OutputError) {
                try FileOutput.write(bytes, to: new, named: name)
            } catch {
                guard case .failed(_, let reason) = error else {
                    throw WritingFailure("its new contents cannot be written")
                }
                throw WritingFailure("its new contents cannot be written: \(reason)")
            }
        }
    }

    /// Copies the attributes of the old file: group, extended attributes, mode, and the owner if the system permits.
    func keepAttributes(of current: Int32, _ old: stat) throws(WritingFailure) {
        try keepOwner(old)
        ExtendedAttributes.copy(from: current, to: new)
        guard fchmod(new, old.st_mode & 0o7777) == 0 else { throw .system("its mode cannot be kept") }
    }

    /// In a shared directory, a file of another user may change its owner. Its group must not change, since a name server
    /// might then be unable to read it.
    private func keepOwner(_ old: stat) throws(WritingFailure) {
        var status = stat()
        guard fstat(new, &status) == 0 else { throw .system("its status cannot be read") }
        if status.st_uid == old.st_uid, status.st_gid == old.st_gid { return }
        if fchown(new, old.st_uid, old.st_gid) == 0 || fchown(new, uid_t.max, old.st_gid) == 0 { return }
        throw .system("its group cannot be kept")
    }

    /// Writes the contents to the disk: if the machine crashes later, the file is the old one or the new one as a whole.
    func finish() throws(WritingFailure) {
        guard fsync(new) == 0 else { throw .system("its new contents cannot be written") }
        let isClosed = close(new) == 0
        new = -1
        guard isClosed else { throw .system("its new contents cannot be written") }
    }

    // MARK: - Replacing

    /// Renames the temporary file, which replaces the old file if there is one.
    func replace() throws(WritingFailure) {
        let isReplaced = name.withPath { renameat(directory, temporaryName, directory, $0) } == 0
        guard isReplaced else { throw .system("it cannot be replaced") }
        hasTemporary = false
        UnfinishedFiles.remove(temporaryName)
    }

    /// Links the temporary file to the name, and fails if a file has that name by now.
    func createLink() throws(WritingFailure) {
        guard name.withPath({ linkat(directory, temporaryName, directory, $0, 0) }) == 0 else {
            throw .system("it cannot be created")
        }
    }
}

/// Access control lists and the like.
private enum ExtendedAttributes {
    /// Copies the attributes that the system allows to be set; it sets some itself.
    static func copy(from old: Int32, to new: Int32) {
        let size = flistxattr(old, nil, 0)
        guard size > 0 else { return }
        var names = [CChar](repeating: 0, count: size)
        let count = flistxattr(old, &names, size)
        guard count > 0 else { return }
        for name in names[..<count].split(separator: 0) {
            let name = Array(name) + [0]
            let length = fgetxattr(old, name, nil, 0)
            guard length >= 0 else { continue }
            var value = [UInt8](repeating: 0, count: length)
            let read = fgetxattr(old, name, &value, length)
            if read >= 0 { fsetxattr(new, name, value, read, 0) }
        }
    }
}
