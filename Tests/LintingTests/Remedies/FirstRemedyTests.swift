import DNS
import Diagnostics
import Federation
import Linting
import Reporting
import ServerRules
import TLSIdentity
import TestSupport
import Testing

/// Servers of which it is known what their admins must do first.
@Suite("The first remedy")
struct FirstRemedyTests {
    private static let both = ExampleCertificate(["example.com", "matrix.example.com"])
    private static let alone = ExampleCertificate(["example.com", "matrix.example.com"], .leafAlone)

    @Test("A homeserver or a website without its intermediate has to send it, and needs no other certificate")
    func completeChain() throws {
        var homeserver = try KnownServer()
        try homeserver.answerServices(at: "example.com")
        try homeserver.respond(404)
        try homeserver.connect("example.com", 8448, as: "example.com", Self.alone)
        #expect(
            homeserver.report().remedies.first?.remedy.changes == [
                .certificate(host: "example.com", port: 8448, name: .dns("example.com"), .completeChain)
            ])
        var website = try KnownServer()
        try website.answerServices(at: "example.com")
        try website.respond(200, #"{"m.server": "matrix.example.com:8448"}"#, Self.alone)
        try website.connect("matrix.example.com", 8448, as: "matrix.example.com", Self.both)
        try website.connect("example.com", 8448, as: "example.com")
        #expect(
            website.report().remedies.first?.remedy.changes == [
                .websiteCertificate(hosts: ["example.com"], name: "example.com", .completeChain)
            ])
    }

    @Test("SRV records that lead nowhere are removed if the homeserver answers at port 8448 of the server name")
    func removedServices() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com", "0 0 0 .")
        try server.respond(404)
        #expect(!server.report().remedies.contains { $0.remedy.kind == .removedServiceRecords }, "nothing is known")
        try server.connect("example.com", 8448, as: "example.com", Self.both)
        let report = server.report()
        #expect(report.remedies.first?.remedy.changes == [.noServices(host: "example.com")])
        #expect(report.remedies.first?.verdict == .ok)
    }

    @Test("An alias as SRV target is replaced by the host behind it, whose addresses only the answer for the alias has")
    func aliasTarget() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com", "10 5 8448 chat.example.net.")
        let alias = try #require(Name("chat.example.net."))
        let chain = ["chat.example.net. 300 IN CNAME host.example.net.", "host.example.net. 300 IN A 9.9.9.2"]
        server.evidence.dns += [
            DNSEntry(Question(alias, .a), .noError, records: try chain.map { try AnswerRecord($0) }),
            DNSEntry(Question(alias, .aaaa), .noError, records: [try AnswerRecord(chain[0])]),
        ]
        try server.respond(404)
        try server.connect("matrix.example.com", 8448, as: "example.com", ExampleCertificate(["example.com"]))
        let first = try #require(server.report().remedies.first)
        #expect(
            first.remedy.publications.first?.text.hasPrefix(
                "_matrix-fed._tcp.example.com. 3600 IN SRV 10 5 8448 host.example.net.\n") == true,
            "\(first.remedy.title)")
        #expect(first.remedy.changes.count == 1 && first.verdict == .ok && first.unverified.isEmpty)
    }

    @Test("A document that peers do not get is given up only if peers arrive without it, and would not with it")
    func expiredWebsite() throws {
        let expired = ExampleCertificate(["example.com"], validFrom: -100, validUntil: -10)
        // The homeserver has the new certificate already.
        let reload = RemedyChange.websiteCertificate(hosts: ["example.com"], name: "example.com", .reload)
        func report(_ certificate: ExampleCertificate) throws -> ServerReport {
            var server = try KnownServer()
            try server.answerServices(at: "example.com", "10 5 8448 matrix.example.com.")
            try server.respond(200, #"{"m.server": "matrix.example.com:8448"}"#, expired)
            for name in ["example.com", "matrix.example.com"] {
                try server.connect("matrix.example.com", 8448, as: name, certificate)
            }
            return server.report()
        }
        let alone = try report(ExampleCertificate(["example.com"]))
        #expect(alone.remedies.first?.remedy.changes == [.noDocument(host: "example.com")])
        #expect(alone.remedies.first?.verdict == .ok)
        #expect(alone.remedies.dropFirst().first?.remedy.changes.first == reload)
        #expect(alone.remedies.dropFirst().first?.remedy.changes.count == 2)
        #expect(try report(Self.both).remedies.map(\.remedy.changes) == [[reload]])
    }

    @Test("A certificate for a host in another domain is recommended on the condition that the host is the admin's")
    func hostOfSomebodyElse() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.answer("d1.cdn.example.net", .a, "9.9.9.2")
        try server.answer("d1.cdn.example.net", .aaaa)
        try server.respond(200, #"{"m.server": "d1.cdn.example.net:443"}"#)
        try server.connect(
            "matrix.example.com", 443, as: "d1.cdn.example.net", ExampleCertificate(["www.example.org"]))
        let report = server.report()
        #expect(report.findings.first?.help.contains("if the host is yours") == true)
        let text = ExplanationText(style: .plain, width: 400).render(report)
        #expect(text.contains("if that host is yours. Otherwise, delegate `example.com` to a host of"), "\(text)")
    }

    @Test("An endpoint with an established connection is not called untried")
    func connected() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(404)
        try server.connect("example.com", 8448, as: "example.com", Self.both)
        server.evidence.federation[0].status = 404
        let text = ExplanationText(style: .plain, width: 400).render(server.report())
        #expect(text.hasPrefix("unknown: ") && text.contains("Its keys were not requested."), "\(text)")
        server.evidence.federation = []
        let silent = ExplanationText(style: .plain, width: 400).render(server.report())
        #expect(silent.contains("where the keys were not requested"), "\(silent)")
    }

    @Test("A website certificate that the collector refused as expired is renewed")
    func refusedAsExpired() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        server.evidence.https.append(
            HTTPSEntry(
                url: WellKnown.url("example.com", .server), address: IPAddress("9.9.9.1"), error: .tlsFailed,
                circumstances: Circumstances(phase: .tls, detail: "certificate has expired")))
        let report = server.report()
        #expect(
            report.remedies.first?.remedy.changes == [
                .websiteCertificate(hosts: ["example.com"], name: "example.com", .renew)
            ])
        #expect(report.findings.first?.help.hasPrefix("renew the certificate for `example.com`") == true)
    }

    @Test("Records of a host below the server name are published for the server name too, and not removed")
    func movedServices() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.answerServices(at: "matrix.example.com", "10 5 8449 matrix.example.com.")
        try server.respond(404)
        try server.connect("example.com", 8448, as: "example.com")
        for name in ["example.com", "matrix.example.com"] {
            try server.connect("matrix.example.com", 8449, as: name, ExampleCertificate(["example.com"]))
        }
        let first = try #require(server.report().remedies.first)
        #expect(first.remedy.kind == .serviceRecords)
        #expect(first.remedy.changes.count == 1)
        #expect(first.verdict == .ok)
    }

    @Test("The homeserver of another server name below this one is not recommended")
    func separateServer() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.answerServices(at: "chat.example.com", "10 5 8448 chat.example.com.")
        try server.respond(404)
        try server.connect("example.com", 8448, as: "example.com")
        for name in ["example.com", "chat.example.com"] {
            try server.connect(
                "chat.example.com", 8448, as: name, ExampleCertificate(["chat.example.com", "example.com"]),
                keys: "chat.example.com")
        }
        let published = server.report().remedies.flatMap(\.remedy.publications).map(\.text)
        #expect(!published.contains { $0.contains("chat.example.com") }, "\(published)")
    }

    @Test(
        "A remedy is judged by all rules: what `--ignore` hides is not recommended, and what it hid before is no obstacle"
    )
    func ignoredRules() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        // The document has a mistake, and the endpoint that it was meant to name has the wrong certificate.
        try server.respond(200, #"{"m.server": "matrix.example.com:8448",}"#)
        try server.connect("example.com", 8448, as: "example.com", Self.both)
        try server.connect(
            "matrix.example.com", 8448, as: "matrix.example.com", ExampleCertificate(["www.example.net"]))
        let linter = Linter(selection: try RuleSelection(select: [], ignore: ["C1", "F"]))
        for tried in server.report(linter).remedies where tried.remedy.publishes {
            #expect(!tried.remedy.publications.contains { $0.text.contains("matrix.example.com:8448") })
        }
        var other = try KnownServer()
        try other.answerServices(at: "example.com", "10 5 8448 matrix.example.com.")
        try other.respond(500)
        try other.connect(
            "matrix.example.com", 8448, as: "example.com",
            ExampleCertificate(["example.com"], validFrom: -100, validUntil: -10))
        let hidden = Linter(selection: try RuleSelection(select: [], ignore: ["W201"]))
        let first = try #require(other.report(hidden).remedies.first)
        #expect(first.remedy.kind == .certificate && first.resolved == ["C106"] && first.remaining.isEmpty)
        #expect(other.report().remedies.first?.resolved.contains("W201") == true)
    }

    @Test("Where something else answers at the path and nothing else is known, the remedy asks where the homeserver is")
    func question() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(200, "<!doctype html><title>Welcome</title>")
        try server.connect("example.com", 8448, as: "example.com")
        let report = server.report()
        #expect(report.remedies.first?.remedy.kind == .path)
        #expect(report.beforePublishing.contains { $0.contains("at which host and port the homeserver answers") })
        // A homeserver at port 8448 needs no document.
        var reached = try KnownServer()
        try reached.answerServices(at: "example.com")
        try reached.respond(200, "<!doctype html><title>Welcome</title>")
        try reached.connect("example.com", 8448, as: "example.com", Self.both)
        #expect(reached.report().beforePublishing.isEmpty)
    }
}
