import Dispatch
import Federation
import TestSupport

/// Every scenario, audited once and looked for by Synapse once.
struct LabRun: Sendable {
    let rows: [Row]
    /// What `audit` wrote, and what it wrote when the saved evidence was judged again.
    let live: String
    let replayed: String
    let evidence: String
    /// The verdicts and findings where forgers answer beside the resolver; of the servers that are all right.
    let forged: [String: Judgement]
    /// What `-v` said of that.
    let forgeries: String
    /// The network interfaces in the lab.
    let interfaces: [String]
    /// What the zones' own servers lead to, where they are asked too.
    let authoritative: [String: Judgement]
    /// Processes of the lab that were there after it was stopped.
    let left: [String]

    struct Row: Sendable {
        var scenario: Scenario
        var serverName: String
        var ours: Judgement
        /// Why Synapse did not get the keys; `nil` where it did.
        var synapse: String?
    }

    /// What `audit` says of a server.
    struct Judgement: Sendable, Equatable {
        var verdict: String
        var rules: [String]
        var messages: [String]
        var sentence: String
    }

    /// One for all tests. It waits for programs, which would keep a thread from the other tests.
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
        let blocked = zip(scenarios, names).filter(\.0.hasBlockList).map(\.1)
        let others = names.filter { !blocked.contains($0) }
        let program = try LabReport.program()

        func run(_ names: [String], _ arguments: [String]) throws -> LabNamespace.Run {
            let list = try lab.write(names.map { $0 + "\n" }.joined(), to: "names")
            let run = try lab.run(
                program,
                [
                    "audit", "--from", list, "--no-config", "--ca-file", lab.authorities, "--allow-private", "--format",
                    "json",
                ] + arguments)
            guard run.status <= 3 else { throw ProgramError("\(run.status): \(run.errors)") }
            return run
        }

        func audit(_ names: [String], _ arguments: [String]) throws -> String {
            let ended = try run(names, arguments)
            guard ended.errors.isEmpty else { throw ProgramError("\(ended.errors)") }
            return ended.output
        }

        let saved = lab.path(of: "case.json")
        // Loopback is all there is here.
        let ignored = ["--ignore", "M207"]
        live = try audit(others, ["--save", saved, "--concurrency", "32"] + ignored)
        replayed = try audit(others, ["--evidence", saved] + ignored)
        let quick = zip(Scenario.rightWays, names).map(\.1)
        let beset = try run(quick, ["--resolver", lab.forgedResolver, "-v"] + ignored)
        forged = try Self.judgements(beset.output)
        forgeries = beset.errors
        let zones = zip(scenarios, names).filter { ["outdated", "lame", "plain"].contains($0.0.label) }.map(\.1)
        authoritative = try Self.judgements(audit(zones, ["--authoritative"] + ignored))
        let ours = try Self.judgements(live).merging(Self.judgements(audit(blocked, []))) { first, _ in first }
        let synapse = try lab.judgements()
        rows = try zip(scenarios, names).map { scenario, name in
            guard let judgement = ours[name], let answer = synapse[name] else {
                throw ProgramError("nobody judged \(name)")
            }
            return Row(scenario: scenario, serverName: name, ours: judgement, synapse: answer)
        }
        evidence = TemporaryFolder.text(ofFile: saved)
        interfaces = try lab.run(Program("ip", package: "iproute2").path, ["-brief", "link"]).output
            .split(separator: "\n").map { String($0.prefix { $0 != " " }) }
        lab.stop()
        left = lab.processes
    }

    /// By server name, from `--format json`.
    static func judgements(_ report: String) throws -> [String: Judgement] {
        var judgements: [String: Judgement] = [:]
        for server in try JSONReader.read(Array(report.utf8))["servers"]?.array ?? [] {
            guard let name = server["serverName"]?.string, let findings = server["findings"]?.array else { continue }
            judgements[name] = Judgement(
                verdict: server["verdict"]?.string ?? "",
                rules: Set(findings.compactMap { $0["rule"]?.string }).sorted(),
                messages: findings.compactMap { finding in
                    guard let rule = finding["rule"]?.string, let message = finding["message"]?.string else {
                        return nil
                    }
                    return "\(rule) \(finding["severity"]?.string ?? ""): \(message)"
                },
                sentence: server["sentence"]?.string ?? "")
        }
        return judgements
    }

    /// The scenarios as a Markdown table. What it holds is the same in every run.
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

    /// Everything that was said, for those who look into it.
    var details: String {
        rows.map { row in
            """
            ## \(row.scenario.title): \(row.serverName)
            \(row.ours.verdict): \(row.ours.sentence)
            \(row.ours.messages.joined(separator: "\n"))
            Synapse: \(row.synapse ?? "has the keys")

            """
        }.joined(separator: "\n")
    }
}
