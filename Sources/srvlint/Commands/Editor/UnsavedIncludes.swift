import Synchronization
import ZoneFile

/// Replaces included files by the text that they have in the editor.
final class UnsavedIncludes: IncludeLoading {
    private let files: FileIncludes
    /// The open documents by the identity of their file.
    private let open: [String: (path: String, text: [UInt8])]
    private let found = Mutex<Set<String>>([])

    init(_ files: FileIncludes, _ texts: [String: [UInt8]]) {
        self.files = files
        var open: [String: (path: String, text: [UInt8])] = [:]
        for (path, text) in texts {
            if let inode = FileStatus(path)?.inode { open[FileIncludes.identity(inode)] = (path, text) }
        }
        self.open = open
    }

    /// The absolute paths of the open documents that were included.
    var paths: Set<String> { found.withLock { $0 } }

    func load(_ path: String, in source: SourceFile) -> IncludedFile {
        let result = files.load(path, in: source)
        guard case .read(_, let identity, let folder) = result, let document = open[identity] else { return result }
        found.withLock { _ = $0.insert(document.path) }
        return .read(SourceFile(path: document.path, bytes: document.text), identity: identity, folder: folder)
    }
}
