import Federation
import ServerRules
import TestSupport
import Testing

/// Compares the findings about clients with what a client library finds in the same network.
@Suite(
    "Clients in the lab", .serialized,
    .enabled(if: Lab.obstacle == nil && Lab.clientObstacle == nil, "\(Lab.obstacle ?? Lab.clientObstacle ?? "")"))
struct LabClientTests {
    @Test("the client library finds exactly the homeservers of documents that srvlint has no objection to")
    func discovery() async throws {
        let run = try await LabRun.shared.value
        let comparison = try LabClientComparison(run)
        try LabReport.write(comparison.table, to: "clients.md")
        for row in comparison.rows {
            #expect(row.isFound == row.isExpected, "\(row.title): \(row.discovery)\n\(row.findings)")
        }
        // Otherwise the comparison would not show anything.
        #expect(comparison.rows.count { $0.isFound } > 20)
        #expect(comparison.rows.count { !$0.isFound && $0.hasDocument } > 10)
    }

    @Test("a homeserver is found only where a document names it, at the URL in it")
    func documents() async throws {
        for row in try LabClientComparison(await LabRun.shared.value).rows {
            switch row.discovery {
            case .found(let url): #expect(row.document?.contains(url) == true, "\(row.title): \(url)")
            case .noDocument: #expect(!row.hasDocument, "\(row.title)")
            case .failed: break
            }
        }
    }

    @Test("each rule about clients has a stated effect, and a scenario unless the library cannot notice it")
    func coverage() async throws {
        let codes = Set(ServerRuleList.all.map { $0.info.code }.filter { $0.hasPrefix("W3") })
        #expect(codes == Set(ClientEffect.ofRules.keys))
        let found = Set(try await LabRun.shared.value.rows.flatMap(\.ours.rules))
        let others = ClientEffect.ofRules.filter { if case .otherDocument = $0.value { true } else { false } }.map(
            \.key)
        #expect(codes.subtracting(found) == Set(others))
    }

    @Test("the results are the same in every run")
    func table() async throws {
        assertGolden(try LabClientComparison(await LabRun.shared.value).table, "clients.md")
    }
}
