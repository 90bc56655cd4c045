/// Gets the files that `$INCLUDE` names. Reading files is not the zone reader's business: it asks.
public protocol IncludeLoading: Sendable {
    /// The file that `path` names in an `$INCLUDE` of `source`.
    func load(_ path: String, in source: SourceFile) -> IncludedFile
}

/// What became of an `$INCLUDE`.
public enum IncludedFile: Sendable {
    /// `identity` is the same for the same file, however it is named. `folder` says where a relative path was found:
    /// "`zones`, the folder of the file".
    case read(SourceFile, identity: String, folder: String?)
    /// The file is missing, a directory, or cannot be read. `reason` is a clause.
    case notReadable(reason: String)
    /// The file is outside what may be read, or too big. `reason` is a clause; nothing of its text is shown.
    case notAllowed(reason: String)
}
