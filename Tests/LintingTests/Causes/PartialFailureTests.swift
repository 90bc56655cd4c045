import DNS
import Diagnostics
import Federation
import Linting
import Reporting
import ServerRules
import TestSupport
import Testing

/// Servers that work at some of their addresses.
@Suite("Failures at one of several addresses")
struct PartialFailureTests {
    /// A healthy server whose homeserver has a second address.
    private static func report(
        _ change: @escaping (inout Evidence, IPAddress) throws -> Void
    ) async throws -> ServerReport {
        let second = try #require(IPAddress("192.0.2.99"))
        let record = try AnswerRecord("matrix.example.com. 3600 IN A 192.0.2.99")
        var failure: (any Error)?
        let report = try await PublicCase.report("matrix-11-client-redirect-without-cors") { evidence in
            for index in evidence.dns.indices where evidence.dns[index].question.description.hasPrefix("matrix.") {
                if evidence.dns[index].question.type == .a { evidence.dns[index].records.append(record) }
            }
            do { try change(&evidence, second) } catch { failure = error }
        }
        if let failure { throw failure }
        return report
    }

    private static func lines(_ report: ServerReport) -> [String] {
        ExplanationText(style: .plain, width: 1_000).render(report).split(separator: "\n").map(String.init)
    }

    @Test("A certificate for another name at one address leaves the server reachable, and names both addresses")
    func certificate() async throws {
        let report = try await Self.report { evidence, second in
            var entry = try #require(evidence.tls.first)
            entry.address = second
            entry.certificates = [try ExampleCertificate(["old.example.net"]).pem()]
            evidence.tls.append(entry)
        }
        #expect(report.verdict == .degraded)
        let beginning = Self.lines(report).prefix(5).joined(separator: " ")
        #expect(beginning.hasPrefix("degraded: `example.com` can be reached at 192.0.2.10, but not at 192.0.2.99: "))
        #expect(
            beginning.contains("If this address is not that of the homeserver any more, remove its A record instead."))
        #expect(report.findings.contains { $0.severity == .error }, "the exit code is that of an error")
    }

    @Test("The same certificate at the only address is a failure")
    func only() async throws {
        let report = try await PublicCase.report("matrix-11-client-redirect-without-cors") { evidence in
            evidence.tls[0].certificates = (try? [ExampleCertificate(["old.example.net"]).pem()]) ?? []
        }
        #expect(report.verdict == .failed)
        #expect(Self.lines(report)[0].hasPrefix("failed: Peers cannot federate with `example.com`"))
    }
}
