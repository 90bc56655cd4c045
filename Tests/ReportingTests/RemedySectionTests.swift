import DNS
import Federation
import Linting
import Reporting
import ServerRules
import TestSupport
import Testing

@Suite("The remedies in reports")
struct RemedySectionTests {
    /// A server whose SRV records fail, and whose homeserver is known from the other name.
    private static func report() throws -> ServerReport {
        let text = """
            {"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 404}],
             "dns": [
              {"name": "example.com.", "type": "A", "status": "NOERROR", "records": ["example.com. 300 IN A 9.9.9.1"]},
              {"name": "example.com.", "type": "AAAA", "status": "NOERROR"},
              {"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "SERVFAIL"},
              {"name": "_matrix._tcp.example.com.", "type": "SRV", "status": "NOERROR",
               "records": ["_matrix._tcp.example.com. 300 IN SRV 10 5 8448 matrix.example.com."]},
              {"name": "matrix.example.com.", "type": "A", "status": "NOERROR",
               "records": ["matrix.example.com. 300 IN A 9.9.9.2"]},
              {"name": "matrix.example.com.", "type": "AAAA", "status": "NOERROR"}]}
            """
        let (evidence, problems) = EvidenceReader.read(Array(text.utf8))
        try #require(problems.isEmpty, "\(problems)")
        return Linter().report(on: ServerInput("example.com", evidence: evidence))
    }

    @Test("Text and Markdown have the text to publish, what it resolves, and what was not verified")
    func text() throws {
        let report = try Self.report()
        for output in [
            ExplanationText(style: .plain, width: nil).render(report), ExplanationMarkdown().render(report),
        ] {
            #expect(output.contains("What to publish"))
            #expect(output.contains(#"{"m.server": "matrix.example.com:8448"}"#))
            #expect(output.contains("This resolves M301 and N101."))
            #expect(output.contains("was not tried"))
            // New records do not repair the name server that fails.
            #expect(!output.contains("3600 IN SRV"))
        }
    }

    @Test("JSON has the same, with the keys of the interface")
    func json() throws {
        let document = try JSONReader.read(Array(ExplanationJSON().render(try Self.report()).utf8))
        let first = try #require(document["remedies"]?.array?.first)
        #expect(first["kind"]?.string == "well-known")
        #expect(first["title"]?.string == "Publish this document at `https://example.com/.well-known/matrix/server`")
        let publication = try #require(first["publish"]?.array?.first)
        #expect(publication["where"]?.string == "https://example.com/.well-known/matrix/server")
        #expect(publication["text"]?.string == #"{"m.server": "matrix.example.com:8448"}"#)
        #expect(first["outcome"]?.string == "resolved")
        #expect(first["unverified"]?.array?.map(\.string) == ["`matrix.example.com` port 8448 was not tried"])
        for key in ["certificateNames", "remaining", "differing"] { #expect(first[key]?.array?.isEmpty == true) }
    }
}
