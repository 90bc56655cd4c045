import Foundation
import TestSupport
import Testing

@Suite("srvlint diff")
struct DiffCommandTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("old.zone", SampleZones.good)
    }

    private func diff(_ arguments: [String], input: ProgramRun.Input = .nothing) throws -> ProgramRun {
        try ProgramRun(
            ["diff"] + arguments, input: input, folder: folder.path,
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder.path])
    }

    @Test("equal zones print one line and exit with 0, different ones with 1, and --exit-zero with 0")
    func status() throws {
        let same = try diff(["old.zone", "old.zone"])
        #expect(same.status == 0 && same.output == "no differences in 1 zone\n", "\(same)")
        #expect(try diff(["-q", "old.zone", "old.zone"]).output.isEmpty)
        try folder.write("new.zone", SampleZones.good.replacing("192.0.2.10", with: "192.0.2.11"))
        let other = try diff(["old.zone", "new.zone"])
        #expect(other.status == 1)
        #expect(other.output.contains("- web.example.com. 3600 IN A 192.0.2.10  ; old.zone:6\n"), "\(other.output)")
        #expect(other.output.contains("+ web.example.com. 3600 IN A 192.0.2.11  ; new.zone:6\n"))
        #expect(other.output.contains("the serial is still 2026112101"))
        #expect(try diff(["--exit-zero", "old.zone", "new.zone"]).status == 0)
    }

    @Test("a file that is missing is not compared: 3, and wrong usage is 2")
    func notCompared() throws {
        let missing = try diff(["old.zone", "missing.zone"])
        #expect(missing.status == 3 && missing.errors.contains("X103"), "\(missing)")
        #expect(!missing.output.contains("was removed"))
        #expect(try diff(["old.zone"]).status == 2)
        #expect(try diff(["-", "-"]).status == 2)
        #expect(try diff(["--against", "HEAD", "old.zone"]).status == 2)
    }

    @Test("an unreadable record is reported as by check, and listed as unknown")
    func unreadable() throws {
        try folder.write("new.zone", SampleZones.good.replacing("192.0.2.10", with: "192.0.2.300"))
        let run = try diff(["old.zone", "new.zone"])
        #expect(run.status == 3 && run.errors.contains("error[Z104]"), "\(run)")
        #expect(run.output.contains("? web.example.com. 3600 IN A 192.0.2.10  ; old.zone:6\n"), "\(run.output)")
        #expect(!run.output.contains("\n- "))
    }

    @Test("standard input gets the origin of the other file")
    func standardInput() throws {
        let text = SampleZones.good.replacing("$ORIGIN example.com.\n", with: "")
        try folder.write("example.com.zone", text)
        let run = try diff(["-", "example.com.zone"], input: .text(text))
        #expect(run.status == 0, "\(run)")
    }

    @Test("control characters, bars and backticks of a zone have no effect in any format")
    func hostile() throws {
        try folder.write("new.zone", SampleZones.good + "evil IN TXT \"\u{1B}[31m|`<b>@all`\u{202E}\"\n")
        for format in ["text", "markdown", "json"] {
            let run = try diff(["--format", format, "old.zone", "new.zone"])
            #expect(run.status == 1 && !run.output.contains("\u{1B}") && !run.output.contains("\u{202E}"), "\(format)")
        }
        let markdown = try diff(["--format", "markdown", "old.zone", "new.zone"]).output
        let row = try #require(markdown.split(separator: "\n").first { $0.contains("evil") })
        #expect(row.split(separator: "|").count == 3, "\(row)")
    }

    @Test("JSON has every record with its position and the consequence for Matrix servers")
    func json() throws {
        let old = SampleZones.beginning + "_matrix-fed._tcp IN SRV 10 0 8448 web\n"
        try folder.write("old.zone", old)
        try folder.write("new.zone", old.replacing("8448 web", with: "443 web"))
        let run = try diff(["--format", "json", "old.zone", "new.zone"])
        let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let zone = try #require((json["zones"] as? [[String: Any]])?.first)
        let change = try #require((zone["changes"] as? [[String: Any]])?.first)
        #expect(
            change["owner"] as? String == "_matrix-fed._tcp.example.com." && change["change"] as? String == "changed")
        let added = try #require((change["added"] as? [[String: Any]])?.first)
        #expect(added["data"] as? String == "10 0 443 web.example.com.")
        let start = ((added["location"] as? [String: Any])?["start"] as? [String: Any])?["line"] as? Int
        #expect(start == 7)
        let server = try #require((json["servers"] as? [[String: Any]])?.first)
        #expect(server["serverName"] as? String == "example.com")
    }

    @Test("--against sees changes inside included files, and a file that git does not have is unknown")
    func against() throws {
        try folder.write("zones/a.zone", SampleZones.beginning + "$INCLUDE hosts.inc\n$INCLUDE local.inc\n")
        try folder.write("zones/hosts.inc", "a IN A 192.0.2.1\nb IN A 192.0.2.2\n")
        try folder.write("zones/local.inc", "c IN A 192.0.2.3\n")
        try folder.remove("old.zone")
        try git("init", "-q", ".")
        try git("add", "zones/a.zone", "zones/hosts.inc")
        try git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "first")
        let same = try diff(["--against", "HEAD", "zones/a.zone"])
        #expect(same.status == 3 && same.output.contains("? c.example.com. 3600 IN A 192.0.2.3"), "\(same)")
        try folder.write("zones/hosts.inc", "b IN A 192.0.2.2\na IN A 192.0.2.9\n")
        let run = try diff(["--against", "HEAD", "zones/a.zone"])
        #expect(run.status == 1)
        #expect(run.output.contains("- a.example.com. 3600 IN A 192.0.2.1  ; zones/hosts.inc:1\n"), "\(run.output)")
        #expect(run.output.contains("? a.example.com. 3600 IN A 192.0.2.9  ; zones/hosts.inc:2\n"))
        let check = try ProgramRun(
            ["check", "--against", "HEAD", "--format", "concise", "zones/a.zone"], folder: folder.path,
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder.path])
        #expect(check.output.contains("Z250"), "\(check.output)")
        // A file that was moved is still the same records.
        try folder.write("zones/moved.inc", "a IN A 192.0.2.1\nb IN A 192.0.2.2\n")
        try folder.remove("zones/hosts.inc")
        try folder.write("zones/a.zone", SampleZones.beginning + "$INCLUDE moved.inc\n$INCLUDE local.inc\n")
        let moved = try diff(["--against", "HEAD", "zones/a.zone"])
        #expect(
            moved.status == 3 && !moved.output.contains("\n- ") && !moved.output.contains("\n+ "), "\(moved.output)")
    }

    @Test("--against lists a zone whose file was deleted, and compares one that moved")
    func deleted() throws {
        try folder.write("zones/a.zone", SampleZones.good)
        try folder.write("zones/sub/db.b", SampleZones.good.replacing("example.com.", with: "example.net."))
        try folder.write("zones/hosts.inc", "$TTL 1\na IN A 192.0.2.1\n")
        try folder.write("zones/notes.txt", "not a zone\n")
        try git("init", "-q", ".")
        try git("add", "zones")
        try git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "first")
        for name in ["sub/db.b", "hosts.inc", "notes.txt"] { try folder.remove("zones/\(name)") }
        let run = try diff(["--against", "HEAD", "zones"])
        #expect(run.status == 1 && run.errors.isEmpty, "\(run)")
        #expect(run.output.contains("Zone example.net. in zones/sub/db.b\n  = the whole zone was removed"), "\(run)")
        #expect(run.output.hasSuffix("\n1 zone removed\n"), "\(run.output)")
        let named = try diff(["--against", "HEAD", "zones/sub/db.b"])
        #expect(named.status == 1 && named.output.contains("the whole zone was removed"), "\(named)")
        try folder.write(
            "zones/moved.zone",
            SampleZones.good.replacing("example.com.", with: "example.net.")
                .replacing("192.0.2.10", with: "192.0.2.11"))
        let moved = try diff(["--against", "HEAD", "zones"])
        #expect(
            moved.output.contains("- web.example.net. 3600 IN A 192.0.2.10  ; zones/sub/db.b:6\n"), "\(moved.output)")
        #expect(!moved.output.contains("zone removed") && !moved.output.contains("zone added"))
        #expect(try diff(["--against", "HEAD", "zones/never.zone"]).status == 3)
        // The directory of the repository itself.
        let whole = try diff(["--against", "HEAD"])
        #expect(whole.output.contains("- web.example.net. 3600 IN A 192.0.2.10  ; zones/sub/db.b:6\n"), "\(whole)")
    }

    private func git(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder.path] + arguments
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
