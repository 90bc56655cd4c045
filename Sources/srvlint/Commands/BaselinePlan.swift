/// The baselines that a run reads and writes.
struct BaselinePlan {
    let baseline: BaselineFile?
    /// The baseline to write. An existing one is then not applied.
    let newBaseline: BaselineFile?

    init(_ options: BaselineOptions, _ settings: ResolvedSettings) throws(UsageError) {
        newBaseline = try options.writeBaseline.map { path throws(UsageError) in
            try BaselineFile(path, option: "--write-baseline", mayBeMissing: true)
        }
        baseline = newBaseline == nil ? try Self.baseline(options, settings) : nil
    }

    private static func baseline(
        _ options: BaselineOptions, _ settings: ResolvedSettings
    ) throws(UsageError) -> BaselineFile? {
        // One on the command line is trusted to be anywhere; one in the configuration is behind its fence.
        if let path = options.baseline { return try BaselineFile(path, option: "--baseline") }
        guard let configuration = settings.configuration, let path = settings.value(of: Settings.baseline) else {
            return nil
        }
        return try BaselineFile(configuration.access(path.value), option: Settings.baseline.key, at: path.span)
    }

    /// The files that no report may overwrite.
    var paths: [String] { [baseline?.path, newBaseline?.path].compactMap(\.self) }
}
