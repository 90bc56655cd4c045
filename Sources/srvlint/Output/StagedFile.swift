import CXAttr
import Glibc

/// The contents that a file is to have, written beside it: they come to their place as a whole.
///
/// Whatever fails, nothing is left beside the file. Symbolic links are not followed here: the path is a real one. Signals
/// are to be held from here on until the file is in its place.
final class StagedFile {
    let folder: Int32
    let name: String
    private var temporaryName = ""
    private var new: Int32 = -1
    /// Another descriptor of the new file: the lock on it lasts until this is closed.
    private var lock: Int32 = -1
    private var hasTemporary = false

    /// Opens the folder.
    init(_ path: String) throws(WritingFailure) {
        name = path.splitAtName.name
        folder = path.directory.withPath { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard folder >= 0 else { throw .system("its folder cannot be opened") }
    }

    deinit {
        if new >= 0 { close(new) }
        if folder >= 0 {
            if hasTemporary {
                unlinkat(folder, temporaryName, 0)
                UnfinishedFiles.remove(temporaryName)
            }
            close(folder)
        }
        // Last, so that no other run takes the file for a leftover.
        if lock >= 0 { close(lock) }
    }

    // MARK: - Beside the file

    /// - Parameter mode: of which the user's mask takes its part.
    func write(_ contents: FileContents, mode: mode_t) throws(WritingFailure) {
        TemporaryFile.removeLeftOver(in: folder)
        guard let made = TemporaryFile.make(in: folder, mode: mode) else {
            throw .system("no file can be written beside it")
        }
        (temporaryName, new) = made
        hasTemporary = true
        lock = fcntl(new, F_DUPFD_CLOEXEC, 0)
        guard lock >= 0 else { throw .system("no file can be written beside it") }
        try contents.each { bytes throws(WritingFailure) in
            do throws(OutputError) {
                try FileOutput.write(bytes, to: new, named: name)
            } catch {
                guard case .failed(_, let reason) = error else {
                    throw WritingFailure("its new text cannot be written")
                }
                throw WritingFailure("its new text cannot be written: \(reason)")
            }
        }
    }

    /// Gives the new file what the old one has: group, extended attributes and mode, and the owner where the system
    /// permits.
    func keepAttributes(of current: Int32, _ old: stat) throws(WritingFailure) {
        try keepOwner(old)
        ExtendedAttributes.copy(from: current, to: new)
        guard fchmod(new, old.st_mode & 0o7777) == 0 else { throw .system("its mode cannot be kept") }
    }

    /// Another's file in a shared folder becomes ours; its group must stay, or a name server might not read it any more.
    private func keepOwner(_ old: stat) throws(WritingFailure) {
        var status = stat()
        guard fstat(new, &status) == 0 else { throw .system("it cannot be looked at") }
        if status.st_uid == old.st_uid, status.st_gid == old.st_gid { return }
        if fchown(new, old.st_uid, old.st_gid) == 0 || fchown(new, uid_t.max, old.st_gid) == 0 { return }
        throw .system("its group cannot be kept")
    }

    /// Should the machine stop after this, the folder has the old file or the new one, both whole.
    func finish() throws(WritingFailure) {
        guard fsync(new) == 0 else { throw .system("its new text cannot be written") }
        let isClosed = close(new) == 0
        new = -1
        guard isClosed else { throw .system("its new text cannot be written") }
    }

    // MARK: - In its place

    /// In the place of the old file, or where there is none.
    func replace() throws(WritingFailure) {
        let isReplaced = name.withPath { renameat(folder, temporaryName, folder, $0) } == 0
        guard isReplaced else { throw .system("it cannot be replaced") }
        hasTemporary = false
        UnfinishedFiles.remove(temporaryName)
    }

    /// Only where there is no file; unlike renaming, this spares one that somebody else has made meanwhile.
    func appear() throws(WritingFailure) {
        guard name.withPath({ linkat(folder, temporaryName, folder, $0, 0) }) == 0 else {
            throw .system("it cannot be put in its place")
        }
    }
}

/// Access control lists and the like.
private enum ExtendedAttributes {
    /// Copies what the system lets us copy: it sets some of them by itself and refuses others.
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
