import FoundationEssentials
import TestSupport
import Testing

/// Our verdicts on a small world beside what the real Synapse does in it.
///
@Suite("The lab", .serialized, .enabled(if: Lab.obstacle == nil, "\(Lab.obstacle ?? "")"))
struct LabTests {
    @Test("the verdict and the findings of each scenario are those expected")
    func verdicts() async throws {
        let run = try await LabRun.shared.value
        for row in run.rows {
            let expected = row.scenario.expected
            #expect(row.ours.verdict == expected.verdict.rawValue, "\(row.scenario.title)\n\(row.ours)")
            let missing = expected.findings.subtracting(row.ours.rules)
            #expect(missing.isEmpty, "\(row.scenario.title)\n\(row.ours)")
        }
        try LabReport.write(run.table, to: "table.md")
        try LabReport.write(run.details, to: "details.txt")
        try LabReport.write(run.evidence, to: "case.json")
    }

    @Test("Synapse reaches what we say can be reached, and nothing else; where not, the scenario says why")
    func synapse() async throws {
        for row in try await LabRun.shared.value.rows {
            let expected = row.scenario.expected
            let reached = row.synapse == nil
            #expect(reached == (expected.synapse == .reached), "\(row.scenario.title): \(row.synapse ?? "reached")")
            #expect(
                expected.agrees == (expected.difference == nil), "\(row.scenario.title): a difference needs its reason")
        }
    }

    @Test("the same findings in every run")
    func table() async throws {
        assertGolden(try await LabRun.shared.value.table, "table.md")
    }

    @Test("what was saved is judged as it was the first time, byte for byte")
    func replay() async throws {
        let run = try await LabRun.shared.value
        #expect(run.live.utf8.count > 10_000)
        let lines = (run.live.split(separator: "\n"), run.replayed.split(separator: "\n"))
        let difference = zip(lines.0, lines.1).first { $0 != $1 }
        #expect(difference == nil)
        #expect(lines.0.count == lines.1.count)
    }

    @Test("forged answers change nothing")
    func forged() async throws {
        let run = try await LabRun.shared.value
        #expect(run.forged.count == Scenario.rightWays.count)
        for row in run.rows {
            guard let forged = run.forged[row.serverName] else { continue }
            #expect(forged == row.ours, "\(row.scenario.title)")
        }
        // "… questions sent over the DNS, … packets ignored that were no reply to one"
        let numbers = run.forgeries.split { !$0.isNumber }.suffix(2).compactMap { Int($0) }
        let (sent, ignored) = (numbers.first ?? 0, numbers.last ?? 0)
        #expect(sent > Scenario.rightWays.count && ignored > 5 * sent, "\(run.forgeries)")
    }

    @Test("asked one by one, name servers that are behind or do not have the zone are found out")
    func authoritative() async throws {
        let run = try await LabRun.shared.value
        #expect(run.authoritative["outdated.lab"]?.rules.contains("N106") == true)
        #expect(run.authoritative["lame.lab"]?.rules.contains("N107") == true)
        #expect(run.authoritative["plain.lab"] == run.rows.first { $0.serverName == "plain.lab" }?.ours)
    }

    @Test("there is no way out of the lab")
    func way() async throws {
        #expect(try await LabRun.shared.value.interfaces == ["lo"])
    }

    @Test("nothing of the lab is left when it is stopped")
    func left() async throws {
        #expect(try await LabRun.shared.value.left == [])
    }
}

private let minutesToHold = ProcessInfo.processInfo.environment["LAB_HOLD"].flatMap { Int($0) }

/// For those who want to look around: `LAB_HOLD=minutes` keeps a lab, and says how to enter it.
@Suite("A lab to look around in", .enabled(if: minutesToHold != nil, "nobody asked for it with LAB_HOLD"))
struct LabHoldTests {
    @Test("it is there until LAB_HOLD is over")
    func hold() async throws {
        let lab = try Lab(Scenario.all)
        print(lab.entrance, "\nauthorities: \(lab.authorities)\nservers: \(lab.serverNames.joined(separator: " "))")
        try await Task.sleep(for: .seconds(60 * (minutesToHold ?? 1)))
        lab.stop()
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
