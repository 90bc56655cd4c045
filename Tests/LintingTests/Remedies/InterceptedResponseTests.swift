import DNS
import Diagnostics
import Federation
import Linting
import Reporting
import TestSupport
import Testing

/// What answers in front of a web server or homeserver is named, and has to be changed instead of these.
@Suite("Responses of what is in front of a server")
struct InterceptedResponseTests {
    private static let own = ExampleCertificate(["example.com"])
    private static let both = ExampleCertificate(["example.com", "matrix.example.com"])

    struct Response: Sendable {
        let status: Int
        var headers: [Header] = []
        var body = ""
        let action: String
    }

    private static let responses = [
        Response(
            status: 403, headers: [Header("CF-Mitigated", "challenge")], body: "<title>Just a moment...</title>",
            action: "from bot protection: at Cloudflare"),
        Response(status: 403, body: "error code: 1020", action: "from bot protection: at Cloudflare"),
        Response(status: 503, body: "<TITLE>Just a moment...", action: "from bot protection: at Cloudflare"),
        Response(
            status: 405, headers: [Header("x-amzn-waf-action", "captcha")],
            action: "from bot protection in the settings of AWS WAF"),
        Response(
            status: 401, headers: [Header("www-authenticate", "Basic realm=\"x\"")], body: "<html>",
            action: "from HTTP authentication"),
        Response(status: 525, body: "error code: 525", action: "epair TLS between Cloudflare and the origin server"),
        Response(status: 530, body: "error code: 1033", action: "tart `cloudflared` for"),
        Response(status: 522, body: "error code: 522", action: "let its firewall accept connections from Cloudflare"),
    ]

    private static func nextAction(_ report: ServerReport) -> String {
        let text = ExplanationText(style: .plain, width: 2_000).render(report)
        return text.split(separator: "\n").first { $0.hasPrefix("Next: ") }.map(String.init) ?? ""
    }

    /// A server whose document is right, with this response to requests for its keys.
    private static func homeserver(_ response: Response) throws -> ServerReport {
        var server = try KnownServer()
        try server.respond(200, #"{"m.server": "matrix.example.com:8448"}"#, own)
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com", both)
        server.evidence.federation = [FederationPath.version, .keys].map { path in
            FederationEntry(
                address: server.evidence.tls[1].address, port: 8448, path: path.rawValue,
                hostHeader: "matrix.example.com:8448", status: response.status, headers: response.headers,
                body: response.body)
        }
        return server.report()
    }

    @Test("Requests for keys", arguments: Self.responses.indices)
    func keys(_ index: Int) throws {
        let response = Self.responses[index]
        let report = try Self.homeserver(response)
        #expect(report.problems.map(\.rule.code) == ["F112"])
        let action = Self.nextAction(report)
        #expect(action.contains(response.action), "\(action)")
        #expect(!action.contains("virtual host"))
    }

    @Test("Requests for the document", arguments: Self.responses.indices)
    func document(_ index: Int) throws {
        let response = Self.responses[index]
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(response.status, response.body, Self.own)
        server.evidence.https[0].hops[0].headers = response.headers
        try server.connect("example.com", 8448, as: "example.com")
        let report = server.report()
        #expect(report.problems.map(\.rule.code) == ["W201", "F101"])
        let action = Self.nextAction(report)
        #expect(action.contains(response.action), "\(action)")
        #expect(!action.contains("404"))
        let text = ExplanationText(style: .plain, width: 2_000).render(report)
        #expect(!text.contains("in every firewall"))
        // Where the homeserver is known, the document follows, because what is in front may hide that there is none.
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com", Self.both)
        let first = try #require(server.report().remedies.first)
        #expect(!first.unverified.contains { $0.contains("website") })
        let changes = first.remedy.changes
        guard case .path(host: "example.com", .intercepted) = changes.first else {
            Issue.record("\(changes)")
            return
        }
        #expect(changes.last == .document(host: "example.com", text: #"{"m.server": "matrix.example.com:8448"}"#))
    }

    @Test("Where the request is redirected, the last host is named")
    func redirected() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(403, "error code: 1020", Self.own)
        server.evidence.https[0].hops.append(
            .init(url: "https://www.example.com/.well-known/matrix/server", status: 403, headers: []))
        #expect(Self.nextAction(server.report()).contains("`/.well-known/matrix/` on `www.example.com`"))
    }

    @Test("A refusal without such a mark keeps the advice for web servers", arguments: [403, 404, 500])
    func unmarked(_ status: Int) throws {
        let report = try Self.homeserver(Response(status: status, body: "<h1>Forbidden</h1>", action: ""))
        #expect(report.problems.first?.help.hasPrefix("forward everything below `/_matrix/`") == true)
    }

    @Test("A homeserver without its federation API is not a wrong virtual host")
    func unrecognized() throws {
        let report = try Self.homeserver(
            Response(status: 404, body: #"{"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"}"#, action: ""))
        #expect(report.problems.first?.message.hasSuffix("status 404 (`M_UNRECOGNIZED`)") == true)
        #expect(Self.nextAction(report).contains("add `federation` to the `resources` of this listener"))
        let missing = try Self.homeserver(Response(status: 401, body: #"{"errcode": "M_MISSING_TOKEN"}"#, action: ""))
        #expect(missing.problems.first?.help.contains("authentication") == false)
    }
}
