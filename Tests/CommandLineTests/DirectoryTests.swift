import TestSupport
import Testing

@Suite("Zone files in directories")
struct DirectoryTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
    }

    private func files(_ paths: String...) throws -> [Substring] {
        let run = try ProgramRun(["check", "--show-files"] + paths, folder: folder.path)
        return run.output.split(separator: "\n")
    }

    private static let record = "www IN A 192.0.2.1\n"

    @Test(
        "are recognised by name and first lines",
        arguments: [
            ("example.com.zone", SampleZones.good), ("example.zonefile", ""), ("x.zone", "not a zone\n"),
            ("db.example.com", SampleZones.good), ("db.192.168.1", "; reverse\n\n" + SampleZones.good),
            ("example.com.db", "$include other\n"), ("db.hosts", record), ("pri.example.org", "$TTL 1d\n"),
            ("master.example.net", "@ 1D IN SOA a b 1 2 3 4 5\n"), ("named.local", "@ SOA a b (\n"),
            // A file with a misspelt directive on the first line must be checked.
            ("db.typo.example", "$TLL 3600\n" + record), ("example.dns", "\u{FEFF}$ORIGIN example.com.\n"),
            // Other names, but clearly zones.
            ("zonefile.txt", SampleZones.good), ("example.com", "@ IN SOA a b 1 2 3 4 5\n"),
            ("axfr-output", ";; header\nexample.com. 3600 IN SOA a. b. 1 2 3 4 5\n"),
        ])
    func recognised(name: String, text: String) throws {
        try folder.write(name, text)
        #expect(try files(".") == [name[...]])
    }

    @Test(
        "files with a similar name, or with such a line further down, are skipped",
        arguments: [
            ("src/db.py", "import sqlite3\n# www IN A 192.0.2.1\n"), ("db.ts", "export const db = 1\n"),
            ("config/master.yaml", "key: value\n"), ("db.env", "DB_HOST=localhost\n"),
            ("db.sql", "CREATE TABLE a (b INT);\n"), ("app.db", "SQLite format 3\0"), ("named.conf", "options {\n"),
            ("db.pl", "$TTL = 5;\n"), ("x.php", "$ORIGIN = 'a';\n"), ("shell", "$TTL -eq 3\nfoo\n"),
            ("README.md", "# Zones\n\n$TTL 3600\n@ IN SOA a b 1 2 3 4 5\n"),
            ("hosts.inc", record), ("prose", "the class is IN A sense\n"),
            ("example.com.zone.j2", SampleZones.good), ("example.com.zone.bak", SampleZones.good),
            ("example.com.zone~", SampleZones.good), ("example.com.zone.signed", SampleZones.good),
            ("example.com.zone.jnl", SampleZones.good),
            (".hidden/a.zone", SampleZones.good), (".git/a.zone", SampleZones.good), (".a.zone", SampleZones.good),
            ("node_modules/x/a.zone", SampleZones.good),
        ])
    func leftOut(name: String, text: String) throws {
        try folder.write(name, text)
        #expect(try files(".").isEmpty)
    }

    @Test("are listed in order, and links to parent directories do not cause a loop")
    func order() throws {
        for name in ["b/2.zone", "b/1.zone", "a.zone", "c.zone", "b/d/x.zone"] {
            try folder.write(name, SampleZones.good)
        }
        try folder.link("b/up", to: "..")
        try folder.link("again", to: "b")
        #expect(try files(".") == ["a.zone", "again/1.zone", "again/2.zone", "again/d/x.zone", "c.zone"])
        try folder.makePipe("p.zone")
        #expect(
            try files("b", "b/1.zone", "a.zone") == ["b/1.zone", "b/2.zone", "b/d/x.zone", "a.zone"])
    }

    @Test("symbolic links to outside the directory are reported and followed only if given")
    func linkOut() throws {
        try folder.write("elsewhere/x.zone", SampleZones.good)
        try folder.write("here/a.zone", SampleZones.good)
        try folder.link("here/out", to: "../elsewhere")
        let run = try ProgramRun(["check", "here"], folder: folder.path)
        #expect(run.status == 0 && run.output.contains("in 1 file,"))
        #expect(run.errors.hasPrefix("note: skipped here/out: symbolic link to outside the directory"))
        #expect(try files("here", "here/out") == ["here/a.zone", "here/out/x.zone"])
    }

    @Test("a file with two names is checked once, unless both are given or make it two zones")
    func twoNames() throws {
        try folder.write("a/demo.zone", SampleZones.good)
        try folder.link("a/link.zone", to: "demo.zone")
        #expect(try files("a") == ["a/demo.zone"])
        #expect(try files("a/link.zone", "a") == ["a/link.zone"])
        #expect(try files("a/demo.zone", "a/link.zone") == ["a/demo.zone", "a/link.zone"])
        try folder.write("b/example.com.zone", SampleZones.fragment)
        try folder.link("b/example.net.zone", to: "example.com.zone")
        #expect(try files("b") == ["b/example.com.zone", "b/example.net.zone"])
    }

    @Test("a directory without zone files does not count as clean")
    func noZone() throws {
        try folder.makeDirectory("empty")
        let run = try ProgramRun(["check", "empty", "--format", "concise"], folder: folder.path)
        #expect(run.status == 3)
        #expect(run.output.hasPrefix("empty: not checked X103 could not be checked: no zone file was found"))
    }

    @Test("without a path the current directory is checked")
    func currentFolder() throws {
        try folder.write("zones/bad.zone", SampleZones.bad)
        let run = try ProgramRun(["check", "--format", "concise"], folder: folder.path)
        #expect(run.output.hasPrefix("zones/bad.zone:8:35: "))
    }

    @Test("a dangling link with the name of a zone is reported")
    func danglingLink() throws {
        try folder.link("gone.zone", to: "nowhere")
        try folder.link("gone.txt", to: "nowhere")
        try folder.write("good.zone", SampleZones.good)
        let run = try ProgramRun(["check", ".", "--format", "concise"], folder: folder.path)
        #expect(run.status == 3)
        #expect(run.output == "gone.zone: not checked X103 could not be checked: no such file or directory\n")
    }
}
