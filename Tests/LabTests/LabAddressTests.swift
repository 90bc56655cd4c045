import TestSupport
import Testing

/// Audits with one address family, and of servers that the DNS does not lead to.
@Suite("Addresses in the lab", .serialized, .enabled(if: Lab.obstacle == nil, "\(Lab.obstacle ?? "")"))
struct LabAddressTests {
    @Test("with one address family, nothing of the other is judged, and a server without it is not reachable")
    func families() async throws {
        let run = try await LabAddressRun.shared.value
        try LabReport.write(run.table, to: "addresses.md")
        for (label, option, verdict) in [
            ("dual", LabAddressRun.Option.ipv4, "ok"), ("dual", .ipv6, "ok"), ("ipv6", .ipv6, "ok"),
            ("ipv6-dead", .ipv4, "ok"), ("ipv4-dead", .ipv6, "ok"),
        ] {
            let result = try #require(run.results[option]?[label])
            #expect(result.verdict == verdict, "\(label) \(option): \(result)")
            #expect(!result.rules.contains("F105"), "\(label) \(option): \(result)")
        }
        for (label, option) in [
            ("ipv6", LabAddressRun.Option.ipv4), ("ipv6-dead", .ipv6), ("ipv4-dead", .ipv4), ("moved", .ipv6),
        ] {
            let result = try #require(run.results[option]?[label])
            #expect(!["ok", "degraded"].contains(result.verdict), "\(label) \(option): \(result)")
        }
    }

    @Test("--connect-to judges the server at another address and port as if the DNS led there")
    func replacements() async throws {
        let run = try await LabAddressRun.shared.value
        #expect(run.results[.both]?["moved"]?.faults == ["F101"])
        for replacement in [LabAddressRun.Replacement.ipv4, .ipv6] {
            let result = try #require(run.replaced[replacement])
            #expect(result.verdict == "ok" && result.faults.isEmpty, "\(replacement): \(result)")
        }
        #expect(run.replaced[.wrongCertificate]?.faults == ["C101"])
        #expect(run.replaced[LabAddressRun.Replacement.none]?.faults == ["F101"])
    }

    @Test("the findings are the same in every run")
    func table() async throws {
        assertGolden(try await LabAddressRun.shared.value.table, "addresses.md")
    }
}
