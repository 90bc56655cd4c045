import DNS
import Diagnostics
import Federation
import Linting
import Reporting
import TLSIdentity

/// A run of `check`, with everything that the command line and the configuration decide. Making it finds every mistake in
/// the usage before a zone is checked.
struct CheckPlan {
    enum Mode: Equatable {
        case listFiles
        case report
        case writeFixes
        case printDiff
        case addIgnores(reason: String)
    }

    let mode: Mode
    let inputs: CheckInputs
    let rules: RuleSettings
    /// The name servers that load the zones.
    let targets: Set<NameServerSoftware>
    /// The time at which signatures and certificates are checked.
    let time: Timestamp
    /// `--jobs`; `nil` for as many threads as the system allows the process.
    let threads: Int?
    let silencing: BaselinePlan
    let outputs: CheckOutputs

    init(_ command: CheckCommand) throws {
        let requests = try command.output.requests()
        inputs = try CheckInputs(command)
        let settings = ResolvedSettings(inputs.configuration, for: .check)
        rules = try command.rules.settings(in: settings)
        targets = Set(settings.value(of: Settings.targets, option: command.reading.target))
        time = try TimeText.read(command.reading.time)
        threads = try JobsText.read(command.reading.jobs)
        mode = try Self.mode(command)
        silencing = try BaselinePlan(command.silencing.baselines, settings)
        try Self.checkConflicts(inputs, silencing)
        outputs = CheckOutputs(
            command,
            targets: try OutputTarget.open(
                requests, keeping: inputs.files.inodes, and: inputs.documents + silencing.paths),
            isTyped: inputs.isTyped, root: RepositoryRoot(near: inputs.directory))
    }

    private static func mode(_ command: CheckCommand) throws(UsageError) -> Mode {
        let reason = try command.silencing.reason()
        if command.showFiles { return .listFiles }
        switch command.fixes.use {
        case .written: return .writeFixes
        case .printed: return .printDiff
        case .shown: return reason.map { .addIgnores(reason: $0) } ?? .report
        }
    }

    private static func checkConflicts(_ inputs: CheckInputs, _ silencing: BaselinePlan) throws(UsageError) {
        if inputs.origin != nil, inputs.files.all.count > 1 {
            throw UsageError(
                "`--origin` applies to a single file, but there are \(inputs.files.all.count)",
                help: [
                    "check them one by one, or set their origins in `\(ConfigurationFile.name)`, under `zones`"
                ]
            )
        }
        if let newBaseline = silencing.newBaseline, newBaseline.isOne(of: inputs.files) {
            throw UsageError(
                "`--write-baseline` would overwrite `\(newBaseline.path)`, which is to be checked",
                help: ["write the baseline to another file"]
            )
        }
    }

    /// The linter of the run.
    func linter() -> Linter {
        var linter = Linter(
            selection: rules.selection,
            loader: ZoneLoader(
                zoneClass: inputs.zoneClass, includes: inputs.includes, targets: targets, against: inputs.earlier))
        linter.policy = rules.policy
        linter.baseline = silencing.baseline?.known
        linter.servers = inputs.servers
        linter.time = time
        linter.loader.time = time.seconds
        linter.loader.threads = threads
        linter.recordsContent = silencing.newBaseline != nil
        // Whoever makes a run fail because of info must see what made it fail.
        linter.showsStandingNotes = outputs.isVerbose || rules.failOn == .info
        return linter
    }
}
