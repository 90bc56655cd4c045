import DNS
import Diagnostics
import Federation
import Linting
import ServerRules
import TestSupport
import Testing

/// What is wrong with a document or its website, in cases that people reported, and what follows from it.
@Suite("Causes at the website")
struct WebsiteCauseTests {
    private static let homeserver = ExampleCertificate(["matrix.example.com"])
    private static let website = ExampleCertificate(["example.com"])

    private static func problems(_ report: ServerReport) -> [String] {
        report.problems.map { "\($0.severity) \($0.rule.code)" }
    }

    @Test("A port that the document lacks is the cause of the dead default port, if a homeserver answers at 443")
    func missingPort() throws {
        var server = try KnownServer()
        for host in ["example.com", "matrix.example.com"] { try server.answerServices(at: host) }
        try server.respond(200, #"{"m.server": "matrix.example.com"}"#, Self.website)
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com")
        let dead = server.report()
        #expect(Self.problems(dead) == ["error F101", "warning W112"])
        try server.connect("matrix.example.com", 443, as: "matrix.example.com", Self.homeserver)
        let report = server.report()
        #expect(Self.problems(report) == ["warning W112", "error F101"])
        #expect(report.causes.prefix(2) == [nil, 0])
        #expect(report.problems[0].help.hasSuffix("`matrix.example.com:443`"))
    }

    @Test("A website with another certificate at its IPv6 address gets the one that it has, and is reported once")
    func otherAddress() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        server.evidence.dns.removeAll { $0.question.name.description == "example.com." && $0.question.type == .aaaa }
        try server.answer("example.com", .aaaa, "2620:fe::1")
        try server.respond(200, #"{"m.server": "matrix.example.com:8448"}"#, Self.website)
        let address = try #require(IPAddress("2620:fe::1"))
        server.evidence.https.append(
            HTTPSEntry(
                url: WellKnown.url("example.com", .server), address: address, error: .tlsFailed,
                circumstances: Circumstances(phase: .tls, detail: "certificate verify failed: hostname mismatch")))
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com", Self.homeserver)
        let report = server.report()
        #expect(Self.problems(report) == ["error W209"])
        let help = try #require(report.problems.first?.help)
        #expect(help.hasPrefix("let the web server present the certificate for `example.com` at 2620:fe::1 too"))
        #expect(report.remedies.first?.remedy.title.contains("which the server already presents at 9.9.9.1") == true)
    }

    @Test("Where the name server of a known host fails, nobody is told to find the host")
    func failingNameServer() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(200, #"{"m.server": "other.example.net:443"}"#, Self.website)
        for type in [RecordType.a, .aaaa] {
            let question = Question(try #require(Name("other.example.net.")), type)
            server.evidence.dns.append(DNSEntry(question, .bogus, records: []))
        }
        let report = server.report()
        #expect(report.problems.first?.rule.code == "N104")
        #expect(
            report.beforePublishing == [
                "repair the name servers, so that the queries of discovery are answered (N104)"
            ])
    }

    @Test(
        "A client document is corrected with what it says",
        arguments: [
            (#"{"m.homeserver": {"base_url": "matrix.example.com"}}"#, "write `https://matrix.example.com`"),
            (
                #"{"im.vector.riot.jitsi": {}}"#,
                #"add `"m.homeserver": {"base_url": "https://…"}` to the document"#
            ),
            (
                #"{"m.homeserver": {"base_url": "http://matrix.example.com"}}"#,
                "write an `https://` URL, and let a proxy with a certificate answer there"
            ),
            ("{}", #"publish `{"m.homeserver": {"base_url": "https://…"}}`, or return status 404"#),
        ])
    func clientDocument(_ body: String, _ help: String) throws {
        var server = try KnownServer()
        let url = WellKnown.url("example.com", .client)
        server.evidence.https.append(
            HTTPSEntry(url: url, address: IPAddress("9.9.9.1"), status: 200, body: Array(body.utf8)))
        #expect(server.report().findings.first { $0.rule.code == "W301" }?.help == help)
    }

    @Test("A base URL that contains the path of the API loses it")
    func doubledPath() throws {
        var server = try KnownServer()
        let document = #"{"m.homeserver": {"base_url": "https://matrix.example.com/_matrix"}}"#
        server.evidence.https.append(
            HTTPSEntry(
                url: WellKnown.url("example.com", .client), address: IPAddress("9.9.9.1"), status: 200,
                body: Array(document.utf8)))
        server.evidence.https.append(
            HTTPSEntry(
                url: "https://matrix.example.com/_matrix/_matrix/client/versions", address: IPAddress("9.9.9.2"),
                status: 404))
        #expect(
            server.report().findings.first { $0.rule.code == "W304" }?.help
                == "remove `/_matrix` from `base_url`, because clients add the path")
    }
}
