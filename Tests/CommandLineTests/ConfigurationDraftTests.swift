import FoundationEssentials
import TestSupport
import Testing

@Suite("Configurations that are written")
struct ConfigurationDraftTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
    }

    /// Directories of various kinds, as the texts of their files.
    static let folders: [[String: String]] = [
        [:],
        ["notes.txt": "nothing of the kind\n"],
        ["example.com.zone": SampleZones.good],
        ["db.example.com": "@ 3600 IN SOA a b 1 2 3 4 5\n"],
        ["hosts.zone": SampleZones.fragment],
        ["a/example.com.zone": matrix, "a/b/example.org.zone": matrix.replacing("example.com", with: "example.org")],
        // Names that YAML would read as something else.
        ["12.zone": SampleZones.good, "no.zone": SampleZones.good, "a: b #c.zone": SampleZones.good],
        ["[a]*?.zone": SampleZones.good, "quo\"te\\.zone": SampleZones.good, "~.zone": SampleZones.good],
        ["ü.zone": SampleZones.good, "tab\there.zone": SampleZones.good, "line\nend.zone": SampleZones.good],
        ["root.zone": ". 3600 IN SOA a. b. 1 2 3 4 5\n"],
        ["odd.zone": #"a\032b.example. 3600 IN SOA a. b. 1 2 3 4 5"# + "\n"],
    ]

    private static let matrix = SampleZones.beginning + "_matrix-fed._tcp IN SRV 10 0 8448 web\n"

    @Test(
        "what config init writes is read again without a mistake, and gives every zone the origin it has",
        arguments: folders)
    func initialised(_ files: [String: String]) throws {
        for (name, text) in files { try folder.write(name, text) }
        let before = try origins(files)
        let run = try ProgramRun(["config", "init"], folder: folder.path)
        #expect(run.status == 0 && run.output == ".srvlint.yml written\n", "\(run.errors)")
        let draft = try folder.text(".srvlint.yml")
        let show = try ProgramRun(["config", "show"], folder: folder.path)
        #expect(show.status == 0, "\(show.errors)\n\(draft)")
        #expect(try origins(files) == before, "\(draft)")
        let again = try ProgramRun(["config", "init"], folder: folder.path)
        #expect(again.status == 2 && again.errors.contains("`.srvlint.yml` already exists"))
        #expect(try folder.text(".srvlint.yml") == draft)
        // No temporary file is left.
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.contains { $0.hasSuffix(".tmp") })
    }

    private func origins(_ files: [String: String]) throws -> [String: String] {
        struct Report: Decodable {
            struct File: Decodable {
                var path: String
                var origin: String?
            }
            var files: [File]
        }
        var origins: [String: String] = [:]
        for name in files.keys {
            let run = try ProgramRun(["check", "--format", "json", name], folder: folder.path)
            let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
            for file in report.files { origins[file.path] = file.origin ?? "unknown" }
        }
        return origins
    }

    @Test("config show prints each setting, with the line where it is set, or as the default")
    func shown() throws {
        try folder.write("zones/a.zone", SampleZones.good)
        try folder.write("w.json", "{}")
        try folder.write(
            "conf.yml",
            """
            select: [S, Z1]
            ignore: [S301]
            severity: {srv-target-alias: info}
            per-file-ignores: {"zones/*": [Z230]}
            fail-on: info
            targets: [bind]
            resolvers: [192.0.2.53]
            zones:
              "zones/*.zone":
                origin: example.com
                server-names: [example.com]
                well-known: w.json

            """)
        let run = try ProgramRun(["config", "show", "zones/a.zone", "--config", "conf.yml"], folder: folder.path)
        #expect(
            run.output == """
                configuration: conf.yml
                select            S, Z1  (conf.yml:1)
                ignore            S301  (conf.yml:2)
                severity          S301: info  (conf.yml:3)
                per-file-ignores  zones/*: Z230  (conf.yml:4)
                fail-on           info  (conf.yml:5)
                targets           bind  (conf.yml:6, check only)
                resolvers         192.0.2.53  (conf.yml:7, audit and explain only)
                baseline          none  (default, check and audit only)
                origin            example.com.  (conf.yml:10, pattern zones/*.zone)
                server-names      example.com  (conf.yml:11, pattern zones/*.zone)
                well-known        w.json  (conf.yml:12, pattern zones/*.zone)

                """)
        let none = try ProgramRun(["config", "show", "--no-config"], folder: folder.path)
        #expect(none.output.hasPrefix("configuration: none found\nselect            all rules  (default)\n"))
        #expect(none.output.split(separator: "\n").dropFirst().allSatisfy { $0.contains("  (default") })
        let empty = try ProgramRun(["config", "show", "w.json", "--config", "conf.yml"], folder: folder.path)
        #expect(empty.output.contains("zones             1 pattern, none for this path  (conf.yml:8)"))
    }
}
