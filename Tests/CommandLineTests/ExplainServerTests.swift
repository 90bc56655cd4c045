import TestSupport
import Testing

@Suite("Explaining a server name")
struct ExplainServerTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("example.com.zone", Self.zone)
        try folder.write("server.json", "{\"m.server\": \"matrix.example.com:443\"}\n")
    }

    private static let zone = """
        $ORIGIN example.com.
        $TTL 3600
        @                IN SOA ns1 hostmaster 2026112101 7200 3600 1209600 3600
        @                IN NS  ns1
        @                IN NS  ns2.example.net.
        @                IN A   192.0.2.1
        ns1              IN A   192.0.2.53
        matrix           IN A   192.0.2.10
        _matrix-fed._tcp IN SRV 10 5 8448 matrix
        _matrix._tcp     IN SRV 10 5 8448 matrix

        """

    private func explain(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["explain"] + arguments, folder: folder.path)
    }

    @Test("the route follows the well-known document, and is shown with Host header and certificate name")
    func wellKnownDecides() throws {
        let run = try explain("example.com", "--zone", "example.com.zone", "--well-known", "server.json")
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("unknown: `example.com` has a warning: "))
        #expect(run.output.contains("document delegates to `matrix.example.com`"))
        // Peers use the document: it stays, and records that nobody uses are what to change.
        #expect(!run.output.contains("Publish `{\"m.server\": \"matrix.example.com:8448\"}`"))
        #expect(run.output.contains("3.2   taken"))
    }

    @Test("without a document the route is shown on the condition that none is published")
    func notCollectedIsNotAbsent() throws {
        let run = try explain("example.com", "--zone", "example.com.zone")
        #expect(run.output.contains("not collected"))
        #expect(run.output.contains("This is the route if there is none."))
        let json = try explain("example.com", "--zone", "example.com.zone", "--format", "json")
        #expect(json.output.contains("\"outcome\" : \"unknown\""))
        #expect(json.output.contains("withoutWellKnown"))
    }

    @Test("Markdown and JSON contain the same sentence")
    func formats() throws {
        let arguments = ["example.com", "--zone", "example.com.zone", "--well-known", "server.json"]
        let markdown = try ProgramRun(["explain"] + arguments + ["--format", "markdown"], folder: folder.path)
        #expect(markdown.output.hasPrefix("# example.com: unknown\n\n**`example.com` has a warning: "))
        #expect(markdown.output.contains("| matrix.example.com | 192.0.2.10 | 443 |"))
        let json = try ProgramRun(["explain"] + arguments + ["--format", "json"], folder: folder.path)
        #expect(json.output.contains("\"verdict\" : \"`example.com` has a warning: "))
    }

    struct BadEvidence: Sendable, CustomTestStringConvertible {
        var text: String
        var message: String
        var place: String
        var testDescription: String { message }
    }

    @Test(
        "a mistake in an evidence file is reported with its location and exit code 2",
        arguments: [
            BadEvidence(text: "no json", message: "the evidence is not JSON", place: "case.json:1:"),
            BadEvidence(
                text: "[1]", message: "expected an object for the evidence, found an array", place: "case.json:1:1"),
            BadEvidence(text: "{\"dsn\": []}", message: "has the unknown key `dsn`", place: "case.json:1:2"),
            BadEvidence(
                text: "{\n\"schema\": 1,\n\"schema\": 1}", message: "duplicate key `schema`", place: "case.json:3:1"),
            BadEvidence(
                text: "{\"dns\": [{\"name\": \"example.com.\", \"type\": \"SVR\", \"status\": \"NOERROR\"}]}",
                message: "`SVR` is not a record type", place: "case.json:1:43"),
            BadEvidence(
                text: "{\"dns\": [{\"name\": \"a.\", \"type\": \"A\", \"status\": \"NOERR\"}]}",
                message: "`NOERR` is not a valid value", place: "case.json:1:48"),
            BadEvidence(
                text: "{\"https\": [{\"url\": \"https://a/\", \"status\": 99}]}",
                message: "`status` must be an integer",
                place: "case.json:1:"),
            BadEvidence(
                text: String(repeating: "[", count: 10_000), message: "nested more than 100 levels deep",
                place: "case.json:1:101"),
        ])
    func badEvidence(_ bad: BadEvidence) throws {
        try folder.write("case.json", bad.text)
        let run = try explain("example.com", "--evidence", "case.json")
        #expect(run.status == 2)
        #expect(run.errors.contains(bad.message), "\(run.errors)")
        #expect(run.errors.contains(bad.place), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test("a private key in the certificate file is reported, and none of it is shown")
    func privateKey() throws {
        let secret = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v"
        try folder.write("chain.pem", "-----BEGIN PRIVATE KEY-----\n\(secret)\n-----END PRIVATE KEY-----\n")
        for format in ["text", "markdown", "json"] {
            let run = try explain(
                "example.com", "--zone", "example.com.zone", "--certificate", "chain.pem", "--format", format)
            #expect(run.output.contains("private key"))
            #expect(!(run.output + run.errors).contains(secret))
        }
    }

    @Test(
        "invalid documents are findings",
        arguments: [
            "", "null", "[]", "<html></html>", "{\"m.server\": 1}", "{\"m.server\": \"\"}", "{\"m.server\": \"a:b:c\"}",
            "{\"M.Server\": \"matrix.example.com:443\"}", "\u{FEFF}{}", "{\"m.server\": \"\\u001b[31m\"}",
        ])
    func badDocument(_ text: String) throws {
        try folder.write("server.json", text)
        let run = try explain("example.com", "--zone", "example.com.zone", "--well-known", "server.json")
        #expect(run.status == 0 || run.status == 1)
        #expect(run.output.contains(" W1"), "\(run.output)")
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test("a missing file and an argument that is neither a rule nor a server are wrong usage")
    func wrongUsage() throws {
        #expect(try explain("example.com", "--zone", "missing.zone").status == 2)
        let run = try explain("S30l")
        #expect(run.status == 2 && run.errors.contains("there is no rule"))
        #expect(try explain("--server", "localhost", "--zone", "example.com.zone").status != 2)
    }
}
