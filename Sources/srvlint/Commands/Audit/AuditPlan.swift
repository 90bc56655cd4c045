import Reporting

/// A run of `audit`, with everything that the command line and the configuration decide. Making it reads the given files,
/// but uses no network and writes nothing.
struct AuditPlan {
    /// The server names.
    let names: [String]
    /// The options with facts, which replace those from the network.
    let known: EvidenceOptions
    let facts: KnownFacts
    let settings: ResolvedSettings
    let rules: RuleSettings
    let collecting: CollectingOptions
    /// `--save`.
    let savePath: String?
    /// The evidence of `--since`.
    let earlier: EarlierEvidence?
    /// `--baseline` and `--write-baseline`.
    let baselines: BaselinePlan
    /// The files that are read, which no report may overwrite.
    let inputs: Set<FileStatus.Inode>
    /// The path of the configuration and of the files that it names.
    let documents: [String]
    let requests: [OutputTarget.Request]
    let output: ReportOptions
    /// `--full`.
    let isFull: Bool

    init(_ command: AuditCommand) throws {
        names = try Self.names(command)
        let configuration = try command.configuration.load(near: command.known.zone.first ?? ".")
        settings = ResolvedSettings(configuration, for: .audit)
        requests = try command.output.requests()
        // A plugin has a state for warnings, which are no failure for others.
        rules = try command.rules.settings(in: settings, failingFrom: requests.isPlugin ? .warning : nil)
        known = command.known
        facts = try KnownFacts(
            of: names, command.known, configuration, comparing: command.collecting.compareZone)
        collecting = command.collecting
        savePath = command.save
        earlier = try command.since.map { path throws(UsageError) in
            try EarlierEvidence(path, save: command.save)
        }
        baselines = try BaselinePlan(command.baselines, settings)
        inputs = Self.inputs(command)
        documents =
            [configuration?.path].compactMap(\.self)
            + command.known.zone.compactMap { configuration?.entry(for: $0) }.flatMap(ConfiguredDocuments.paths)
            + baselines.paths
        output = command.output
        isFull = command.detail.full
        try checkConflicts()
    }

    /// Whether evidence is collected from the network, since no facts are given.
    var isLive: Bool { known.areEmpty }

    private static func names(_ command: AuditCommand) throws(UsageError) -> [String] {
        var names = command.servers
        if let path = command.from { names += try TargetList.read(path) }
        guard !names.isEmpty else { throw UsageError("there is no server name in `\(command.from ?? "")`") }
        return names
    }

    private static func inputs(_ command: AuditCommand) -> Set<FileStatus.Inode> {
        let (known, collecting) = (command.known, command.collecting)
        let paths =
            known.zone + collecting.compareZone
            + known.documents + [known.evidence, command.from, collecting.trust.caFile].compactMap(\.self)
        return Set(paths.compactMap { FileStatus($0)?.inode })
    }

    private func checkConflicts() throws(UsageError) {
        if names.count > 1, !known.documents.isEmpty {
            throw UsageError(
                "`--well-known` and `--certificate` apply to a single server, but there are \(names.count)",
                help: ["audit the servers one by one"])
        }
        if earlier != nil { try checkComparison() }
        if let path = baselines.newBaseline?.path {
            let isSave = savePath.map { AbsolutePath.resolve($0).text == AbsolutePath.resolve(path).text } ?? false
            guard !isSave, FileStatus(path).map({ !inputs.contains($0.inode) }) ?? true else {
                throw UsageError(
                    "`--write-baseline` would overwrite `\(path)`, which is \(isSave ? "written by `--save`" : "read")",
                    help: ["write the baseline to another file"])
            }
        }
        if !isLive, savePath != nil {
            throw UsageError(
                "`--save` has nothing to save: nothing is collected with `--zone`, `--well-known`, `--certificate` or "
                    + "`--evidence`",
                help: ["remove `--save` or these options"])
        }
    }

    /// Checks that both sides of `--since` are evidence, and that every report shows the changes.
    private func checkComparison() throws(UsageError) {
        if !known.zone.isEmpty || !known.documents.isEmpty {
            throw UsageError(
                "`--since` compares evidence, but `--zone`, `--well-known` or `--certificate` would replace it on both sides",
                help: ["remove these options, or compare zones with `srvlint diff`"])
        }
        for request in requests where request.format.auditReporter(ReportSettings()) == nil && request.format != .html {
            throw UsageError(
                "`--since` is not shown in the format `\(request.format.rawValue)`",
                help: ["use `text`, `json`, `jsonl`, `markdown` or `html`"])
        }
    }
}
