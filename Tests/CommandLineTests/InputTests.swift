import TestSupport
import Testing

@Suite("Input files")
struct InputTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("bad.zone", SampleZones.bad)
    }

    private func concise(
        _ arguments: String..., input: ProgramRun.Input = .nothing, limit: Double = 60
    ) throws -> ProgramRun {
        try ProgramRun(
            ["check", "--format", "concise"] + arguments, input: input, folder: folder.path, limit: limit
        )
    }

    @Test("standard input is read once, with the given name", arguments: ["-", "/dev/stdin", "/dev/fd/0"])
    func standardInput(path: String) throws {
        let piped = try concise(path, path, input: .text(SampleZones.bad))
        #expect(piped.output == "\(path):8:35: error S301 SRV target is an alias\n")
        let named = try concise(path, "--stdin-filename", "a/b.zone", input: .file(folder.path + "/bad.zone"))
        #expect(named.output == "a/b.zone:8:35: error S301 SRV target is an alias\n")
    }

    @Test("the origin is taken from the name for standard input")
    func nameTellsOrigin() throws {
        let text = "@ 3600 IN SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n"
        let run = try ProgramRun(
            ["check", "-", "--stdin-filename", "example.org.zone", "--format", "json"], input: .text(text)
        )
        #expect(run.output.contains(#""origin" : "example.org.""#))
        #expect(run.output.contains(#""originFrom" : "filename""#))
    }

    @Test("a named pipe is read to its end")
    func pipe() throws {
        try folder.makePipe("pipe")
        let path = folder.path
        // `cat` in the shell writes the output of the program to the pipe.
        let run = try ProgramRun(["check", "pipe", "--format", "concise"], folder: path, beside: "cat bad.zone > pipe")
        #expect(run.output == "pipe:8:35: error S301 SRV target is an alias\n")
    }

    @Test("a pipe without a writer does not block")
    func silentPipe() throws {
        try folder.makePipe("pipe")
        let run = try concise("pipe", "bad.zone", limit: 30)
        #expect(run.status == 1)
        #expect(
            run.output.contains("pipe: not checked X103 could not be checked: it is a named pipe without a writer"))
    }

    @Test("devices are refused at once", arguments: ["/dev/zero", "/dev/full", "/dev/random"])
    func devices(path: String) throws {
        let run = try concise(path, limit: 10)
        #expect(run.status == 3)
        #expect(run.output == "\(path): not checked X103 could not be checked: it is a device\n")
        let redirected = try concise("-", input: .file(path), limit: 10)
        #expect(redirected.output == "-: not checked X103 could not be checked: standard input is a device\n")
    }

    @Test("standard input may be closed or empty")
    func noInput() throws {
        let closed = try concise("-", input: .closed)
        #expect(closed.status == 3 && closed.output.contains("standard input is closed"))
        #expect([0, 1, 3].contains(try concise("-", input: .nothing).status))
    }

    // Root can read all files, so the unreadable file is one that cannot be opened at all.
    @Test("all files are checked even if one cannot be read, which is reported with the reason")
    func unreadable() throws {
        try folder.link("dangling.zone", to: "nowhere")
        try folder.link("loop.zone", to: "loop.zone")
        let run = try concise("dangling.zone", "loop.zone", "bad.zone/x", "bad.zone", "bda.zone", "no/such.zone")
        #expect(run.status == 1)
        #expect(
            run.output == """
                dangling.zone: not checked X103 could not be checked: no such file or directory
                loop.zone: not checked X103 could not be checked: too many levels of symbolic links
                bad.zone/x: not checked X103 could not be checked: not a directory
                bad.zone:8:35: error S301 SRV target is an alias
                bda.zone: not checked X103 could not be checked: no such file or directory; did you mean `bad.zone`?
                no/such.zone: not checked X103 could not be checked: no such file or directory (the directory `no` does not exist either)

                """)
    }

    @Test("a file over the limit is refused before it is read")
    func tooLarge() throws {
        try folder.makeSparse("huge.zone", size: 3 << 30)
        let run = try concise("huge.zone", "bad.zone", limit: 30)
        #expect(run.status == 1)
        #expect(run.output.contains("huge.zone: "))
        #expect(run.output.contains("larger than"))
        #expect(run.seconds < 10)
    }

    @Test("the same file is checked once, but symbolic links with other names separately")
    func sameFile() throws {
        try folder.link("other.zone", to: "bad.zone")
        let run = try concise("bad.zone", "./bad.zone", folder.path + "/bad.zone", "other.zone")
        #expect(run.output.split(separator: "\n").count == 2)
    }

    @Test("two views of a zone are both checked")
    func views() throws {
        try folder.write("internal.zone", SampleZones.bad)
        let run = try concise("bad.zone", "internal.zone")
        #expect(run.output.split(separator: "\n").map { $0.prefix { $0 != ":" } } == ["bad.zone", "internal.zone"])
    }

    @Test("a line of 100 MB is read in bounded time", .timeLimit(.minutes(2)))
    func longLine() throws {
        let line = SampleZones.beginning + "long IN TXT " + String(repeating: "a", count: 100 << 20) + "\n"
        try folder.write("long.zone", line)
        let run = try concise("long.zone", limit: 90)
        #expect([0, 1, 3].contains(run.status), "\(run.status)")
        #expect(run.output.utf8.count < 10_000)
    }

    struct Bytes: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var testDescription: String { name }

        init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }

        init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    @Test(
        "any contents are checked quickly and never reach the terminal unescaped",
        arguments: [
            Bytes("empty", ""), Bytes("blank", " \n\t\n"), Bytes("comments", "; one\n; two\n"),
            Bytes("byte order mark", "\u{FEFF}" + SampleZones.bad),
            Bytes("UTF-16", [0xFF, 0xFE] + SampleZones.bad.utf8.flatMap { [$0, 0] }),
            Bytes("NULs", SampleZones.bad + "\0\0\0"),
            Bytes("carriage returns", Array(SampleZones.bad.utf8).map { $0 == 0x0A ? 0x0D : $0 }),
            Bytes("binary", (0..<65536).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }),
            Bytes("terminal control", SampleZones.beginning + "\u{1B}[2J IN BAD \u{9B}31m\n"),
            Bytes("one byte", "("), Bytes("no final line end", String(SampleZones.bad.dropLast())),
        ])
    func anyBytes(_ content: Bytes) throws {
        try folder.write("any.zone", content.bytes)
        for format in ["text", "concise", "json", "jsonl"] {
            let run = try ProgramRun(["check", "--format", format, "any.zone"], folder: folder.path, limit: 20)
            #expect([0, 1, 3].contains(run.status), "\(run.status) \(run.errors)")
            #expect(!run.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || 0x7F...0x9F ~= $0.value })
        }
    }
}
