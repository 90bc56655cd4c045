import TestSupport
import Testing

@Suite("Included files")
struct IncludeTests {
    private let folder: ScratchDirectory
    private static let wrong = "www IN A 192.0.2.300\n"
    private static let right = "www IN A 192.0.2.10\n"

    init() throws {
        folder = try ScratchDirectory()
    }

    private func zone(_ name: String, _ text: String) throws {
        try folder.write(name, SampleZones.beginning + text)
    }

    private func concise(_ arguments: String..., input: ProgramRun.Input = .nothing) throws -> ProgramRun {
        try ProgramRun(
            ["check", "--format", "concise"] + arguments, input: input, folder: folder.path, limit: 60
        )
    }

    // MARK: - Base of paths

    @Test("a relative path starts at --include-base, at the including file, or at the working directory")
    func base() throws {
        try zone("zones/a.zone", "$INCLUDE hosts.inc\n")
        try folder.makeDirectory(".git")
        try folder.write("hosts.inc", Self.wrong)
        let working = try concise("zones/a.zone")
        #expect(working.output.hasPrefix("hosts.inc:1:10: error Z104"))
        try folder.write("zones/hosts.inc", "\n" + Self.wrong)
        let own = try concise("zones/a.zone", "--target", "bind")
        #expect(own.output.contains("zones/a.zone:7:10: info Z303"))
        #expect(own.output.contains("zones/hosts.inc:2:10: error Z104"))
        try folder.write("base/hosts.inc", "\n\n" + Self.wrong)
        let given = try concise("zones/a.zone", "--include-base", "base")
        #expect(given.output.hasPrefix("base/hosts.inc:3:10: error Z104"))
    }

    @Test("paths in an included file are relative to it")
    func nested() throws {
        try zone("a.zone", "$INCLUDE sub/one.inc\n")
        try folder.write("sub/one.inc", "$INCLUDE two.inc\n")
        try folder.write("sub/two.inc", Self.wrong)
        #expect(try concise("a.zone").output.hasPrefix("sub/two.inc:1:10: error Z104"))
    }

    @Test("paths in standard input are relative to the working directory or the given name")
    func standardInput() throws {
        try folder.write("hosts.inc", Self.wrong)
        try folder.write("zones/hosts.inc", "\n" + Self.wrong)
        let text = SampleZones.beginning + "$INCLUDE hosts.inc\n"
        #expect(try concise("-", input: .text(text)).output.hasPrefix("hosts.inc:1:10: "))
        #expect(try concise("/dev/stdin", input: .text(text)).output.hasPrefix("hosts.inc:1:10: "))
        let named = try concise("-", "--stdin-filename", "zones/new.zone", input: .text(text))
        #expect(named.output.hasPrefix("zones/hosts.inc:2:10: "))
    }

    // MARK: - Files outside

    @Test(
        "a file outside the tree of the zone is neither read nor shown unless --include-base allows it",
        arguments: ["../secret.inc", "ABSOLUTE", "link.inc", "down/secret.inc"])
    func outside(path: String) throws {
        try folder.write("secret.inc", "password IN A 192.0.2.300\n")
        try folder.makeDirectory("zones")
        try folder.link("zones/link.inc", to: "../secret.inc")
        try folder.link("zones/down", to: "..")
        let absolute = path == "ABSOLUTE" ? folder.path + "/secret.inc" : path
        try zone("zones/a.zone", "$INCLUDE \(absolute)\n")
        let run = try ProgramRun(["check", "zones/a.zone", "--format", "json"], folder: folder.path)
        #expect(run.status == 3)
        #expect(run.output.contains("X103") && run.output.contains("incomplete"))
        #expect(!run.output.contains("password") && !run.output.contains("192.0.2.300"))
        let allowed = try concise("zones/a.zone", "--include-base", ".")
        #expect(allowed.status == 1)
        #expect(allowed.output.contains("error Z104"))
    }

