import ZoneFile

/// Loads zone files of an earlier revision. The linter does not read repositories itself.
public protocol RevisionLoading: Sendable {
    /// Returns the file at the earlier revision.
    func earlier(_ source: SourceFile) -> EarlierFile
}

/// The result of loading an earlier revision of a file.
public enum EarlierFile: Sendable {
    case source(SourceFile)
    /// The file did not exist at that revision.
    case absent
    /// The revision could not be read. The reason is a clause, the help an imperative.
    case notReadable(reason: String, help: String)
}
