import TestSupport
import Testing

@Suite("Configuration")
struct ConfigurationTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.makeDirectory(".git")
        try folder.write("zones/bad.zone", SampleZones.bad)
    }

    private func check(_ arguments: String..., in place: String = "") throws -> ProgramRun {
        try ProgramRun(["check", "--format", "concise"] + arguments, folder: folder.path + "/" + place)
    }

    /// Returns the origin of a file and its source.
    private func origin(of file: String, _ arguments: String...) throws -> String {
        let run = try ProgramRun(["check", "-v", file] + arguments, folder: folder.path)
        let line = run.errors.split(separator: "\n").first { $0.hasPrefix("srvlint: \(file): ") }
        return line.map { String($0.dropFirst("srvlint: \(file): ".count).prefix { $0 != "," }) } ?? run.errors
    }

    // MARK: - Keys

    @Test("select, ignore and fail-on hold, and options beat them")
    func settings() throws {
        try folder.write(".srvlint.yml", "ignore: [srv-target-alias]\n")
        #expect(try check("zones").status == 0)
        #expect(try check("zones", "--no-config").status == 1)
        #expect(try check("zones", "--select", "S301").status == 1)
        try folder.write(".srvlint.yml", "select: [X]\n")
        #expect(try check("zones").status == 0)
        #expect(try check("zones", "--select", "S").status == 1)
        try folder.write(".srvlint.yml", "fail-on: never\n")
        #expect(try check("zones").status == 0)
        #expect(try check("zones", "--fail-on", "error").status == 1)
        try folder.write(".srvlint.yml", "# nothing yet\n")
        #expect(try check("zones").status == 1)
    }

    @Test("it is found above the first path, no higher than the repository, and can be named")
    func search() throws {
        try folder.write(".srvlint.yml", "ignore: [S301]\n")
        try folder.write("a/b/bad.zone", SampleZones.bad)
        #expect(try check("a/b/bad.zone").status == 0)
        #expect(try check("bad.zone", in: "a/b").status == 0)
        #expect(try check(folder.path + "/a", in: "..").status == 0)
        try folder.makeDirectory("a/.git")
        #expect(try check("bad.zone", in: "a/b").status == 1)
        #expect(try check("bad.zone", "--config", "../../.srvlint.yml", in: "a/b").status == 0)
        try folder.write("a/.srvlint.yml", "fail-on: never\n")
        #expect(try check("b", in: "a").status == 0)
        let stdin = try ProgramRun(
            ["check", "-", "--stdin-filename", "a/x.zone"], input: .text(SampleZones.bad), folder: folder.path
        )
        #expect(stdin.status == 0)
    }

    @Test("a configuration with a similar name is reported")
    func otherSuffix() throws {
        try folder.write(".srvlint.yaml", "ignore: [S301]\n")
        let run = try check("zones")
        #expect(run.status == 2 && run.errors.contains("in `.srvlint.yml`, found `.srvlint.yaml`"))
    }

    @Test("the first entry that matches gives the origin; --origin beats it")
    func origins() throws {
        try folder.write("zones/hosts.inc", SampleZones.fragment)
        try folder.write(
            ".srvlint.yml",
            """
            zones:
              zones/hosts.*:
                origin: sub.example.com
                server-names: [example.com, "matrix.example.com:8448", "[2001:db8::1]"]
              "zones/*":
                origin: other.example.
            """)
        #expect(try origin(of: "zones/hosts.inc") == "origin sub.example.com. (configuration)")
        #expect(try origin(of: "./zones/hosts.inc") == "origin sub.example.com. (configuration)")
        #expect(try origin(of: "zones/bad.zone") == "origin other.example. (configuration)")
        #expect(try origin(of: "zones/bad.zone", "--origin", "a.example") == "origin a.example. (--origin)")
    }

    @Test("a fragment is read with the origin of its parent")
    func parents() throws {
        try folder.write("zones/hosts.inc", SampleZones.fragment)
        try folder.write("zones/more.inc", SampleZones.fragment)
        try folder.write("zones/parent.zone", "@ 3600 IN SOA a. b. 1 2 3 4 5\n")
        try folder.write(
            ".srvlint.yml",
            """
            zones:
              zones/hosts.inc: {parent: zones/bad.zone}
              zones/more.inc: {parent: zones/parent.zone}
              zones/parent.zone: {origin: example.net}
            """)
        #expect(try origin(of: "zones/hosts.inc") == "origin example.com. (configuration)")
        #expect(try origin(of: "zones/more.inc") == "origin example.net. (configuration)")
    }

    @Test(
        "patterns",
        arguments: [
            ("a.zone", "a.zone", true), ("a.zone", "x/a.zone", false), ("./a.zone", "a.zone", true),
            ("*.zone", "a.zone", true), ("*.zone", "x/a.zone", false), ("**/*.zone", "a.zone", true),
            ("**/*.zone", "x/y/a.zone", true), ("x/**", "x/y/a.zone", true), ("x/**/a.zone", "x/a.zone", true),
            ("x/**/a.zone", "x/y/z/a.zone", true), ("x/**/a.zone", "xa.zone", false), ("**/a.zone", "ba.zone", false),
            ("?.zone", "a.zone", true), ("?.zone", "ab.zone", false), ("x?a.zone", "x/a.zone", false),
            ("[a-c].zone", "b.zone", true), ("[!a-c].zone", "b.zone", false), ("[!a-c].zone", "d.zone", true),
            ("[]x].zone", "].zone", true), ("\\\\*.zone", "*.zone", true), ("\\\\*.zone", "a.zone", false),
            ("a*b*c", "axxbyyc", true), ("a*b*c", "axxbyy", false), ("A.zone", "a.zone", false),
            ("**", "x/a.zone", true), ("db.*", "db.example.com", true),
        ])
    func patterns(pattern: String, file: String, matches: Bool) throws {
        try folder.write(file, SampleZones.fragment)
        // A key for one file must name an existing one.
        if !pattern.contains(where: "*?[".contains) { try folder.write(pattern, SampleZones.fragment) }
        try folder.write(".srvlint.yml", "zones: {\"\(pattern)\": {origin: found.example}}\n")
        #expect(try origin(of: file).contains("found.example.") == matches)
    }

    // MARK: - Files

    @Test("what is not UTF-8, not readable, too large or too deep is said")
    func unreadable() throws {
        try folder.write(".srvlint.yml", Array("select: []\n# caf".utf8) + [0xE9] + Array(" x\n".utf8))
        #expect(try check("zones").errors.contains("not UTF-8\n  --> .srvlint.yml:2:6\n"))
        try folder.write(".srvlint.yml", String(repeating: "[", count: 100_000))
        #expect(try check("zones").errors.contains("nested too deeply"))
        try folder.write(".srvlint.yml", String(repeating: "- ", count: 100_000))
        #expect(try check("zones").errors.contains("nested too deeply"))
        try folder.write(".srvlint.yml", String(repeating: "# a\n", count: 300_000))
        #expect(try check("zones").errors.contains("larger than 1 MiB"))
        let missing = try check("zones", "--config", ".srvlnt.yml")
        #expect(missing.status == 2 && missing.errors.contains("did you mean `.srvlint.yml`?"))
        let endless = try check("zones", "--config", "/dev/zero")
        #expect(endless.status == 2 && endless.errors.contains("it is a device"))
        let isFolder = try check("zones", "--config", "zones")
        #expect(isFolder.status == 2 && isFolder.errors.contains("it is a directory"))
    }

    @Test("a parent that is not there, or that leads in a circle, is a mistake of the configuration")
    func badParents() throws {
        try folder.write("zones/hosts.inc", SampleZones.fragment)
        try folder.write(".srvlint.yml", "zones:\n  zones/hosts.inc: {parent: zones/nowhere.zone}\n")
        let missing = try check("zones/hosts.inc")
        #expect(missing.status == 2 && missing.errors.contains(".srvlint.yml:2:29"))
        #expect(missing.errors.contains("no such file or directory"))
        try folder.write(
            ".srvlint.yml",
            "zones:\n  zones/hosts.inc: {parent: zones/bad.zone}\n  zones/bad.zone: {parent: zones/hosts.inc}\n")
        let circle = try check("zones/hosts.inc")
        #expect(circle.status == 2 && circle.errors.contains("leads back"))
    }

    @Test("a pattern for fragments may cover their parent, which speaks for itself")
    func coveredParent() throws {
        try folder.write("zones/hosts.inc", SampleZones.fragment)
        try folder.write(".srvlint.yml", "zones:\n  \"zones/*\": {parent: zones/bad.zone}\n")
        #expect(try origin(of: "zones/hosts.inc") == "origin example.com. (configuration)")
        #expect(try origin(of: "zones/bad.zone") == "origin example.com. (SOA record)")
        try folder.write(".srvlint.yml", "zones:\n  zones/bad.zone: {parent: zones/bad.zone}\n")
        #expect(try check("zones").status == 2)
    }

    @Test("a configuration that is a link to nowhere, or a pipe, is said and not passed over or waited for")
    func noFile() throws {
        try folder.link(".srvlint.yml", to: "nowhere.yml")
        let link = try check("zones")
        #expect(link.status == 2 && link.errors.contains("it is a dangling symbolic link"), "\(link.errors)")
        try folder.makeDirectory("a/.git")
        try folder.write("a/bad.zone", SampleZones.bad)
        try folder.makePipe("a/.srvlint.yml")
        let pipe = try ProgramRun(["check", "bad.zone"], folder: folder.path + "/a", limit: 20)
        #expect(pipe.status == 2 && pipe.errors.contains("it is a named pipe"), "\(pipe.errors)")
        #expect(try check("bad.zone", "--no-config", in: "a").status == 1)
        let named = try ProgramRun(
            ["check", "bad.zone", "--config", ".srvlint.yml"], folder: folder.path + "/a",
            beside: "echo 'ignore: [S301]' > .srvlint.yml")
        #expect(named.status == 0, "\(named.errors)")
    }
}
