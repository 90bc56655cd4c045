import TestSupport
import Testing

@Suite("Server names in check")
struct ServersInCheckTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("example.com.zone", SampleZones.good)
        try folder.write("other.zone", SampleZones.good)
        try folder.write("server.json", "{\"m.server\": \"https://matrix.example.com\"}\n")
    }

    private func check(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["check"] + arguments, folder: folder.path)
    }

    @Test("a well-known document without a server name belongs to the only zone")
    func onlyZone() throws {
        let run = try check("example.com.zone", "--well-known", "server.json", "--format", "concise")
        #expect(run.status == 1)
        #expect(run.output.contains("server.json:1:14: error W105"), "\(run.output)")
    }

    @Test("with two zones a document without a server name is wrong usage")
    func ambiguous() throws {
        let run = try check("example.com.zone", "other.zone", "--well-known", "server.json")
        #expect(run.status == 2)
        #expect(run.errors.contains("which server"))
    }

    @Test("the configuration names servers and their documents, relative to its directory")
    func configured() throws {
        try folder.write(
            ".srvlint.yml",
            """
            zones:
              example.com.zone:
                server-names: [example.com]
                well-known: server.json

            """)
        let run = try check("example.com.zone", "--format", "concise")
        #expect(run.output.contains("server.json:1:14: error W105"), "\(run.output)")
    }

    @Test("severities and ignored rules of the configuration apply to findings about servers")
    func severities() throws {
        try folder.write(
            ".srvlint.yml",
            "severity: {W105: info}\nzones: {example.com.zone: {server-names: [example.com], well-known: server.json}}\n"
        )
        let run = try check("example.com.zone", "--format", "concise")
        #expect(run.output.contains("info W105"), "\(run.output)")
        try folder.write(
            ".srvlint.yml",
            "per-file-ignores: {\"*.json\": [W105]}\nzones: {example.com.zone: {server-names: [example.com], well-known: server.json}}\n"
        )
        #expect(try !check("example.com.zone", "--format", "concise").output.contains("W105"))
    }

    @Test("config init writes a configuration for config show and check, and overwrites nothing")
    func configInit() throws {
        #expect(try ProgramRun(["config", "init"], folder: folder.path).status == 0)
        let draft = try folder.text(".srvlint.yml")
        #expect(draft.contains("example.com.zone"))
        let show = try ProgramRun(["config", "show", "example.com.zone"], folder: folder.path)
        #expect(show.status == 0 && show.output.contains("fail-on") && show.output.contains(".srvlint.yml:"))
        #expect(try check("example.com.zone").status != 2)
        #expect(try ProgramRun(["config", "init"], folder: folder.path).status == 2)
        #expect(try folder.text(".srvlint.yml") == draft)
    }

    @Test("the schema for editors is JSON and has every key that the reader accepts")
    func schema() throws {
        let run = try ProgramRun(["config", "schema"], folder: folder.path)
        #expect(run.status == 0)
        for key in [
            "select", "ignore", "severity", "per-file-ignores", "fail-on", "targets", "resolvers", "baseline", "zones",
            "origin", "parent", "server-names", "well-known", "certificate",
        ] {
            #expect(run.output.contains("\"\(key)\":"), "\(key)")
        }
    }
}
