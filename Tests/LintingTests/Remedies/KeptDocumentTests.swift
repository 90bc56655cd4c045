import Diagnostics
import Federation
import Linting
import ServerRules
import TestSupport
import Testing

/// Documents that peers do not get, and that are worth repairing the website for.
@Suite("Documents that are kept")
struct KeptDocumentTests {
    @Test("A document that is right is not given up for a port that nobody has tried")
    func untriedDefaultPort() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(200, #"{"m.server": "matrix.example.com:8448"}"#, ExampleCertificate(["other.example"]))
        // With the document, peers get to another homeserver, so that the certificate of the website is not enough.
        try server.connect(
            "matrix.example.com", 8448, as: "matrix.example.com", ExampleCertificate(["matrix.example.com"]),
            keys: "elsewhere.example")
        #expect(!server.report().remedies.contains { $0.remedy.kind == .removedWellKnown })
    }
}
