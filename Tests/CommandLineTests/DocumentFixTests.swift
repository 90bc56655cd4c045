import Glibc
import TestSupport
import Testing

@Suite("Fixes in well-known documents")
struct DocumentFixTests {
    private let folder: ScratchDirectory
    private static let zone = SampleZones.beginning + "@ IN A 192.0.2.20\nmatrix IN A 192.0.2.10\n"
    private static let capitals = "{\n  \"m.server\": \"Matrix.example.com:443\"\n}\n"
    private static let good = "{\n  \"m.server\": \"matrix.example.com:443\"\n}\n"
    /// A document with a byte order mark, a key that most implementations ignore, and a final dot.
    private static let faulty = "\u{FEFF}{\r\n  \"M.server\": \"matrix.example.com.:443\", \"x\": [1,  2]\r\n}"
    private static let fixed = "{\r\n  \"m.server\": \"matrix.example.com:443\", \"x\": [1,  2]\r\n}"

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("example.com.zone", Self.zone)
    }

    private func check(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["check", "example.com.zone"] + arguments, folder: folder.path)
    }

    @Test("--fix writes what means the same for everybody; the rest needs --unsafe-fixes, and comes to a good document")
    func fixes() throws {
        try folder.write("server.json", Self.capitals)
        let safe = try check("--fix", "--well-known", "server.json")
        #expect(safe.status == 0 && safe.output.hasSuffix("1 fixed in 1 file\n"), "\(safe.output)\(safe.errors)")
        #expect(try folder.text("server.json") == Self.good)

        try folder.write("server.json", Self.faulty)
        let unsafe = try check("--fix", "--well-known", "example.com=server.json")
        #expect(unsafe.status == 1)
        #expect(try folder.text("server.json") == Self.faulty)
        let all = try check("--fix", "--unsafe-fixes", "--well-known", "example.com=server.json")
        #expect(all.output.hasSuffix("3 fixed in 1 file\n"), "\(all.output)\(all.errors)")
        #expect(try folder.text("server.json") == Self.fixed)
        let again = try check("--fix", "--unsafe-fixes", "--well-known", "example.com=server.json")
        #expect(!again.output.contains("fixed in") && again.status == all.status)
    }

    @Test("A document that the configuration names is fixed, once for all servers it belongs to")
    func configured() throws {
        try folder.write("web/server.json", Self.capitals)
        try folder.write(
            ".srvlint.yml",
            """
            zones:
              example.com.zone:
                server-names: [example.com]
                well-known: web/server.json
            """)
        let run = try check("--fix", "--well-known", "example.org=./web/server.json")
        #expect(
            run.output.hasSuffix("1 file\n") && run.output.contains("fixed in 1 file"), "\(run.output)\(run.errors)")
        #expect(try folder.text("web/server.json") == Self.good)
    }

    @Test("Documents for clients and support are fixed in the same way, by option and by configuration")
    func otherDocuments() throws {
        let client = "{\"m.homeserver\": {\"base_url\": \"matrix.example.com\",}}\n"
        let support = "{\"support_page\": \"https://example.com/support\"};\n"
        let fixedClient = "{\"m.homeserver\": {\"base_url\": \"https://matrix.example.com\"}}\n"
        try folder.write("client.json", client)
        let safe = try check("--fix", "--well-known-client", "client.json")
        #expect(safe.status == 1 && safe.output.contains("W301"), "\(safe.output)\(safe.errors)")
        #expect(try folder.text("client.json") == client)
        let run = try check("--fix", "--unsafe-fixes", "--well-known-client", "example.com=client.json")
        #expect(run.output.hasSuffix("fixed in 1 file\n"), "\(run.output)\(run.errors)")
        #expect(try folder.text("client.json") == fixedClient)

        try folder.write("web/client.json", client)
        try folder.write("web/support.json", support)
        try folder.write(
            ".srvlint.yml",
            """
            zones:
              example.com.zone:
                server-names: [example.com]
                well-known-client: web/client.json
                well-known-support: web/support.json
            """)
        let found = try check("--format", "concise")
        #expect(
            found.output.contains("web/client.json:1:51: warning W301 ")
                && found.output.contains("web/support.json:1:48: warning W303 "), "\(found.output)\(found.errors)")
        let configured = try check("--fix", "--unsafe-fixes")
        #expect(configured.output.contains("fixed in 2 files"), "\(configured.output)\(configured.errors)")
        #expect(try folder.text("web/client.json") == fixedClient)
        #expect(try folder.text("web/support.json") == "{\"support_page\": \"https://example.com/support\"}")
        let explained = try ProgramRun(["explain", "example.com", "--zone", "example.com.zone"], folder: folder.path)
        #expect(!explained.output.contains("W30"), "\(explained.output)")
    }

    @Test("--diff shows them, in the patch that git takes")
    func diff() throws {
        try folder.write("web/server.json", Self.capitals)
        let run = try check("--diff", "--well-known", "web/server.json")
        #expect(run.status == 1)
        #expect(
            run.output == """
                --- a/web/server.json
                +++ b/web/server.json
                @@ -1,3 +1,3 @@
                 {
                -  "m.server": "Matrix.example.com:443"
                +  "m.server": "matrix.example.com:443"
                 }

                """)
        #expect(try folder.text("web/server.json") == Self.capitals)
    }

    @Test("What may not be written stays, and is said")
    func refused() throws {
        let path = try folder.write("web/server.json", Self.capitals)
        #expect(chmod(path, 0o444) == 0)
        let run = try check("--fix", "--well-known", "web/server.json")
        #expect(run.status == 1 && run.errors.contains("error: web/server.json could not be fixed: it is read-only"))
        #expect(chmod(path, 0o644) == 0)
        try folder.makeDirectory("repo/.git")
        try folder.link("repo/server.json", to: "../web/server.json")
        let link = try check("--fix", "--well-known", "repo/server.json")
        #expect(link.status == 1 && link.errors.contains("symbolic link to outside the repository"), "\(link.errors)")
        #expect(try folder.text("web/server.json") == Self.capitals)
    }

    @Test("A document from standard input is judged, and nothing is written for it")
    func standardInput() throws {
        let run = try ProgramRun(
            ["check", "--fix", "example.com.zone", "--well-known", "-"], input: .text(Self.capitals),
            folder: folder.path)
        #expect(run.output.contains("W108") && !run.output.contains("fixed in"), "\(run.output)\(run.errors)")
    }
}