    @Test("the existence of a file outside is not checked", arguments: ["/nowhere/hosts.inc", "../../nowhere.inc"])
    func outsideAndMissing(path: String) throws {
        try zone("zones/a.zone", "$INCLUDE \(path)\n")
        let run = try concise("zones/a.zone")
        #expect(
            run.output.hasPrefix("zones/a.zone:7:10: not checked X103 the included file was not read: it is"))
        #expect(run.status == 3)
    }

    @Test("the tree of a zone is its whole repository except the files of git")
    func repository() throws {
        try folder.write(".git/config", Self.wrong)
        try folder.write("shared/hosts.inc", Self.wrong)
        try zone("zones/a.zone", "$INCLUDE ../shared/hosts.inc\n$INCLUDE ../.git/config\n")
        let run = try concise("zones/a.zone")
        #expect(run.output.contains("zones/../shared/hosts.inc:1:10: error Z104"))
        #expect(run.output.contains("zones/a.zone:8:10: not checked X103"))
        #expect(!run.output.contains(".git/config:1"))
    }

    @Test("a path that is not a regular file is refused at once, with the reason")
    func notReadable() throws {
        try folder.makePipe("pipe")
        try folder.makeDirectory("folder")
        try zone("a.zone", "$INCLUDE pipe\n$INCLUDE folder\n$INCLUDE missing\n$INCLUDE \"\"\n")
        let run = try concise("a.zone")
        #expect(run.status == 1)
        #expect(run.output.contains("a.zone:7:10: error Z113 `pipe` cannot be included: it is a named pipe\n"))
        #expect(run.output.contains("a.zone:8:10: error Z113 `folder` cannot be included: it is a directory\n"))
        #expect(
            run.output.contains(
                "a.zone:9:10: error Z113 `missing` cannot be included: no such file or directory in the working directory\n"
            ))
        #expect(run.output.contains("a.zone:10:10: error Z113"))
        try zone("zero.zone", "$INCLUDE zero\n")
        let device = try concise("zero.zone", "--include-base", "/dev")
        #expect(device.output.contains("it is a device"))
    }

    @Test("--include-base must be a directory", arguments: ["missing", "file"])
    func wrongBase(path: String) throws {
        try folder.write("file", "")
        let run = try concise("--include-base", path)
        #expect(run.status == 2)
        #expect(run.errors.contains("`--include-base`: `\(path)`"))
    }

    // MARK: - Loops and bombs

    @Test("a file that includes itself by another name is recognised")
    func loop() throws {
        try zone("a.zone", "$INCLUDE b.inc\n$INCLUDE ./a.zone\n")
        try folder.write("b.inc", "$INCLUDE c.inc\n")
        try folder.link("c.inc", to: "b.inc")
        let run = try concise("a.zone")
        #expect(run.output.contains("a.zone:8:10: error Z114"))
        #expect(run.output.contains("b.inc:1:10: error Z114"))
    }

    @Test("eleven levels are too many")
    func depth() throws {
        try zone("a.zone", "$INCLUDE 1.inc\n")
        for number in 1...10 { try folder.write("\(number).inc", "$INCLUDE \(number + 1).inc\n") }
        try folder.write("11.inc", Self.right)
        let run = try concise("a.zone")
        #expect(run.output.hasPrefix("10.inc:1:10: error Z114 `11.inc` is nested more than 10 files deep"))
    }

    @Test("files that include others repeatedly reach a limit, in bounded time and output")
    func bomb() throws {
        try zone("a.zone", "$INCLUDE 1.inc\n")
        for number in 1...9 {
            try folder.write("\(number).inc", String(repeating: "$INCLUDE \(number + 1).inc\n", count: 10))
        }
        try folder.write("10.inc", Self.right)
        let run = try concise("a.zone")
        #expect(run.output.contains("not checked X104 the zone includes more than 5000 files"))
        #expect(run.output.utf8.count < 20_000)
        #expect(run.seconds < 30)
    }

    // MARK: - Files that are given and included

    @Test("a file that is given and included is checked once, as part of the zone", arguments: [false, true])
    func givenTwice(zoneFirst: Bool) throws {
        // With another origin, or checked alone, the target would not be an alias.
        try zone("a.zone", "alias IN CNAME web\n$INCLUDE srv.inc\n")
        try folder.write("srv.inc", "_submission._tcp IN SRV 10 0 8448 alias\n")
        let paths = zoneFirst ? ["a.zone", "./srv.inc"] : ["./srv.inc", "a.zone"]
        let run = try ProgramRun(["check", "-v", "--format", "concise"] + paths, folder: folder.path)
        #expect(run.output == "srv.inc:1:35: error S301 SRV target is an alias\n")
        #expect(run.errors.contains("./srv.inc: checked as part of a.zone, which includes it\n"))
        let json = try ProgramRun(["check", "--format", "json"] + paths, folder: folder.path).output
        #expect(json.contains(#""includedBy" : "a.zone""#) && json.contains(#""status" : "included""#))
        #expect(json.contains("\"message\" : \"included here\""))
    }

    @Test("of files that include each other one is checked")
    func mutual() throws {
        try zone("a.zone", "$INCLUDE b.zone\n")
        try folder.write("b.zone", "$INCLUDE a.zone\n" + Self.wrong)
        let run = try concise("a.zone", "b.zone")
        #expect(run.output.split(separator: "\n").count { $0.contains("Z104") } == 1)
        #expect(run.output.contains("b.zone:1:10: error Z114"))
    }

    @Test("a finding in a file that is included twice is reported once")
    func includedTwice() throws {
        try zone("a.zone", "$INCLUDE hosts.inc\n$INCLUDE hosts.inc sub\n")
        try folder.write("hosts.inc", Self.wrong)
        let run = try concise("a.zone")
        #expect(run.output.split(separator: "\n").count == 1)
    }

    @Test("suppression comments work in an included file and at a $GENERATE")
    func suppressed() throws {
        try zone("a.zone", "$INCLUDE hosts.inc\n$GENERATE 1-3 h$ A 192.0.2.300 ; srvlint: ignore[Z104] on purpose\n")
        try folder.write("hosts.inc", "www IN A 192.0.2.300 ; srvlint: ignore[Z104] on purpose\n")
        #expect(try concise("a.zone").output.isEmpty)
    }

    @Test("a mistake of a $GENERATE is reported once, at the directive, with the first number")
    func generated() throws {
        try zone("a.zone", "$GENERATE 5-2000 h$ A 192.0.2.300\n")
        let run = try ProgramRun(["check", "a.zone"], folder: folder.path)
        #expect(run.output.contains("--> a.zone:7:1"))
        #expect(run.output.contains("for 5: `h5 A 192.0.2.300`"))
        #expect(run.output.contains("and 1995 more iterations"))
        #expect(run.output.contains("1 finding in 1 file"))
    }
}
