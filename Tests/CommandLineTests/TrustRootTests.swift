import TestSupport
import Testing

/// Without certificate authorities nothing can be verified. That is reported before anything is collected.
@Suite("Certificate authorities")
struct TrustRootTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        let chain = try TestAuthority.leaf().pem.split(separator: "\n").joined(separator: #"\n"#)
        let connection = #"{"address": "9.9.9.9", "port": 8448, "serverName": "a.example""#
        try folder.write("case.json", #"{"schema": 1, "tls": [\#(connection), "certificates": ["\#(chain)"]}]}"#)
    }

    private func audit(_ environment: [String: String], _ options: [String] = []) throws -> ProgramRun {
        try ProgramRun(
            ["audit", "a.example", "--evidence", "case.json", "--no-config"] + options, folder: folder.path,
            environment: environment)
    }

    @Test(
        "SSL_CERT_FILE and SSL_CERT_DIR with a mistake are wrong usage, and the message has the variable and the path")
    func variables() throws {
        try folder.write("empty.pem", "")
        try folder.makeDirectory("empty")
        let cases = [
            ("SSL_CERT_FILE", "/absent.pem", "cannot be read"), ("SSL_CERT_DIR", "/absent", "cannot be read"),
            ("SSL_CERT_FILE", folder.path + "/empty.pem", "contains no certificate"),
            ("SSL_CERT_DIR", folder.path + "/empty", "contains no certificate"),
        ]
        for (variable, path, problem) in cases {
            let run = try audit([variable: path])
            #expect(run.status == 2 && run.output.isEmpty, "\(run.errors)")
            #expect(run.errors.hasPrefix("error: `\(variable)` is set to `\(path)`"), "\(run.errors)")
            #expect(run.errors.contains(problem) && run.errors.contains("--ca-file FILE"), "\(run.errors)")
        }
    }

    @Test("--ca-file and the variables replace the certificate authorities of the system")
    func replaced() throws {
        let root = try folder.write("root.pem", try TestAuthority.root().pem)
        #expect(try audit(["SSL_CERT_FILE": root]).status != 2)
        #expect(try audit(["SSL_CERT_DIR": folder.path]).status != 2)
        #expect(try audit(["SSL_CERT_FILE": "/absent"], ["--ca-file", root]).status != 2)
    }

    @Test("explain says the same as audit about certificate authorities that cannot be read, and accepts --ca-file")
    func explained() throws {
        let root = try folder.write("root.pem", try TestAuthority.root().pem)
        let words = ["a.example", "--evidence", "case.json", "--no-config"]
        func explain(_ environment: [String: String], _ options: [String] = []) throws -> ProgramRun {
            try ProgramRun(["explain"] + words + options, folder: folder.path, environment: environment)
        }
        let absent = ["SSL_CERT_FILE": "/absent.pem"]
        let run = try explain(absent)
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors == (try audit(absent)).errors)
        #expect(try explain(absent, ["--ca-file", root]).status != 2)
        #expect(
            try explain([:], ["--ca-file", "/absent.pem"]).errors == audit([:], ["--ca-file", "/absent.pem"]).errors)
        #expect(try ProgramRun(["explain", "S301", "--ca-file", root], folder: folder.path).status == 2)
    }

    @Test("Without the chain of a server nothing is verified, so no certificate authority is needed")
    func notNeeded() throws {
        try folder.write("a.example.zone", "$ORIGIN a.example.\n$TTL 1\n@ SOA a b 1 2 3 4 5\n@ NS a\na A 9.9.9.9\n")
        let document = #"{"url": "https://a.example/.well-known/matrix/server", "status": 404}"#
        let connection = #"{"address": "9.9.9.9", "port": 8448, "serverName": "a.example", "error": "timeout"}"#
        try folder.write("documents.json", #"{"schema": 1, "https": [\#(document)], "tls": [\#(connection)]}"#)
        for facts in [["--zone", "a.example.zone"], ["--evidence", "documents.json"]] {
            for command in ["explain", "audit"] {
                let run = try ProgramRun(
                    [command, "a.example", "--no-config"] + facts, folder: folder.path,
                    environment: ["SSL_CERT_FILE": "/absent.pem"])
                #expect(run.status != 2 && !run.output.isEmpty, "\(run.errors)")
            }
        }
    }
}
