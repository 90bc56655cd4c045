/// Loads the files that `$INCLUDE` names, so that the zone reader itself does no input.
public protocol IncludeLoading: Sendable {
    /// Loads the file that `path` names in an `$INCLUDE` of `source`.
    func load(_ path: String, in source: SourceFile) -> IncludedFile
}

/// The result of loading the file of an `$INCLUDE`.
public enum IncludedFile: Sendable {
    /// `identity` is the same for the same file, whatever its path. `folder` describes the directory in which a relative
    /// path was found: "`zones`, the directory of the file".
    case read(SourceFile, identity: String, folder: String?)
    /// The file is missing, a directory, or cannot be read. `reason` is a clause.
    case notReadable(reason: String)
    /// The file is outside the permitted directories, or too large. `reason` is a clause. Its contents are never shown.
    case notAllowed(reason: String)
}
