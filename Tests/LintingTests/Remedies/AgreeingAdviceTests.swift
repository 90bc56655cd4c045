import DNS
import Diagnostics
import Federation
import Linting
import Reporting
import ServerRules
import TLSIdentity
import TestSupport
import Testing

/// What a finding recommends and what the first remedy recommends are the same, and exact.
@Suite("The advice of findings and remedies")
struct AgreeingAdviceTests {
    private static let both = ExampleCertificate(["example.com", "matrix.example.com"])
    private static let own = ExampleCertificate(["example.com"])
    private static let document = #"{"m.server": "matrix.example.com:8448"}"#

    private static func text(_ report: ServerReport) -> String {
        ExplanationText(style: .plain, width: 1_000).render(report)
    }

    @Test("Where the remedy gives a document up, the finding about it does not ask to repair it")
    func documentGivenUp() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com", "10 5 8448 matrix.example.com.")
        let expired = ExampleCertificate(["example.com"], validFrom: -100, validUntil: -10)
        try server.respond(200, Self.document, expired)
        for name in ["example.com", "matrix.example.com"] {
            try server.connect("matrix.example.com", 8448, as: name, Self.own)
        }
        let report = server.report()
        #expect(report.remedies.first?.remedy.changes == [.noDocument(host: "example.com")])
        #expect(
            report.problems.first?.help
                == "return status 404 at `https://example.com/.well-known/matrix/server`")
        // The next action is at the top of the page, and is not repeated.
        #expect(Self.text(report).split(separator: "eturn status 404").count == 2)
    }

    @Test(
        "A mistake in the document is not corrected with a host or a port that nobody knows",
        arguments: ["null", #"{"m.server": 8448}"#, #"{"m.server": "https://matrix.example.com"}"#, "{}"])
    func unknownPort(_ body: String) throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(200, body, Self.own)
        try server.connect("example.com", 8448, as: "example.com")
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com", Self.both)
        let report = server.report()
        #expect(report.remedies.first?.remedy.publications.map(\.text) == [Self.document])
        #expect(report.problems.first?.help.contains(":443") == false, "\(report.problems.first?.help ?? "")")
    }

    @Test("The certificate of a redirect target is reported and replaced there, not at the server name")
    func redirectTarget() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(200, Self.document, Self.own)
        let target = "https://www.example.com/.well-known/matrix/server"
        let first = server.evidence.https[0].url
        server.evidence.https[0].hops = [
            .init(url: first, status: 302, headers: [Header("location", target)]),
            .init(url: target, status: 200, headers: []),
        ]
        server.evidence.tls.append(
            TLSEntry(
                address: try #require(IPAddress("9.9.9.4")), port: 443, serverName: "www.example.com",
                version: "TLSv1.3", certificates: [try ExampleCertificate(["www.example.net"]).pem()]))
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com", Self.both)
        try server.connect("example.com", 8448, as: "example.com")
        let report = server.report()
        let cause = try #require(report.problems.first)
        #expect(
            cause.message
                == "the well-known document is redirected to `www.example.com`, which has an invalid certificate: the "
                + "certificate names `www.example.net`, not `www.example.com`")
        #expect(cause.help.hasPrefix("install a certificate from a public CA that is valid for `www.example.com`"))
        #expect(report.remedies.first?.remedy.title.contains("`https://www.example.com`") == true)
    }

    @Test("A certificate that the server presents elsewhere is used, and none is ordered")
    func heldCertificate() throws {
        let builtIn = ExampleCertificate(["localhost"])
        var other = try KnownServer()
        try other.answerServices(at: "example.com")
        try other.respond(200, Self.document, Self.own)
        try other.connect("matrix.example.com", 8448, as: "matrix.example.com", builtIn)
        try other.connect("matrix.example.com", 8448, as: "example.com", Self.both)
        let name = other.report()
        #expect(
            name.remedies.first?.remedy.title
                == "Install the certificate for `matrix.example.com`, which the server already presents to clients that "
                + "ask for `example.com`, at `matrix.example.com` port 8448")
        #expect(name.problems.first?.help.contains("order") == false)
        var website = try KnownServer()
        try website.answerServices(at: "example.com")
        try website.respond(404, nil, Self.own)
        try website.connect("example.com", 8448, as: "example.com", builtIn)
        #expect(
            website.report().remedies.first?.remedy.title
                == "Install the certificate for `example.com`, which the server already presents at port 443, at "
                + "`example.com` port 8448")
    }

    @Test("A document that only some addresses return is published at the others")
    func someAddresses() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        server.evidence.dns.removeAll { $0.question.name.description == "example.com." && $0.question.type == .aaaa }
        try server.answer("example.com", .aaaa, "2620:fe::1")
        try server.respond(200, Self.document, Self.own)
        var second = server.evidence.https[0]
        second.address = IPAddress("2620:fe::1")
        second.status = 404
        second.body = nil
        second.hops = [.init(url: second.url, status: 404, headers: [])]
        server.evidence.https.append(second)
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com", Self.both)
        try server.connect("example.com", 8448, as: "example.com")
        let report = server.report()
        #expect(report.problems.first?.rule.code == "W207")
        #expect(report.remedies.first?.remedy.publications.map(\.text) == [Self.document])
        #expect(report.remedies.first?.verdict == .ok)
        #expect(Self.text(report).contains("/server`, at every address of `example.com`.\n"))
    }

    @Test("A website that does not respond may have a document, which is not given up where SRV records delegate")
    func unresponsiveWebsite() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com", "10 5 8448 matrix.example.com.")
        server.evidence.https.append(
            HTTPSEntry(
                url: WellKnown.url("example.com", .server), address: IPAddress("9.9.9.1"), error: .timeout,
                circumstances: Circumstances(phase: .connect)))
        try server.connect("matrix.example.com", 8448, as: "example.com", Self.own)
        #expect(
            server.report().remedies.first?.remedy.changes == [
                .website(host: "example.com", addresses: [])
            ])
    }

    @Test("Where a website does not respond at one of several addresses, the remedy names that address")
    func silentAddressOfWebsite() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        server.evidence.dns.removeAll { $0.question.name.description == "example.com." && $0.question.type == .aaaa }
        try server.answer("example.com", .aaaa, "2620:fe::1")
        try server.respond(404, nil, Self.own)
        server.evidence.https.append(
            HTTPSEntry(
                url: WellKnown.url("example.com", .server), address: IPAddress("2620:fe::1"), error: .timeout,
                circumstances: Circumstances(phase: .connect)))
        try server.connect("example.com", 8448, as: "example.com", Self.own)
        let report = server.report()
        let silence = try #require(report.problems.first { $0.rule.code == "W207" })
        #expect(silence.message == "2620:fe::1 times out, while 9.9.9.1 returns status 404")
        #expect(
            report.remedies.first?.remedy.title
                == "Make the website `https://example.com` answer on port 443 of 2620:fe::1, too, or remove this address "
                + "from the zone")
    }

    @Test("Where one of several addresses is dead, the remedy names that address")
    func deadAddress() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        server.evidence.dns.removeAll {
            $0.question.name.description == "matrix.example.com." && $0.question.type == .aaaa
        }
        try server.answer("matrix.example.com", .aaaa, "2620:fe::2")
        try server.respond(200, Self.document, Self.own)
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com", Self.both)
        let address = try #require(IPAddress("2620:fe::2"))
        server.evidence.tls.append(
            TLSEntry(
                address: address, port: 8448, serverName: "matrix.example.com", error: .timeout,
                circumstances: Circumstances(phase: .connect)))
        let first = try #require(server.report().remedies.first)
        #expect(first.remedy.changes == [.port(host: "2620:fe::2", port: 8448)])
        #expect(first.unverified == ["2620:fe::2 port 8448 (`matrix.example.com`) was not tried after this change"])
    }

    @Test("An SRV record that declares no service, or names an address, is reported from DNS answers too")
    func unusableTargets() throws {
        var none = try KnownServer()
        try none.answerServices(at: "example.com", "0 0 0 .")
        try none.respond(404)
        let refused = try #require(none.report().problems.first)
        #expect(refused.message.hasSuffix("the SRV target `.` means that there is no service"))
        #expect(refused.help.hasPrefix("write the host of the homeserver as the SRV target, or remove the SRV record"))
        var address = try KnownServer()
        try address.answerServices(at: "example.com", "10 5 8448 9.9.9.2.")
        try address.respond(404)
        try address.connect("matrix.example.com", 8448, as: "example.com", Self.own)
        let report = address.report()
        #expect(report.problems.first?.rule.code == "S303")
        #expect(report.verdict == .failed)
        #expect(report.remedies.first?.remedy.publications.first?.text.contains("8448 matrix.example.com.") == true)
    }
}
