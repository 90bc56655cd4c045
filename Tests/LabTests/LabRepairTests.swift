import Federation
import TestSupport
import Testing

/// Makes the recommended changes at the servers of the lab.
@Suite("Remedies in the lab", .serialized, .enabled(if: Lab.obstacle == nil, "\(Lab.obstacle ?? "")"))
struct LabRepairTests {
    @Test("a remedy removes its findings, and leads to exactly the verdict and findings that are verified")
    func promises() async throws {
        let run = try await LabRepairRun.shared.value
        try LabReport.write(run.table, to: "remedies.md")
        try LabReport.write(run.details, to: "remedies.txt")
        for row in run.rows {
            let title = "\(row.before.scenario.title)\n\(row.remedy.remedy.title)\n\(row.after)"
            if row.remedy.unverified.isEmpty {
                #expect(row.after.verdict == row.remedy.verdict.rawValue, "\(title)")
                #expect(row.after.faults == row.remedy.remaining, "\(title)")
            } else {
                // What was not tried before may have faults of its own, but those that the remedy is for are gone.
                #expect(Set(row.after.faults).isDisjoint(with: row.remedy.resolved), "\(title)")
            }
        }
    }

    @Test("after each first remedy, the audit succeeds and Synapse reaches the server")
    func success() async throws {
        let rows = try await LabRepairRun.shared.value.rows
        for row in rows {
            let title = "\(row.before.scenario.title)\n\(row.remedy.remedy.title)\n\(row.after)"
            #expect(["ok", "degraded"].contains(row.after.verdict), "\(title)")
            #expect(row.synapse == nil, "\(title)")
        }
        // Otherwise the remedies would not show anything.
        #expect(rows.count { $0.before.synapse != nil } > 20)
    }

    @Test("a remedy that works only with the admin's knowledge asks for it")
    func questions() async throws {
        let rows = try await LabRepairRun.shared.value.rows
        for row in rows where row.isQuestionAnswered {
            #expect(row.questions.contains { $0.contains("at which host and port") }, "\(row.before.scenario.title)")
        }
        #expect(rows.contains { $0.isQuestionAnswered })
    }

    @Test("each kind of change is made at least once")
    func kinds() async throws {
        let words = try await LabRepairRun.shared.value.rows.flatMap(\.remedy.remedy.changes).map(\.word)
        let missing = Set([
            "document", "no document", "website certificate (obtain)", "website certificate (renew)",
            "website certificate (complete the chain)", "website certificate (replace the chain)", "website", "path",
            "SRV records", "no SRV records",
            "certificate (obtain)", "certificate (install)", "certificate (reload)", "certificate (complete the chain)",
            "certificate (replace the chain)", "port", "TLS settings", "virtual host", "addresses",
        ]).subtracting(words)
        #expect(missing.isEmpty)
    }

    @Test("a server without a remedy has prerequisites")
    func prerequisites() async throws {
        for server in try await LabRepairRun.shared.value.unrepaired where server.row.ours.verdict == "failed" {
            #expect(!server.prerequisites.isEmpty, "\(server.row.scenario.title)")
        }
    }

    @Test("the remedies are the same in every run")
    func table() async throws {
        assertGolden(try await LabRepairRun.shared.value.table, "remedies.md")
    }
}
