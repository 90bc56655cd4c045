import FoundationEssentials
import TestSupport
import Testing

/// Our verdicts on a small world beside what the real Synapse does in it.
///
/// `LAB_REPORT` names a folder for the table, and for everything that was said of each scenario.
@Suite("The lab", .serialized, .enabled(if: Lab.obstacle == nil, "\(Lab.obstacle ?? "")"))
struct LabTests {
    @Test("the verdict and the findings of each scenario are those expected")
    func verdicts() throws {
        let run = try LabRun.shared.get()
        for row in run.rows {
            let expected = row.scenario.expected
            #expect(row.ours.verdict == expected.verdict.rawValue, "\(row.scenario.title)\n\(row.ours)")
            let missing = expected.findings.subtracting(row.ours.rules)
            #expect(missing.isEmpty, "\(row.scenario.title)\n\(row.ours)")
        }
        if let folder = ProcessInfo.processInfo.environment["LAB_REPORT"] {
            try Data(run.table.utf8).write(to: URL(filePath: folder + "/table.md"))
            try Data(run.details.utf8).write(to: URL(filePath: folder + "/details.md"))
        }
    }

    @Test("Synapse reaches what we say can be reached, and nothing else; where not, the scenario says why")
    func synapse() throws {
        for row in try LabRun.shared.get().rows {
            let expected = row.scenario.expected
            let reached = row.synapse == nil
            #expect(reached == (expected.synapse == .reached), "\(row.scenario.title): \(row.synapse ?? "reached")")
            #expect(
                expected.agrees == (expected.difference == nil), "\(row.scenario.title): a difference needs its reason")
        }
    }

    @Test("the same findings in every run")
    func table() throws {
        assertGolden(try LabRun.shared.get().table, "table.md")
    }

    @Test("what was saved is judged as it was the first time, byte for byte")
    func replay() throws {
        let run = try LabRun.shared.get()
        #expect(run.live.utf8.count > 10_000)
        #expect(Array(run.live.utf8) == Array(run.replayed.utf8))
    }

    @Test("forged answers change nothing")
    func forged() throws {
        let run = try LabRun.shared.get()
        #expect(run.forged.count == Scenario.rightWays.count)
        for row in run.rows {
            guard let forged = run.forged[row.serverName] else { continue }
            #expect(forged == row.ours, "\(row.scenario.title)")
        }
    }

    @Test("nothing of the lab is left when it is stopped")
    func left() throws {
        #expect(try LabRun.shared.get().left == [])
    }
}

@Suite("Where there can be no lab")
struct LabAvailabilityTests {
    @Test(
        "a machine for continuous integration has all that the lab needs",
        .enabled(if: ProcessInfo.processInfo.environment["CI"] != nil, "this is no such machine"))
    func obstacle() {
        #expect(Lab.obstacle == nil)
    }
}
