import DNS
import Diagnostics
import Federation
import ServerRules
import TestSupport
import Testing

/// What implementations make of a document, and what is recommended about it.
@Suite("Documents that implementations read differently, or that name no port")
struct DocumentDifferenceTests {
    private static let homeserver = ExampleCertificate(["matrix.example.com"])

    private static func finding(_ code: String, _ server: KnownServer) -> Finding? {
        server.report().findings.first { $0.rule.code == code }
    }

    @Test("What only one less common implementation does is a note, and what Dendrite does is a warning")
    func severity() throws {
        func difference(_ body: String) throws -> Finding {
            var server = try KnownServer()
            try server.answerServices(at: "example.com")
            try server.respond(200, body)
            return try #require(Self.finding("M301", server))
        }
        let address = try difference(#"{"m.server": "[2620:fe::2]:8448"}"#)
        #expect(address.severity == .info)
        #expect(address.why.contains("ejabberd"))
        // Only Dendrite and other programs in Go read it.
        #expect(try difference(#"{"M.SERVER": "matrix.example.com:8448"}"#).severity == .warning)
    }

    /// A document without a port, whose default port is dead.
    private static func withoutPort(_ change: (inout KnownServer) throws -> Void) throws -> KnownServer {
        var server = try KnownServer()
        for host in ["example.com", "matrix.example.com"] { try server.answerServices(at: host) }
        try server.respond(200, #"{"m.server": "matrix.example.com"}"#)
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com")
        try change(&server)
        return server
    }

    @Test("Port 443 is recommended instead of a dead default port only if a homeserver answers there")
    func deadDefaultPort() throws {
        func help(_ change: (inout KnownServer) throws -> Void) throws -> String {
            let found = try #require(Self.finding("W112", try Self.withoutPort(change)))
            #expect(found.severity == .warning)
            return found.help
        }
        #expect(try help { _ in }.hasSuffix("Port 443 is usual behind a proxy for the web, but was not tried"))
        let dead = try help { try $0.connect("matrix.example.com", 443, as: "matrix.example.com") }
        #expect(dead.hasSuffix("Port 443 fails too"))
        let website = try help {
            try $0.connect("matrix.example.com", 443, as: "matrix.example.com", Self.homeserver)
            $0.evidence.federation = []
        }
        #expect(website.hasSuffix("but no homeserver is known to answer there"))
        let homeserver = try help {
            try $0.connect("matrix.example.com", 443, as: "matrix.example.com", Self.homeserver)
        }
        #expect(homeserver == "write the port at which the homeserver answers: `matrix.example.com:443`")
    }

    @Test("No note says that there is no document where another finding reports one elsewhere")
    func documentElsewhere() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(404)
        #expect(Self.finding("W201", server)?.severity == .info)
        server.evidence.https.append(
            HTTPSEntry(
                url: WellKnown.url("matrix.example.com", .server), address: IPAddress("9.9.9.2"), status: 200,
                body: Array(#"{"m.server": "matrix.example.com:8448"}"#.utf8)))
        #expect(Self.finding("W210", server) != nil && Self.finding("W201", server) == nil)
        server.evidence.https.removeLast()
        try server.respond(200, #"{"m.server": "matrix.example.com:8448"}"#)
        server.evidence.https[1].address = IPAddress("9.9.9.9")
        #expect(Self.finding("W207", server) != nil && Self.finding("W201", server) == nil)
    }
}
