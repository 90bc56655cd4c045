import Diagnostics
import Federation
import Linting
import Reporting
import TestSupport
import Testing

/// What to do about a port where something other than TLS answers.
@Suite("Ports without TLS")
struct PlainHTTPTests {
    private static func server(_ port: UInt16, _ speaks: String) throws -> KnownServer {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(200, "{\"m.server\": \"matrix.example.com:\(port)\"}", ExampleCertificate(["example.com"]))
        try server.connect("matrix.example.com", port, as: "matrix.example.com")
        server.evidence.tls[1].error = .tlsFailed
        server.evidence.tls[1].circumstances.phase = .tls
        server.evidence.tls[1].speaks = speaks
        return server
    }

    private static func nextAction(_ server: KnownServer) -> String {
        let text = ExplanationText(style: .plain, width: 2_000).render(server.report())
        return text.split(separator: "\n").first { $0.hasPrefix("Next: ") }.map(String.init) ?? ""
    }

    @Test("A listener without TLS gets TLS, however the evidence writes HTTP", arguments: ["HTTP", "http"])
    func listener(_ speaks: String) throws {
        #expect(
            Self.nextAction(try Self.server(8448, speaks))
                == "Next: Repair the TLS settings at `matrix.example.com` port 8448: enable TLS at port 8448.")
    }

    @Test(
        "Another service, or a port for plain HTTP, is not to be repaired",
        arguments: [(UInt16(22), "SSH"), (80, "HTTP"), (8008, "HTTP")])
    func other(_ port: UInt16, _ speaks: String) throws {
        let server = try Self.server(port, speaks)
        #expect(server.report().remedies.isEmpty)
        #expect(Self.nextAction(server).hasPrefix("Next: Publish the port"))
        #expect(!Self.nextAction(server).contains("TLS settings"))
    }

    @Test("A port with TLS is recommended only if the homeserver may be behind it")
    func workingPort() throws {
        var server = try Self.server(8448, "HTTP")
        try server.connect(
            "matrix.example.com", 443, as: "matrix.example.com", ExampleCertificate(["matrix.example.com"]))
        #expect(
            server.report().problems.first?.help.hasPrefix("publish `{\"m.server\": \"matrix.example.com:443\"}`")
                == true)
        server.evidence.federation[0].status = 404
        #expect(server.report().problems.first?.help.contains("443") == false)
    }
}
