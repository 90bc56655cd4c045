import FoundationEssentials
import TestSupport
import Testing

/// Compares the verdicts on a test network with the results of the real Synapse.
///
@Suite("The lab", .serialized, .enabled(if: Lab.obstacle == nil, "\(Lab.obstacle ?? "")"))
struct LabTests {
    @Test("each scenario has the expected verdict and findings")
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

    @Test("Synapse reaches exactly the servers that srvlint reports as reachable, except for documented differences")
    func synapse() async throws {
        for row in try await LabRun.shared.value.rows {
            let expected = row.scenario.expected
            let reached = row.synapse == nil
            #expect(reached == (expected.synapse == .reached), "\(row.scenario.title): \(row.synapse ?? "reached")")
            #expect(
                expected.agrees == (expected.difference == nil), "\(row.scenario.title): a difference needs its reason")
        }
    }

    @Test("the findings are the same in every run")
    func table() async throws {
        assertGolden(try await LabRun.shared.value.table, "table.md")
    }

    @Test("saved evidence leads to the same report, byte for byte")
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

    @Test("--authoritative finds name servers that are outdated, do not have the zone, or do not answer over TCP")
    func authoritative() async throws {
        let run = try await LabRun.shared.value
        #expect(run.authoritative["outdated.lab"]?.rules.contains("N106") == true)
        #expect(run.authoritative["lame.lab"]?.rules.contains("N107") == true)
        // The resolver does not know why it has no answer; the name server itself shows it.
        #expect(run.authoritative["no-tcp.lab"]?.rules.contains("N105") == true)
        #expect(run.authoritative["plain.lab"] == run.rows.first { $0.serverName == "plain.lab" }?.ours)
    }

    @Test("--authoritative verifies the signatures that name servers send, and the DS records of the parent")
    func signatures() async throws {
        let results = try await LabRun.shared.value.authoritative
        for row in try await LabRun.shared.value.rows {
            let expected: Set<String>
            switch row.scenario.zone {
            case .signed, .plain: expected = []
            case .forged, .signaturesExpired: expected = ["N112"]
            default: continue
            }
            guard let result = results[row.serverName] else { continue }
            let found = result.rules.filter { ["N112", "N113", "N114", "N115"].contains($0) }
            #expect(Set(found) == expected, "\(row.scenario.title): \(result.messages)")
        }
        #expect(results.count > 5)
        let evidence = try await LabRun.shared.value.signedEvidence
        #expect(evidence.contains(#""dnssecOk": true"#) && evidence.contains(" RRSIG DNSKEY "))
        #expect(try await LabRun.shared.value.authoritativeReplayed == results)
    }

    @Test("nothing outside the lab can be reached")
    func way() async throws {
        #expect(try await LabRun.shared.value.interfaces == ["lo"])
    }

    @Test("no process of the lab is left after it is stopped")
    func left() async throws {
        #expect(try await LabRun.shared.value.left == [])
    }
}

private let minutesToHold = ProcessInfo.processInfo.environment["LAB_HOLD"].flatMap { Int($0) }

/// For manual inspection: `LAB_HOLD=minutes` keeps a lab running, and prints the command to enter it.
@Suite("A lab for manual inspection", .enabled(if: minutesToHold != nil, "only with LAB_HOLD"))
struct LabHoldTests {
    @Test("it runs for the minutes given with LAB_HOLD")
    func hold() async throws {
        let lab = try Lab(Scenario.all)
        print(lab.entrance, "\nauthorities: \(lab.authorities)\nservers: \(lab.serverNames.joined(separator: " "))")
        try await Task.sleep(for: .seconds(60 * (minutesToHold ?? 1)))
        lab.stop()
    }
}

@Suite("Machines that cannot run the lab")
struct LabAvailabilityTests {
    @Test(
        "a machine for continuous integration has all that the lab needs",
        .enabled(if: ProcessInfo.processInfo.environment["CI"] != nil, "this is no such machine"))
    func obstacle() {
        #expect(Lab.obstacle == nil)
        #expect(Lab.clientObstacle == nil)
    }
}
