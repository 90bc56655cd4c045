import Certificates
import DNS
import Diagnostics
import Federation
import Foundation
import Linting
import ServerRules
import TLSIdentity
import TestSupport
import Testing

/// The public reports about TLS in `fixtures/reports`, judged as `srvlint audit --evidence` does.
@Suite("Public reports about certificates and TLS")
struct ReportedTLSTests {
    private static func report(
        _ name: String, _ file: String = "evidence.json", root: String = "root.pem",
        change: (inout Evidence) -> Void = { _ in }
    ) async throws -> ServerReport {
        try await PublicCase.report(name, evidence: file, root: root, change: change)
    }

    private static func finding(_ code: String, _ report: ServerReport) throws -> Finding {
        try #require(report.findings.first { $0.rule.code == code }, "\(report.findings.map(\.message))")
    }

    private static func text(_ finding: Finding) -> String {
        [finding.message, finding.why, finding.help].joined(separator: "\n")
    }

    @Test("A sign-on page is named with its URL, and the advice is to exempt the path")
    func signOn() async throws {
        let finding = try Self.finding("W110", try await Self.report("matrix-01-sso-login-page"))
        #expect(finding.severity == .error)
        #expect(finding.why.contains("https://example.com/portal/sso/"))
        #expect(finding.help.contains("exempt `/.well-known/matrix/` from the sign-on"))
    }

    @Test("A cross-signed root that no client needs causes no finding while it is valid, and a note afterwards")
    func expiredCrossSign() async throws {
        let old = try await Self.report("matrix-14-expired-cross-sign", "evidence-2021.json", root: "new-root.pem")
        #expect(old.findings.filter { $0.rule.code.hasPrefix("C") }.isEmpty)
        let new = try await Self.report("matrix-14-expired-cross-sign", "evidence-2026.json", root: "new-root.pem")
        let note = try Self.finding("C112", new)
        #expect(note.severity == .info)
        #expect(note.message.contains("certificate 3 of the chain expired on 2024-09-30, but clients do not need it"))
        #expect(new.findings.filter { $0.rule.code.hasPrefix("C") }.count == 1)
        let audit = ServerAudit(new)
        #expect(audit.addresses.map(\.certificate) == [.ok])
    }

