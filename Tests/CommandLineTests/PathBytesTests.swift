import FoundationEssentials
import TestSupport
import Testing
import ZoneFile

@Suite("File names that are not UTF-8")
struct PathBytesTests {
    private let folder: ScratchDirectory
    /// `\xFF.zone` and `\xFE.zone`.
    private static let names = [0xFF, 0xFE].map { PathText.decode([$0] + Array(".zone".utf8)) }

    init() throws {
        folder = try ScratchDirectory()
    }

    @Test("bytes survive a round trip, and different bytes have different texts")
    func lossless() {
        let samples: [[UInt8]] = [
            [0xFF], [0xFE, 0x2F, 0xFF], Array("plain".utf8), Array("ü\u{10FFFD}".utf8), [0xC3], [0xC3, 0x28],
            // The characters that represent bytes, escaped.
            Array("\u{10FEFF}".utf8), [0xF4, 0x8F, 0xBB], [0xED, 0xA0, 0x80], Array(0x80...0xFF), [],
        ]
        #expect(Set(samples.map(PathText.decode)).count == samples.count)
        for bytes in samples { #expect(PathText.bytes(of: PathText.decode(bytes)) == bytes) }
    }

    @Test("are read by their bytes and shown escaped, in every format", arguments: FenceTests.formats)
    func formats(format: String) throws {
        for name in Self.names { try folder.write(name, SampleZones.bad) }
        let run = try ProgramRun(["check", ".", "--format", format], folder: folder.path)
        #expect(run.status == 1 || format == "nagios")
        #expect(
            !run.output.contains("\u{FFFD}") && !run.output.unicodeScalars.contains { PathText.byte(of: $0) != nil })
        let shown =
            switch format {
            case "sarif": ["%FE.zone", "%FF.zone"]
            case "json", "jsonl", "gitlab", "rdjson", "tap", "prometheus": [#"\\xFE.zone"#, #"\\xFF.zone"#]
            case "nagios": [#"\xFE.zone"#]
            default: [#"\xFE.zone"#, #"\xFF.zone"#]
            }
        for name in shown { #expect(run.output.contains(name), "\(run.output)") }
        guard ["json", "sarif", "gitlab"].contains(format) else { return }
        _ = try JSONDecoder().decode(AnyJSON.self, from: Data(run.output.utf8))
    }

    /// A valid document.
    private struct AnyJSON: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    @Test("are found on the command line, in links and directories, and reported missing by their own name")
    func named() throws {
        let name = Self.names[0]
        try folder.write(name, SampleZones.bad)
        let run = try ProgramRun(["check", name, "--format", "concise"], folder: folder.path)
        #expect(run.output == "\\xFF.zone:8:35: error S301 SRV target is an alias\n")
        try folder.link("link.zone", to: name)
        let link = try ProgramRun(["check", "link.zone", "--format", "concise"], folder: folder.path)
        #expect(link.output.hasPrefix("link.zone:8:35: "))
        let missing = try ProgramRun(["check", Self.names[1], "--format", "concise"], folder: folder.path)
        #expect(missing.status == 3)
        #expect(missing.output.hasPrefix("\\xFE.zone: not checked X103 could not be checked: no such file"))
        let directory = PathText.decode([0x80, 0x2F])
        try folder.write(directory + "b.zone", SampleZones.bad)
        let deep = try ProgramRun(["check", ".", "--format", "concise"], folder: folder.path)
        #expect(deep.output.contains("\\x80/b.zone:8:35: "), "\(deep.output)")
    }

    @Test("are included, and written back to")
    func includedAndFixed() throws {
        let include = PathText.decode([0xFF] + Array(".inc".utf8))
        try folder.write(include, "_submission._tcp IN SRV 10 0 8448 matrix\n")
        try folder.write(
            Self.names[0],
            Array((SampleZones.beginning + "matrix IN CNAME web\n$INCLUDE ").utf8) + [0xFF] + Array(".inc\n".utf8))
        let run = try ProgramRun(["check", ".", "--format", "concise"], folder: folder.path)
        #expect(run.output == "\\xFF.inc:1:35: error S301 SRV target is an alias\n", "\(run.output)")
        let diff = try ProgramRun(["check", ".", "--diff", "--unsafe-fixes"], folder: folder.path)
        #expect(diff.output.contains(#"--- "a/\377.inc""#), "\(diff.output)\(diff.errors)")
        let fix = try ProgramRun(["check", ".", "--fix", "--unsafe-fixes"], folder: folder.path)
        #expect(fix.status == 0, "\(fix.output)\(fix.errors)")
        #expect(try folder.text(include).contains("8448 web"))
        #expect(try folder.names().count == 2)
    }

    @Test("are matched in a baseline")
    func baseline() throws {
        for name in Self.names { try folder.write(name, SampleZones.bad) }
        _ = try ProgramRun(["check", ".", "--write-baseline", "b.json"], folder: folder.path)
        #expect(try ProgramRun(["check", ".", "--baseline", "b.json"], folder: folder.path).status == 0)
        try folder.remove(Self.names[1])
        _ = try ProgramRun(["check", ".", "--write-baseline", "b.json"], folder: folder.path)
        #expect(try folder.text("b.json").split(separator: "\n").count { $0.contains("S301") } == 1)
    }

    @Test("config init writes a configuration that names them")
    func draft() throws {
        try folder.write(Self.names[0], SampleZones.bad)
        let written = try ProgramRun(["config", "init"], folder: folder.path)
        #expect(written.status == 0)
        let shown = try ProgramRun(["config", "show", Self.names[0]], folder: folder.path)
        #expect(shown.output.contains("pattern \\xFF.zone"), "\(shown.output)\(shown.errors)")
    }
}
