import ZoneFile

/// Gets a zone file as it was at an earlier revision. Reading repositories is not the linter's business: it asks.
public protocol RevisionLoading: Sendable {
    func earlier(_ source: SourceFile) -> EarlierFile
}

/// What became of the question for an earlier state of a file.
public enum EarlierFile: Sendable {
    case source(SourceFile)
    /// The file did not exist then.
    case absent
    /// It is not known what the file was. The reason is a clause, the help an imperative.
    case notReadable(reason: String, help: String)
}
