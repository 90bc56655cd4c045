import Certificates
import DNS
import Diagnostics
import Federation
import Linting
import Reporting
import ServerRules
import TLSIdentity
import TestSupport
import Testing

/// What a certificate that peers refuse needs. A renewal or a complete chain is less than another certificate.
@Suite("The remedy for a certificate")
struct CertificateRemedyTests {
    /// A homeserver at port 8448 of the server name, with this certificate.
    private static func report(_ certificate: ExampleCertificate, _ trust: TrustJudgement? = nil) throws -> ServerReport
    {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(404)
        try server.connect("example.com", 8448, as: "example.com", certificate)
        return server.report(alone: trust)
    }

    private static func repair(_ report: ServerReport) -> CertificateRepair? {
        guard case .certificate(_, _, _, let repair)? = report.remedies.first?.remedy.changes.first else { return nil }
        return repair
    }

    private static func missing(_ index: Int = 0) throws -> TrustJudgement {
        .unknownIssuer(index: index, issuer: try TestAuthority.intermediate().subject, addresses: [])
    }

    private static let alone = ExampleCertificate(["example.com"], .leafAlone)
    private static let old = ExampleCertificate(["example.com"], validFrom: -100, validUntil: -10, .leafAlone)

    @Test("A leaf alone without a URL of its issuer needs the intermediate, which is not known to be one")
    func unknownIssuer() throws {
        let report = try Self.report(Self.alone, try Self.missing())
        guard case .addIssuer(let issuer)? = Self.repair(report) else {
            Issue.record("\(report.remedies.map(\.remedy.title))")
            return
        }
        let first = try #require(report.remedies.first)
        #expect(first.remedy.title.hasPrefix("Send the intermediate certificate with the certificate for "))
        #expect(
            first.unverified.contains(
                "it is not known whether \(issuer) is an intermediate certificate of a CA that peers trust"))
        let cause = try #require(report.problems.first)
        #expect(cause.rule.code == "C109")
        #expect(cause.help.hasPrefix("serve the full chain, such as `fullchain.pem` instead of `cert.pem`, if "))
    }

    @Test("The website of the document without its intermediate needs that, too")
    func website() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(200, #"{"m.server": "matrix.example.com:8448"}"#, Self.alone)
        try server.connect(
            "matrix.example.com", 8448, as: "matrix.example.com", ExampleCertificate(["matrix.example.com"]))
        try server.connect("example.com", 8448, as: "example.com")
        let report = server.report(alone: try Self.missing())
        guard case .websiteCertificate(_, _, .addIssuer)? = report.remedies.first?.remedy.changes.first else {
            Issue.record("\(report.remedies.map(\.remedy.title))")
            return
        }
        #expect(report.problems.first?.message.contains("is neither sent nor trusted") == true)
        #expect(report.problems.first?.help.hasPrefix("send the intermediate certificate") == true)
    }

    @Test("A self-signed certificate, or one of a CA that sends its root, needs another one even if it has expired")
    func untrustedAuthority() throws {
        let root = try TestAuthority.root().subject
        for trust in [.selfSigned, .unknownRoot(index: 0, name: root), try Self.missing(1)] as [TrustJudgement] {
            #expect(Self.repair(try Self.report(Self.alone, trust)) == .obtain, "\(trust)")
            #expect(Self.repair(try Self.report(Self.old, trust)) == .obtain, "\(trust)")
        }
    }

    @Test("An expired certificate is renewed, unless its issuer is not sent either")
    func expired() throws {
        #expect(Self.repair(try Self.report(Self.old)) == .renew)
        #expect(Self.repair(try Self.report(Self.old, try Self.missing())) == .renew)
        #expect(Self.repair(try Self.report(Self.alone, .badSignature(index: 0))) == .replaceChain)
    }

    @Test("A server with an old certificate is reloaded if another one has the new certificate")
    func newerElsewhere() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(200, #"{"m.server": "matrix.example.com:8448"}"#)
        let old = ExampleCertificate(["matrix.example.com"], validFrom: -100, validUntil: -10)
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com", old)
        let renewed = ExampleCertificate(["matrix.example.com"])
        try server.connect("matrix.example.com", 443, as: "matrix.example.com", renewed)
        let report = server.report()
        #expect(Self.repair(report) == .reload, "\(report.remedies.map(\.remedy.title))")
        #expect(report.problems.first?.help.hasPrefix("reload or restart the server") == true)
    }

    @Test(
        "A website that ends the handshake with an alert needs a certificate only if the alert says so",
        arguments: [
            (TLSFailure.alert(.handshakeFailure), false), (.alert(.protocolVersion), false),
            (.alert(.internalError), false), (.alert(.certificateRequired), false), (.closed, false),
            (.alert(.unrecognizedName), true),
        ])
    func alerts(_ failure: TLSFailure, _ needsCertificate: Bool) throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        server.evidence.https.append(
            HTTPSEntry(
                url: WellKnown.url("example.com", .server), address: IPAddress("9.9.9.1"), error: .tlsFailed,
                circumstances: Circumstances(phase: .tls, detail: failure.detail)))
        let report = server.report()
        let change = try #require(report.remedies.first?.remedy.changes.first)
        switch change {
        case .websiteCertificate(_, _, .obtain): #expect(needsCertificate)
        case .websiteHandshake: #expect(!needsCertificate)
        default: Issue.record("\(change)")
        }
        let text = ExplanationText(style: .plain, width: 400).render(report)
        #expect(
            needsCertificate || text.contains("\nNext: Repair the TLS settings of the website `https://example.com`: "))
    }
}
