import Certificates
import Dispatch
import Federation
import Linting
import ServerRules
import TestSupport

/// The first remedy of each scenario, made at the real servers, which are then audited and looked up by Synapse again.
struct LabRepairRun: Sendable {
    let rows: [Row]
    /// The scenarios with problems for which no remedy is known.
    let unrepaired: [Unrepaired]

    struct Row: Sendable {
        var before: LabRun.Row
        var remedy: TriedRemedy
        var after: LabRun.AuditResult
        /// Why Synapse did not get the keys after the change; `nil` if it did.
        var synapse: String?
        /// Whether the admin had to know something that the remedy asks for.
        var isQuestionAnswered: Bool
        /// What must be found out before the remedy works.
        var questions: [String]
    }

    struct Unrepaired: Sendable {
        var row: LabRun.Row
        /// What must be found out or repaired first.
        var prerequisites: [String]
    }

    /// The shared run of all tests.
    static let shared = Task { try await LabRepairRun(LabRun.shared.value) }

    private init(_ run: LabRun) async throws {
        let (evidence, problems) = EvidenceReader.read(Array(run.evidence.utf8))
        guard problems.isEmpty else { throw ProgramError("\(problems)") }
        let parts = evidence.bySubject
        let roots = TrustRoots(contents: Array(run.roots.utf8))
        var repaired: [Repaired] = []
        var unrepaired: [Unrepaired] = []
        var failures: [String] = []
        for (number, row) in run.rows.enumerated() {
            guard let own = parts[row.serverName] else { continue }
            let evidence = parts[nil].map { own.joined(with: $0) } ?? own
            let report = try await Self.report(row.serverName, evidence, roots)
            // The program must recommend what is tried here.
            guard report.remedies.map(\.remedy.title) == row.ours.remedies,
                report.beforePublishing == row.ours.prerequisites
            else {
                failures.append("\(row.serverName): the program recommends \(row.ours.remedies)")
                continue
            }
            guard let remedy = report.remedies.first else {
                if row.ours.verdict != "ok" {
                    unrepaired.append(Unrepaired(row: row, prerequisites: report.beforePublishing))
                }
                continue
            }
            var repair = LabRepair(PlacedScenario(row.scenario, number: number + 1), evidence)
            do throws(ProgramError) {
                for change in remedy.remedy.changes { try repair.apply(change) }
            } catch {
                failures.append("\(error)")
            }
            repaired.append(
                Repaired(
                    row: row, remedy: remedy, placed: repair.placed, isQuestionAnswered: repair.isQuestionAnswered,
                    questions: report.beforePublishing))
        }
        guard failures.isEmpty else { throw ProgramError(failures.joined(separator: "\n")) }
        self.unrepaired = unrepaired
        let tried = repaired
        rows = try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try Self.audit(tried) }) }
        }
    }

    private struct Repaired: Sendable {
        var row: LabRun.Row
        var remedy: TriedRemedy
        var placed: PlacedScenario
        var isQuestionAnswered: Bool
        var questions: [String]
    }

    /// Judges saved evidence as the program does.
    private static func report(_ name: String, _ evidence: Evidence, _ roots: TrustRoots) async throws -> ServerReport {
        var input = ServerInput(name, evidence: evidence)
        for chain in input.chains { input.trust[chain] = await chain.trust(in: roots) }
        return try Linter(selection: LabRun.selection).report(on: input)
    }

    private static func audit(_ repaired: [Repaired]) throws -> [Row] {
        let lab = try Lab(placed: repaired.map(\.placed))
        defer { lab.stop() }
        let output = try LabRun.audit(lab, lab.serverNames, ["--concurrency", "32"] + LabRun.ignored)
        let results = try LabRun.verdicts(output)
        let synapse = try lab.synapseResults()
        return try repaired.map { repaired in
            guard let after = results[repaired.row.serverName], let answer = synapse[repaired.row.serverName] else {
                throw ProgramError("there is no result for \(repaired.row.serverName)")
            }
            return Row(
                before: repaired.row, remedy: repaired.remedy, after: after, synapse: answer,
                isQuestionAnswered: repaired.isQuestionAnswered, questions: repaired.questions)
        }
    }

    /// The remedies as a Markdown table, which is the same in every run.
    var table: String {
        let head = """
            | Scenario | remedy | srvlint before | after | Synapse before | after |
            |---|---|---|---|---|---|

            """
        let table = rows.reduce(head) { text, row in
            let changes =
                row.remedy.remedy.changes.map(\.word).joined(separator: ", ")
                + (row.isQuestionAnswered ? ", and the document that it asks for" : "")
            let after = ([row.after.verdict] + row.after.faults).joined(separator: " ")
            return text
                + "| \(row.before.scenario.title) | \(changes) | \(row.before.ours.verdict) | \(after) | "
                + "\(Self.word(row.before.synapse)) | \(Self.word(row.synapse)) |\n"
        }
        let list = unrepaired.map { "- \($0.row.scenario.title): \($0.prerequisites.joined(separator: "; "))\n" }
        return table + "\nNo remedy is known for these:\n\n" + list.joined()
    }

    private static func word(_ failure: String?) -> String { failure == nil ? "reached" : "failed" }

    /// The complete remedies, for manual inspection.
    var details: String {
        rows.map { row in
            """
            ## \(row.before.scenario.title): \(row.before.serverName)
            \(row.remedy.remedy.steps.joined(separator: "\n"))
            \(row.remedy.remedy.publications.map { "\($0.place): \($0.text)" }.joined(separator: "\n"))
            promised: \(row.remedy.verdict) \(row.remedy.remaining) unverified: \(row.remedy.unverified)
            before: \(row.before.ours.sentence)
            after: \(row.after.verdict): \(row.after.sentence)
            \(row.after.messages.joined(separator: "\n"))
            Synapse: \(row.before.synapse ?? "has the keys") -> \(row.synapse ?? "has the keys")

            """
        }.joined(separator: "\n")
    }
}

extension RemedyChange {
    /// The kind of the change in the table.
    var word: String {
        switch self {
        case .document: "document"
        case .websiteHandshake(_, let name): "TLS settings of the website \(name)"
        case .documentStatus: "status of the document"
        case .noDocument: "no document"
        case .websiteCertificate(_, _, let repair): "website certificate (\(repair.word))"
        case .website: "website"
        case .path: "path"
        case .services: "SRV records"
        case .noServices: "no SRV records"
        case .certificate(_, _, _, let repair): "certificate (\(repair.word))"
        case .port: "port"
        case .handshake: "TLS settings"
        case .hostHeader: "virtual host"
        case .addresses: "addresses"
        case .noAddresses: "no internal addresses"
        }
    }
}

extension CertificateRepair {
    fileprivate var word: String {
        switch self {
        case .obtain: "obtain"
        case .virtualHost: "virtual host"
        case .wait: "wait"
        case .install: "install"
        case .renew: "renew"
        case .reload: "reload"
        case .completeChain: "complete the chain"
        case .addIssuer: "add the issuer"
        case .replaceChain: "replace the chain"
        }
    }
}
