import Dispatch
import Federation
import Linting
import TestSupport

/// All scenarios, audited once and looked up by Synapse once.
struct LabRun: Sendable {
    let rows: [Row]
    /// The report of `audit`, and its report on the saved evidence.
    let live: String
    let replayed: String
    let evidence: String
    /// The authorities that the lab trusts, as PEM.
    let roots: String
    /// The verdicts and findings with forged answers in addition to those of the resolver, for servers without problems.
    let forged: [String: AuditResult]
    /// The output of `-v` for that run.
    let forgeries: String
    /// The network interfaces in the lab.
    let interfaces: [String]
    /// The verdicts and findings with `--authoritative`.
    let authoritative: [String: AuditResult]
    /// The same from the evidence that was saved, and the evidence.
    let authoritativeReplayed: [String: AuditResult]
    let signedEvidence: String
    /// Processes of the lab that still ran after it was stopped.
    let left: [String]

    struct Row: Sendable {
        var scenario: Scenario
        var serverName: String
        var ours: AuditResult
        /// Why Synapse did not get the keys; `nil` if it did.
        var synapse: String?
        /// The result of the client library, if it is installed.
        var client: ClientDiscovery?
    }

    /// The result of `audit` for a server.
    struct AuditResult: Sendable, Equatable {
        var verdict: String
        var rules: [String]
        var messages: [String]
        var sentence: String
        /// The codes of the errors and warnings.
        var faults: [String]
        /// The titles of the remedies.
        var remedies: [String]
        /// What must be found out or repaired first if there is no remedy.
        var prerequisites: [String]
    }

    /// The rule for internal addresses: the namespace has only a loopback interface.
    private static let ignoredRule = "M207"
    static let ignored = ["--ignore", ignoredRule]
    /// The rules of an audit with ``ignored``.
    static var selection: RuleSelection {
        get throws { try RuleSelection(select: [], ignore: [ignoredRule]) }
    }

    private static func run(_ lab: Lab, _ names: [String], _ arguments: [String]) throws -> LabNamespace.Run {
        let list = try lab.write(names.map { $0 + "\n" }.joined(), to: "names")
        let run = try lab.run(
            LabReport.program(),
            [
                "audit", "--from", list, "--no-config", "--ca-file", lab.authorities, "--allow-private", "--format",
                "json",
            ] + arguments)
        guard run.status <= 3 else { throw ProgramError("\(run.status): \(run.errors)") }
        return run
    }

    /// Audits server names in a lab, and returns the report.
    static func audit(_ lab: Lab, _ names: [String], _ arguments: [String]) throws -> String {
        let ended = try run(lab, names, arguments)
        guard ended.errors.isEmpty else { throw ProgramError("\(ended.errors)") }
        return ended.output
    }

    /// The shared run of all tests. It waits for programs in a separate thread, so that it does not block other tests.
    static let shared = Task {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try LabRun() }) }
        }
    }

    private init() throws {
        let scenarios = Scenario.all
        let lab = try Lab(scenarios)
        defer { lab.stop() }
        let names = lab.serverNames
        let hasClients = Lab.clientObstacle == nil
        if hasClients { try lab.startClients() }
        let blocked = zip(scenarios, names).filter(\.0.hasBlockList).map(\.1)
        let others = names.filter { !blocked.contains($0) }
        let saved = lab.path(of: "case.json")
        let ignored = Self.ignored
        live = try Self.audit(lab, others, ["--save", saved, "--concurrency", "32"] + ignored)
        replayed = try Self.audit(lab, others, ["--evidence", saved] + ignored)
        let quick = zip(Scenario.rightWays, names).map(\.1)
        let attacked = try Self.run(lab, quick, ["--resolver", lab.forgedResolver, "-v"] + ignored)
        forged = try Self.verdicts(attacked.output)
        forgeries = attacked.errors
        let zones = zip(scenarios, names).filter { scenario, _ in
            ["outdated", "lame", "plain", "no-tcp"].contains(scenario.label) || scenario.zone.isSigned
        }.map(\.1)
        let signed = lab.path(of: "signed.json")
        authoritative = try Self.verdicts(
            Self.audit(lab, zones, ["--authoritative", "--save", signed] + ignored))
        authoritativeReplayed = try Self.verdicts(Self.audit(lab, zones, ["--evidence", signed] + ignored))
        signedEvidence = TemporaryFolder.text(ofFile: signed)
        let ours = try Self.verdicts(live).merging(Self.verdicts(Self.audit(lab, blocked, []))) {
            first, _ in first
        }
        let synapse = try lab.synapseResults()
        let clients = hasClients ? try lab.clientResults() : [:]
        rows = try zip(scenarios, names).map { scenario, name in
            guard let result = ours[name], let answer = synapse[name] else {
                throw ProgramError("there is no result for \(name)")
            }
            return Row(scenario: scenario, serverName: name, ours: result, synapse: answer, client: clients[name])
        }
        evidence = TemporaryFolder.text(ofFile: saved)
        roots = TemporaryFolder.text(ofFile: lab.authorities)
        interfaces = try lab.run(Program("ip", package: "iproute2").path, ["-brief", "link"]).output
            .split(separator: "\n").map { String($0.prefix { $0 != " " }) }
        lab.stop()
        left = lab.processes
    }

    /// Returns results by server name, from `--format json`.
    static func verdicts(_ report: String) throws -> [String: AuditResult] {
        var results: [String: AuditResult] = [:]
        for server in try JSONReader.read(Array(report.utf8))["servers"]?.array ?? [] {
            guard let name = server["serverName"]?.string, let findings = server["findings"]?.array else { continue }
            results[name] = AuditResult(
                verdict: server["verdict"]?.string ?? "",
                rules: Set(findings.compactMap { $0["rule"]?.string }).sorted(),
                messages: findings.compactMap { finding in
                    guard let rule = finding["rule"]?.string, let message = finding["message"]?.string else {
                        return nil
                    }
                    return "\(rule) \(finding["severity"]?.string ?? ""): \(message)"
                },
                sentence: server["sentence"]?.string ?? "",
                faults: Set(
                    findings.filter { ["error", "warning"].contains($0["severity"]?.string) }
                        .compactMap { $0["rule"]?.string }
                ).subtracting(["X103"]).sorted(),
                remedies: server["remedies"]?.array?.compactMap { $0["title"]?.string } ?? [],
                prerequisites: server["beforePublishing"]?.array?.compactMap(\.string) ?? [])
        }
        return results
    }

    /// The scenarios as a Markdown table, which is the same in every run.
    var table: String {
        let head = """
            | Scenario | srvlint | findings | Synapse | where they differ |
            |---|---|---|---|---|

            """
        return rows.reduce(head) { text, row in
            let synapse = row.synapse == nil ? "reached" : "failed"
            let findings = row.ours.rules.joined(separator: " ")
            return text
                + "| \(row.scenario.title) | \(row.ours.verdict) | \(findings) | \(synapse) | \(row.scenario.expected.difference ?? "") |\n"
        }
    }

    /// The complete output, for manual inspection.
    var details: String {
        rows.map { row in
            """
            ## \(row.scenario.title): \(row.serverName)
            \(row.ours.verdict): \(row.ours.sentence)
            \(row.ours.messages.joined(separator: "\n"))
            Synapse: \(row.synapse ?? "has the keys")
            client library: \(row.client.map { "\($0)" } ?? "not installed")

            """
        }.joined(separator: "\n")
    }
}

extension Scenario.ZoneKind {
    fileprivate var isSigned: Bool {
        switch self {
        case .signed, .forged, .signaturesExpired: true
        default: false
        }
    }
}
