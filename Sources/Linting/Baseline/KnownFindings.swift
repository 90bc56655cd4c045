/// A baseline, and the names of files in it.
public struct KnownFindings: Sendable {
    public let baseline: Baseline
    public let paths: BaselinePaths

    public init(_ baseline: Baseline, _ paths: BaselinePaths) {
        self.baseline = baseline
        self.paths = paths
    }
}

/// Converts between the paths of a run and the names in a baseline.
public struct BaselinePaths: Sendable {
    /// Returns the name that the baseline uses for the file at a path.
    public let name: @Sendable (_ path: String) -> String
    /// Returns whether the file with a name was deleted or renamed.
    public let isGone: @Sendable (_ name: String) -> Bool

    public init(
        name: @escaping @Sendable (_ path: String) -> String,
        isGone: @escaping @Sendable (_ name: String) -> Bool = { _ in false }
    ) {
        self.name = name
        self.isGone = isGone
    }
}