    @Test("The certificate of the website is described: self-signed, its names, and the product that made it")
    func builtInCertificate() async throws {
        let report = try await Self.report("matrix-17-default-certificate-of-the-proxy")
        let finding = try Self.finding("W209", report)
        #expect(finding.severity == .error)
        #expect(
            finding.message.contains(
                "the certificate is self-signed (`TRAEFIK DEFAULT CERT`) and names "
                    + "`0a1b2c3d4e5f.6a7b8c9d0e1f.traefik.default`, not `example.com`"))
        #expect(finding.why.lowercased().contains("this is the built-in certificate of traefik"))
        #expect(finding.why.contains("it names `matrix.example.com:8448`"))
        #expect(finding.help.contains("configure a certificate for `example.com` in Traefik"))
        // The certificate of the homeserver is right for the document, and need not be replaced.
        let other = try Self.finding("C101", report)
        #expect(other.help.hasPrefix("repair the certificate of `https://example.com`"))
    }

    @Test("Alert 40 is explained as handshake_failure, and not as a missing certificate for the name")
    func refusedCipher() async throws {
        let finding = try Self.finding("F103", try await Self.report("matrix-18-cipher-refused"))
        #expect(finding.severity == .error)
        #expect(finding.message.contains("handshake_failure (40)"))
        #expect(finding.why.contains("no cipher suite"))
        #expect(finding.help.contains("check the cipher list and the TLS versions"))
        #expect(!Self.text(finding).contains("the name that peers send in SNI"))
    }

    @Test("A name in SNI for which the same port completes the handshake is reported")
    func otherName() async throws {
        let report = try await Self.report("matrix-18-cipher-refused") { evidence in
            evidence.tls[0].circumstances.detail = TLSFailure.alert(.unrecognizedName).detail
            var other = evidence.tls[0]
            (other.serverName, other.error, other.version) = ("example.com", nil, "TLSv1.3")
            other.circumstances.detail = nil
            other.circumstances.phase = nil
            evidence.tls.append(other)
        }
        let finding = try Self.finding("F103", report)
        #expect(finding.why.contains("completes the handshake for `example.com`"))
        #expect(finding.help.contains("to the virtual host that answers for `example.com`"))
    }

    @Test("TLS at another port of the same address is named if the port answers in plain HTTP")
    func plainHTTP() async throws {
        let report = try await Self.report("matrix-18-cipher-refused") { evidence in
            evidence.https[0].body = Array("{\"m.server\": \"matrix.example.com:8448\"}".utf8)
            evidence.tls[0].port = 8448
            evidence.tls[0].speaks = "HTTP"
            var other = evidence.tls[0]
            (other.port, other.speaks, other.error, other.version) = (443, nil, nil, "TLSv1.3")
            evidence.tls.append(other)
        }
        let finding = try Self.finding("F111", report)
        #expect(finding.why.lowercased().contains("at port 443 of the same address, tls works"))
        #expect(finding.help.contains("`listen 8448 ssl;`"))
        #expect(!report.findings.contains { $0.rule.code == "F103" })
    }

    @Test("A client certificate that a TLS 1.3 server requires after the handshake is a failure of the connection")
    func certificateRequired() async throws {
        let report = try await Self.report("matrix-18-cipher-refused") { evidence in
            (evidence.tls[0].error, evidence.tls[0].version) = (nil, "TLSv1.3")
            evidence.tls[0].circumstances = Circumstances()
            evidence.federation = [
                FederationEntry(
                    address: evidence.tls[0].address, port: 443, path: "/_matrix/federation/v1/version",
                    hostHeader: "matrix.example.com:443", error: .tlsFailed,
                    circumstances: Circumstances(phase: .headers, detail: TLSFailure.alert(.certificateRequired).detail)
                )
            ]
        }
        let finding = try Self.finding("F103", report)
        #expect(finding.message.contains("certificate_required (116)"))
        #expect(finding.help.contains("do not require client certificates"))
    }

    @Test("A renewed certificate at another port shows that the server with the old one was not reloaded")
    func renewedElsewhere() throws {
        let old = try Self.certificate(validUntil: -10, serial: 1)
        let new = try Self.certificate(validUntil: 60, serial: 2)
        let report = try Self.report(port8448: old, port443: new)
        let finding = try Self.finding("C106", report)
        #expect(finding.why.lowercased().contains("a newer certificate"))
        #expect(finding.why.contains("192.0.2.10 port 443"))
        #expect(finding.help == NewerCertificateHelp.text)
        // The same certificate everywhere shows no renewal.
        let same = try Self.finding("C106", try Self.report(port8448: old, port443: old))
        #expect(same.help == "renew the certificate and reload the server")
    }

    private enum NewerCertificateHelp {
        static let text =
            "reload or restart the server that still presents the old certificate, and let the renewal do so from now on"
    }

    private static let today = Timestamp(year: 2026, month: 11, day: 21)

    private static func certificate(validUntil days: Int64, serial: Int64) throws -> String {
        try TestAuthority.leaf {
            $0.names = [.dns("example.com")]
            $0.serial = serial
            $0.notBefore = today.advanced(bySeconds: (days - 90) * 86_400)
            $0.notAfter = today.advanced(bySeconds: days * 86_400)
        }.pem
    }

    private static func report(port8448: String, port443: String) throws -> ServerReport {
        let text = """
            {"collected": "2026-11-21T00:00:00Z",
             "https": [{"url": "https://example.com/.well-known/matrix/server", "status": 404}],
             "dns": [
               {"name": "example.com.", "type": "A", "status": "NOERROR",
                "records": ["example.com. 3600 IN A 192.0.2.10"]},
               {"name": "example.com.", "type": "AAAA", "status": "NOERROR"},
               {"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "NXDOMAIN"},
               {"name": "_matrix._tcp.example.com.", "type": "SRV", "status": "NXDOMAIN"}]}
            """
        var (evidence, problems) = EvidenceReader.read(Array(text.utf8))
        try #require(problems.isEmpty, "\(problems)")
        let address = try #require(IPAddress("192.0.2.10"))
        evidence.tls = [(8448, port8448), (443, port443)].map { port, pem in
            TLSEntry(
                address: address, port: port, serverName: "example.com", version: "TLSv1.3", certificates: [pem])
        }
        return Linter().report(on: ServerInput("example.com", evidence: evidence))
    }
}
