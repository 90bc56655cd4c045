import DNS
import Federation
import Linting
import Reporting
import ServerRules
import TestSupport
import Testing

/// What JSON says about a consequence is what the text says.
@Suite("The advice for consequences in JSON")
struct ConsequenceAdviceTests {
    /// A document with this status, and a closed port at the server name, to which peers fall back.
    private static func report(_ document: String, _ address: String = "9.9.9.1") throws -> ServerReport {
        let text = """
            {"https": [{"url": "https://example.com/.well-known/matrix/server", "address": "9.9.9.1", \(document)}],
             "dns": [
              {"name": "example.com.", "type": "A", "status": "NOERROR", "records": ["example.com. 300 IN A 9.9.9.1"]},
              {"name": "example.com.", "type": "AAAA", "status": "NOERROR"},
              {"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "NXDOMAIN"},
              {"name": "_matrix._tcp.example.com.", "type": "SRV", "status": "NXDOMAIN"},
              {"name": "matrix.example.com.", "type": "A", "status": "NOERROR",
               "records": ["matrix.example.com. 300 IN A \(address)"]},
              {"name": "matrix.example.com.", "type": "AAAA", "status": "NOERROR"}],
             "tls": [
              {"address": "9.9.9.1", "port": 8448, "serverName": "example.com", "error": "timeout", "phase": "connect"},
              {"address": "\(address)", "port": 443, "serverName": "matrix.example.com", "error": "timeout",
               "phase": "connect"}]}
            """
        let (evidence, problems) = EvidenceReader.read(Array(text.utf8))
        try #require(problems.isEmpty, "\(problems)")
        return Linter().report(on: ServerInput("example.com", evidence: evidence))
    }

    private static func help(_ report: ServerReport, of code: String) throws -> String {
        let document = try JSONReader.read(Array(ExplanationJSON().render(report).utf8))
        let finding = try #require(document["findings"]?.array?.first { $0["rule"]?.string == code })
        _ = try #require(finding["causedBy"])
        return try #require(finding["help"]?.string)
    }

    @Test("A consequence goes away with its cause, which JSON names by its code")
    func consequence() throws {
        let intended = try Self.report(#""status": 503, "body": "{\"m.server\": \"matrix.example.com:443\"}""#)
        #expect(
            try Self.help(intended, of: "F102")
                == "goes away with W201: peers then use `matrix.example.com` port 443, which has to be repaired, too")
        let unknown = try Self.report(#""status": 503, "body": "<html>""#)
        #expect(
            try Self.help(unknown, of: "F102").hasPrefix(
                "goes away with W201 if the document names another host or port. Otherwise, open port 8448"))
        let unreachable = try Self.report(
            #""status": 200, "body": "{\"m.server\": \"matrix.example.com:443\"}""#, "192.168.1.20")
        #expect(try Self.help(unreachable, of: "F102") == "goes away with M207")
    }
}
