import Diagnostics
import Federation
import Linting
import TestSupport
import Testing

/// The port to write where a document names the server name itself.
@Suite("Documents with the server name itself")
struct SelfDelegationTests {
    private static func help(_ answer: (inout KnownServer) throws -> Void, failing: Bool = false) throws -> String? {
        var server = try KnownServer()
        let certificate = ExampleCertificate(["example.com"])
        try server.respond(200, #"{"m.server": "example.com"}"#, certificate)
        try server.answerServices(at: "example.com")
        if failing {
            for index in server.evidence.dns.indices where server.evidence.dns[index].question.type == .srv {
                server.evidence.dns[index].status = .servFail
            }
        }
        try answer(&server)
        return server.report().findings.first { $0.rule.code == "W111" }?.help
    }

    @Test("The port where the homeserver answers is written, and the document stays where queries for SRV records fail")
    func port() throws {
        let certificate = ExampleCertificate(["example.com"])
        #expect(
            try Self.help({ _ in }) == "write `example.com:443` if the homeserver listens there, or remove the document"
        )
        #expect(
            try Self.help({ try $0.connect("example.com", 8448, as: "example.com", certificate) })
                == "write `example.com:8448`, where the homeserver answers, or remove the document")
        #expect(
            try Self.help({ try $0.connect("example.com", 8448, as: "example.com", certificate) }, failing: true)
                == "write `example.com:8448`, where the homeserver answers, so that peers do not query SRV records")
        #expect(try Self.help({ _ in }, failing: true)?.contains("remove") == false)
    }
}
