import Federation
import Glibc
import Linting
import Network
import Reporting
import Synchronization
import ZoneFile

/// One run of `audit`: servers are collected at once, and judged and written in the order given.
struct AuditRun {
    private let command: AuditCommand
    private let names: [String]
    private let known: KnownFacts
    private let selection: RuleSelection
    private let policy: FindingPolicy
    private let failOn: FailureLevel
    private let trust: ChainTrust
    /// `nil` where nothing is to be asked.
    private let collector: CollectorSetup?

    init(_ command: AuditCommand) throws {
        self.command = command
        names = try command.servers + (command.from.map(TargetList.read) ?? [])
        guard !names.isEmpty else { throw UsageError("there is no server name in `\(command.from ?? "")`") }
        known = try KnownFacts(command.known)
        if names.count > 1, command.known.wellKnown != nil || command.known.certificate != nil {
            throw UsageError(
                "`--well-known` and `--certificate` belong to one server, and there are \(names.count)",
                help: ["audit the servers one by one"])
        }
        let configuration = try command.configuration.load(near: ".")
        selection = try command.rules.selection(over: configuration)
        policy = configuration?.policy ?? FindingPolicy()
        failOn = command.rules.failOn ?? .error
        trust = try ChainTrust(caFile: command.collecting.caFile)
        collector = command.known.areEmpty ? try CollectorSetup(command.collecting, configuration) : nil
    }

    func run() throws -> ExitStatus {
        var output = AuditOutput(command)
        var all = Evidence()
        var status = ExitStatus.success
        var findings: [Finding] = []
        let progress = ProgressLine(isWanted: !command.noProgress && collector != nil)
        let window = command.collecting.concurrency
        var next = 0
        // A window at a time: memory does not grow with the list, and one server's trouble is nobody else's.
        while next < names.count {
            progress.show(done: next, of: names.count)
            let batch = Array(names[next..<min(next + window, names.count)])
            next += batch.count
            let collections = collect(batch)
            progress.erase()
            for (name, collection) in zip(batch, collections) {
                let audit = judge(name, collection)
                if command.save != nil, let collection { all.append(collection.evidence) }
                status = status.joined(with: ExitStatus(audit, failOn: failOn))
                findings += audit.report.findings
                try output.write(audit)
            }
        }
        try output.finish(findings)
        if let path = command.save {
            try EvidenceFile.write(all, to: path)
        }
        return command.rules.exitZero ? .success : status
    }

    private func collect(_ names: [String]) -> [Collection?] {
        guard let collector else { return names.map { _ in nil } }
        let collected = Blocking.run { await collector.collect(names) }
        return collected ?? names.map { _ in nil }
    }

    private func judge(_ name: String, _ collection: Collection?) -> ServerAudit {
        var server = known.server(name)
        if let collection { server.evidence = collection.evidence }
        if let evidence = server.evidence { server.trust = trust.judgements(evidence) }
        var linter = Linter(selection: selection, includes: FileIncludes(base: nil, budget: ReadingBudget()))
        linter.policy = policy
        linter.time = Timestamp(seconds: Int64(time(nil)))
        return ServerAudit(linter.judge(server, known.zones), unasked: collection?.unasked ?? [])
    }
}

/// The clients of a run.
struct CollectorSetup: Sendable {
    private let collector: Collector
    private let dns: DNSClient

    init(_ options: CollectingOptions, _ configuration: Configuration?) throws {
        let (servers, dnsOptions) = try options.servers(over: configuration)
        guard !servers.isEmpty else {
            throw UsageError("no resolver is known", help: ["name one with `--resolver`; /etc/resolv.conf has none"])
        }
        let client = DNSClient(servers: servers, options: dnsOptions)
        let https = try HTTPSClient(
            resolver: DNSAddresses(client), connectTo: options.mappings(), userAgent: "srvlint/\(Version.current)")
        var collecting = CollectorOptions()
        collecting.families = options.families
        collecting.asksAuthoritative = options.authoritative
        collecting.budget = .seconds(options.timeout)
        dns = client
        collector = Collector(dns: client, https: https, options: collecting)
    }

    /// Several servers at once; `nil` for what is no server name, which the judgement says.
    func collect(_ names: [String]) async -> [Collection?] {
        await withTaskGroup(of: (Int, Collection?).self) { group in
            for (number, name) in names.enumerated() {
                group.addTask {
                    guard let serverName = try? ServerName(name) else { return (number, nil) }
                    return (number, await collector.collect(serverName))
                }
            }
            var collections = [Collection?](repeating: nil, count: names.count)
            for await (number, collection) in group { collections[number] = collection }
            return collections
        }
    }
}

extension Evidence {
    mutating func append(_ other: Evidence) {
        collected = collected ?? other.collected
        dns += other.dns
        https += other.https
        tls += other.tls
        federation += other.federation
    }
}

extension ExitStatus {
    init(_ audit: ServerAudit, failOn: FailureLevel) {
        self.init(LintReport(findings: audit.report.findings, files: audit.report.files), failOn: failOn)
        if self == .success, audit.verdict == .unknown || !audit.unasked.isEmpty { self = .notChecked }
    }

    /// Of several servers the worst: findings before what was not checked.
    func joined(with other: ExitStatus) -> ExitStatus {
        if self == .findings || other == .findings { return .findings }
        return self == .notChecked || other == .notChecked ? .notChecked : .success
    }
}
