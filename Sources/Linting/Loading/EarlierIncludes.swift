import ZoneFile

/// Reads the files that an earlier revision of a zone includes, as they were at that revision.
///
/// A file that was not in the revision is unknown, not empty: it may be generated, or ignored by git.
struct EarlierIncludes: IncludeLoading {
    private let includes: any IncludeLoading
    private let revisions: any RevisionLoading

    /// - Parameter includes: finds the files. Only what it may read is looked up in the revision.
    init(_ includes: any IncludeLoading, _ revisions: any RevisionLoading) {
        self.includes = includes
        self.revisions = revisions
    }

    func load(_ path: String, in source: SourceFile) -> IncludedFile {
        let present = includes.load(path, in: source)
        switch present {
        case .read(let file, let identity, let folder):
            return earlier(file, identity: identity, folder: folder)
        case .notReadable:
            return removed(path, in: source) ?? present
        case .notAllowed:
            return present
        }
    }

    private func earlier(_ file: SourceFile, identity: String, folder: String?) -> IncludedFile {
        switch revisions.earlier(file) {
        case .source(let earlier): .read(earlier, identity: identity, folder: folder)
        case .absent: .notReadable(reason: "it was not in the earlier revision")
        case .notReadable(let reason, _): .notAllowed(reason: reason)
        }
    }

    /// A file that no longer exists, if the revision has it in the directory of the including file or in the working
    /// directory.
    private func removed(_ path: String, in source: SourceFile) -> IncludedFile? {
        guard !path.isEmpty, !path.hasPrefix("/"), !path.utf8.contains(0) else { return nil }
        let slash = source.path.lastIndex(of: "/")
        let directory = slash.map { String(source.path[...$0]) } ?? ""
        for candidate in directory.isEmpty ? [path] : [directory + path, path] {
            if case .source(let earlier) = revisions.earlier(SourceFile(path: candidate, text: "")) {
                return .read(earlier, identity: "earlier \(candidate)", folder: nil)
            }
        }
        return nil
    }
}
