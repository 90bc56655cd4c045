import TestSupport
import Testing

/// What `config show` prints as in force applies to every command that it is for.
@Suite("Settings apply to every command")
struct SettingsInForceTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.makeDirectory(".git")
        try folder.write("example.com.zone", Self.zone)
        try folder.write("server.json", "{\"m.server\": \"matrix.example.com:443\"}\n")
    }

    /// S301: the target of the SRV record is an alias.
    private static let zone = """
        $ORIGIN example.com.
        $TTL 3600
        @                IN SOA ns1.example.net. hostmaster 2026112101 7200 3600 1209600 3600
        @                IN NS  ns1.example.net.
        @                IN NS  ns2.example.net.
        web              IN A   192.0.2.10
        matrix           IN CNAME web
        _matrix-fed._tcp IN SRV 10 5 8448 matrix

        """

    private func audit(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(
            ["audit", "example.com", "--zone", "example.com.zone", "--format", "concise"] + arguments,
            folder: folder.path)
    }

    private func explain(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(
            ["explain", "example.com", "--zone", "example.com.zone", "--format", "json"] + arguments,
            folder: folder.path)
    }

    /// Whether `explain` reports a finding.
    private func isExplained(_ code: String, _ arguments: String...) throws -> Bool {
        let run = try ProgramRun(
            ["explain", "example.com", "--zone", "example.com.zone", "--format", "json"] + arguments,
            folder: folder.path)
        return run.output.contains("\"rule\" : \"\(code)\"")
    }

    @Test("An ignored rule about missing checks does not turn an audit with an unread include into a success")
    func ignoredNotChecked() throws {
        try folder.write("part.zone", "$INCLUDE /outside.inc\n" + Self.zone)
        for command in ["audit", "check"] {
            let server = command == "audit" ? ["example.com", "--zone", "part.zone"] : ["part.zone"]
            let run = try ProgramRun(
                [command] + server + ["--ignore", "S,Z,M,X103", "--format", "concise"], folder: folder.path)
            #expect(run.status == 3, "\(command): \(run.output)\(run.errors)")
        }
    }

    @Test("fail-on")
    func failOn() throws {
        #expect(try audit().status == 1)
        #expect(try explain().status == 1)
        try folder.write(".srvlint.yml", "fail-on: never\n")
        #expect(try ProgramRun(["check", "example.com.zone"], folder: folder.path).status == 0)
        #expect(try audit().status == 0)
        #expect(try explain().status == 0)
        #expect(try audit("--fail-on", "error").status == 1)
        #expect(try explain("--fail-on", "error").status == 1)
        #expect(try audit("--no-config").status == 1)
        #expect(try explain("--no-config").status == 1)
        try folder.write(".srvlint.yml", "fail-on: info\n")
        #expect(try explain("--fail-on", "never").status == 0)
    }

    @Test("select and ignore")
    func selection() throws {
        #expect(try isExplained("S301"))
        for text in ["ignore: [S301]\n", "select: [Z]\n"] {
            try folder.write(".srvlint.yml", text)
            #expect(try !audit().output.contains(" S301 "), "\(text)")
            #expect(try !isExplained("S301"), "\(text)")
            #expect(try isExplained("S301", "--no-config"), "\(text)")
        }
        #expect(try audit("--select", "S301").output.contains(" S301 "))
    }

    @Test("severity")
    func severity() throws {
        try folder.write(".srvlint.yml", "severity: {S301: info}\nselect: [S301]\n")
        #expect(try audit().output.contains("info S301"))
        let run = try explain()
        #expect(run.status == 0 && run.output.contains("\"severity\" : \"info\""), "\(run.output)")
    }

    @Test("per-file-ignores")
    func fileIgnores() throws {
        try folder.write(".srvlint.yml", "per-file-ignores: {\"*.zone\": [S301]}\n")
        #expect(try !audit().output.contains(" S301 "))
        #expect(try !isExplained("S301"))
    }

    @Test("the origin of a zone file")
    func origin() throws {
        try folder.write(
            "example.com.zone", Self.zone.replacing("$ORIGIN example.com.\n", with: ""))
        try folder.write(".srvlint.yml", "zones: {example.com.zone: {origin: example.org}}\n")
        #expect(try !isExplained("S301"), "the zone has no records for example.com")
        #expect(try isExplained("S301", "--no-config"))
    }

    @Test("the documents of a zone file, unless others are given")
    func documents() throws {
        try folder.write(
            ".srvlint.yml", "zones: {example.com.zone: {server-names: [example.com], well-known: server.json}}\n")
        try folder.write("other.json", "{\"m.server\": \"other.example.com:443\"}\n")
        #expect(try explain().output.contains("matrix.example.com:443"))
        #expect(try !explain("--no-config").output.contains("matrix.example.com:443"))
        #expect(try explain("--well-known", "other.json").output.contains("other.example.com"))
        #expect(try !explain("--well-known", "other.json").output.contains("matrix.example.com:443"))
        let overwritten = try audit("--output", "json:server.json")
        #expect(overwritten.status == 2 && overwritten.errors.contains("is read in this run"))
    }

    @Test("the configuration of a zone file is that of its directory, as for check")
    func directory() throws {
        try folder.write("zones/example.com.zone", Self.zone)
        try folder.write("zones/.srvlint.yml", "ignore: [S301]\n")
        for command in ["audit", "explain"] {
            let run = try ProgramRun(
                [command, "example.com", "--zone", "zones/example.com.zone"], folder: folder.path)
            #expect(!run.output.contains("S301"), "\(run.output)")
        }
    }

    @Test("a mistake in the configuration is wrong usage for every command")
    func mistakes() throws {
        try folder.write(".srvlint.yml", "fail-on: eror\n")
        for run in [try audit(), try explain()] {
            #expect(run.status == 2 && run.output.isEmpty && run.errors.contains(".srvlint.yml:1:10"))
        }
    }

    @Test("config show names the commands that a setting is for")
    func shown() throws {
        let lines = try ProgramRun(["config", "show"], folder: folder.path).output.split(separator: "\n")
        func line(_ key: String) -> Substring? { lines.first { $0.hasPrefix(key + " ") } }
        #expect(line("baseline")?.hasSuffix("(default, check and audit only)") == true)
        #expect(line("targets")?.hasSuffix("(default, check only)") == true)
        #expect(line("resolvers")?.hasSuffix("(default, audit and explain only)") == true)
        #expect(line("fail-on")?.hasSuffix("warning for check, error for audit and explain  (default)") == true)
    }
}
