import Certificates
import Diagnostics
import Federation
import Foundation
import Linting
import ServerRules
import Testing

@Suite("The remedies for public reports")
struct ReportedCaseTests {
    @Test("A login page in place of the document: exempt the path, and do not publish the port that refuses")
    func loginPage() async throws {
        let report = try await PublicCase.report("matrix-01-sso-login-page")
        let first = try #require(report.remedies.first)
        #expect(first.remedy.kind == .path)
        #expect(
            first.remedy.title.hasPrefix(
                "Exempt `/.well-known/matrix/` on `example.com` from the redirect to `https://example.com/portal/sso/`")
        )
        #expect(first.resolved == ["W110"])
        #expect(report.remedies.allSatisfy { $0.remedy.publications.isEmpty })
    }

    @Test("A right document behind the proxy's own certificate: only the website needs a certificate")
    func proxyCertificate() async throws {
        let report = try await PublicCase.report("matrix-17-default-certificate-of-the-proxy")
        #expect(report.remedies.count == 1)
        let first = try #require(report.remedies.first)
        #expect(first.remedy.kind == .websiteCertificate)
        #expect(
            first.remedy.title == "Install a trusted certificate for `example.com` on the website `https://example.com`"
        )
        #expect(first.remedy.publications.isEmpty)
        #expect(first.certificateNames == ["example.com"])
        #expect(first.consequence?.contains("`matrix.example.com` port 8448") == true)
        #expect(first.resolved == ["C101", "W209"])
        #expect(first.remaining.isEmpty)
        #expect(first.differing.isEmpty)
        #expect(first.verdict == .ok)
    }

    @Test("A refused handshake: repair TLS, and do not publish what is published already")
    func cipherRefused() async throws {
        let report = try await PublicCase.report("matrix-18-cipher-refused")
        #expect(report.remedies.map(\.remedy.kind) == [.handshake])
        #expect(
            report.remedies.first?.unverified == ["the certificate at `matrix.example.com` port 443 is not known"])
    }

    @Test(
        "A server that peers reach gets no advice",
        arguments: [
            ("matrix-11-client-redirect-without-cors", "evidence.json", "root.pem"),
            ("matrix-14-expired-cross-sign", "evidence-2021.json", "new-root.pem"),
            ("matrix-14-expired-cross-sign", "evidence-2026.json", "new-root.pem"),
        ])
    func healthy(_ name: String, _ evidence: String, _ root: String) async throws {
        let report = try await PublicCase.report(name, evidence: evidence, root: root)
        #expect(report.remedies.isEmpty)
        #expect(report.beforePublishing.isEmpty)
    }

    @Test("A record at the host instead of the server name is not copied as a document for port 8448")
    func recordOfTheHost() async throws {
        let report = try await PublicCase.report("matrix-12-record-for-the-delegate-name", root: nil)
        #expect(!report.remedies.flatMap(\.remedy.publications).contains { $0.text.contains("\"example.com:8448\"") })
    }
}
