import TestSupport
import Testing

/// Notes that hold for every zone of a kind, and that no change of the zone removes.
@Suite("check counts standing notes, and shows them on request")
struct StandingNoteTests {
    /// A correct zone: its SRV target is in another zone (S309).
    private static let zone = """
        $TTL 3600
        @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
        @ IN NS ns1.example.net.
        @ IN NS ns2.example.net.
        _imap._tcp IN SRV 0 0 143 mail.example.net.

        """

    private func check(_ arguments: String..., zone: String = Self.zone, configuration: String? = nil) throws
        -> ProgramRun
    {
        let folder = try ScratchDirectory()
        try folder.write("example.com.zone", zone)
        if let configuration { try folder.write(".srvlint.yml", configuration) }
        return try ProgramRun(
            ["check", "example.com.zone", "--origin", "example.com"] + arguments, folder: folder.path)
    }

    @Test("A correct zone has no findings, and the last line counts its notes")
    func hidden() throws {
        let run = try check()
        #expect(run.status == 0)
        #expect(run.output == "no findings in 1 file, 4 records · 1 note, shown with -v\n")
        #expect(try check("-q").output.isEmpty)
    }

    @Test(
        "Notes are shown with -v, when selected by code, prefix or name, and if info makes the run fail",
        arguments: [
            ["-v"], ["--select", "S309"], ["--select", "S"], ["--select", "srv-target-out-of-zone"],
            ["--fail-on", "info"],
        ]
    )
    func shown(_ options: [String]) throws {
        let folder = try ScratchDirectory()
        try folder.write("example.com.zone", Self.zone)
        let run = try ProgramRun(
            ["check", "example.com.zone", "--origin", "example.com", "--format", "concise"] + options,
            folder: folder.path)
        #expect(run.output.contains("info S309"))
        #expect(run.status == (options.contains("info") ? 1 : 0))
    }

    @Test("select of the configuration shows notes, and so does a higher severity")
    func configured() throws {
        #expect(try check(configuration: "select: [S309]\n").output.contains("info[S309]"))
        #expect(try check(configuration: "severity:\n  S309: warning\n").output.contains("warning[S309]"))
        #expect(!(try check(configuration: "ignore: [Z1]\n").output.contains("S309")))
    }

    @Test("JSON counts the notes that it does not list")
    func json() throws {
        let hidden = try check("--format", "json").output
        #expect(hidden.contains("\"standingNotes\" : 1") && !hidden.contains("\"rule\" : \"S309\""))
        let shown = try check("--format", "json", "-v").output
        #expect(shown.contains("\"standingNotes\" : 0") && shown.contains("\"rule\" : \"S309\""))
    }

    @Test("A comment that suppresses a note is not reported as unused")
    func suppressed() throws {
        let zone = Self.zone.replacing("mail.example.net.", with: "mail.example.net. ; srvlint: ignore[S309] elsewhere")
        let run = try check(zone: zone)
        #expect(run.output == "no findings (1 suppressed) in 1 file, 4 records\n")
    }
}
