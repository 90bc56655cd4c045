import TestSupport
import Testing

@Suite("Wrong usage: exit 2, nothing on standard output, and a suggestion")
struct UsageErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        /// Texts that standard error must contain.
        var says: [String]

        var testDescription: String { arguments.joined(separator: " ") }

        init(_ line: String, _ says: String...) {
            arguments = line.split(separator: " ").map(String.init)
            self.says = says
        }
    }

    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("zones/a.zone", SampleZones.good)
        try folder.write("zones/b.zone", SampleZones.good)
        try folder.write("c.yml", "ignore: [S301]\n")
        try folder.write("d.yml", "zones: {zones/a.zone: {server-names: [example.com], well-known: w.json}}\n")
        try folder.write("known.json", #"{"schema": 1, "findings": []}"# + "\n")
        try folder.write("w.json", #"{"m.server": "matrix.example.com:443"}"# + "\n")
        try folder.write("c.pem", "no certificate yet\n")
    }

    @Test(
        arguments: [
            Case("chek zones", "`chek`", "did you mean `srvlint check`?"),
            Case("exlpain S301", "did you mean `srvlint explain`?"),
            Case("zones/", "srvlint check zones/"),
            Case("zones", "srvlint check zones"),
            Case("zones/a.zone", "srvlint check zones/a.zone"),
            Case("missing.zone", "srvlint check missing.zone"),
            Case("-", "srvlint check -"),
            Case("S301", "srvlint explain S301"),
            Case("frobnicate", "`check`, `audit`, `explain`, `rules`, `diff`, `bump`, `fmt`, `lsp`, `config`"),
            Case("--format json zones", "srvlint check --format json zones"),
            Case("--frmat json", "--frmat"),
            Case("check --frmat json zones", "'--frmat'", "Did you mean '--format'?"),
            Case("check --format jsn zones", "`jsn`", "did you mean `json`?"),
            Case("check --format xyzzy zones", "`text`, `concise`, `json`", "`nagios` or `prometheus`"),
            Case("check --format", "--format"),
            Case("check --color sometimes zones", "`auto`, `always` or `never`"),
            Case("check --color alway zones", "did you mean `always`?"),
            Case("check --fail-on waring zones", "did you mean `warning`?"),
            Case("check --select S3O1 zones", "there is no rule `S3O1`", "did you mean `S301`?"),
            Case("check --select srv-target-alas zones", "did you mean `srv-target-alias`?"),
            Case("check --ignore S301,Q zones", "`--ignore`: there is no rule `Q`", "srvlint rules"),
            Case("check --select , zones", "names no rule"),
            Case("check --origin example.com zones", "there are 2"),
            Case("check --origin example..com zones/a.zone", "has an empty label"),
            Case("check --origin bücher.example zones/a.zone", "xn--"),
            Case("check --origin https://example.com zones/a.zone", "is a URL"),
            Case("check --class XY zones", "`IN`, `CH`, `HS` or `CLASSn`"),
            Case("check --class ANY zones", "no class `ANY`"),
            Case("check --stdin-filename x.zone zones", "give '-'"),
            Case("check --config a.yml --no-config zones", "cannot be used together"),
            Case("check --config missing.yml zones", "missing.yml", "no such file"),
            Case("check --output jsn:x zones", "did you mean `json`?", "./jsn:x"),
            Case("check --output json: zones", "names no file"),
            Case("check --output json:nowhere/x zones", "nowhere/x", "no such file"),
            Case("check --output json:r --output text:r zones", "twice"),
            Case("check --output zones/a.zone zones", "would overwrite"),
            Case("check --output text:./zones/../zones/b.zone zones", "would overwrite"),
            Case("check --config c.yml --output c.yml zones", "`c.yml`, which is read in this run"),
            Case("check --baseline known.json --output json:known.json zones", "which is read in this run"),
            Case("check --write-baseline known.json --output known.json zones", "which is read in this run"),
            Case("check --well-known w.json --output w.json zones/a.zone", "which is read in this run"),
            Case("check --config d.yml --output tap:w.json zones/a.zone", "which is read in this run"),
            Case("check --certificate c.pem --output c.pem zones/a.zone", "which is read in this run"),
            Case("check --write-baseline n.json --fix zones", "cannot be used together"),
            Case("check --write-baseline n.json --diff zones", "cannot be used together"),
            Case("check --add-ignore --fix zones", "'--add-ignore' and '--fix' cannot be used together"),
            Case("check --add-ignore=known --diff zones", "'--add-ignore' and '--diff' cannot be used together"),
            Case("check --add-ignore known zones", "no file `known`", "write `--add-ignore='known'`"),
            Case("config show nope", "`nope`: no such file"),
            Case("explain", "a rule or a server name is missing"),
            Case("explain S3O1", "did you mean `S301`?"),
            Case("explain srv-taget-alias", "did you mean `srv-target-alias`?"),
            Case("explain X", "more than one rule", "X103"),
            Case("explain S301 X103", "X103"),
            Case("explain S301 --format xyzzy", "`text`, `markdown`, `html` or `json`"),
            Case("rules --format jsonn", "did you mean `json`?"),
            Case("rules S301", "S301"),
        ])
    func isSaid(_ usage: Case) throws {
        let run = try ProgramRun(usage.arguments, folder: folder.path)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("error: "))
        for words in usage.says { #expect(run.errors.contains(words), "\(run.errors)") }
    }

    @Test("arguments never reach the terminal unescaped")
    func escapes() throws {
        for arguments in [["check", "--format", "\u{1B}[31m"], ["\u{1B}[31m"], ["explain", "\u{1B}]0;x\u{7}"]] {
            let run = try ProgramRun(arguments)
            #expect(run.status == 2 && !run.errors.contains("\u{1B}"))
        }
    }

    @Test("a report never overwrites a zone")
    func zoneIsKept() throws {
        _ = try ProgramRun(["check", "--output", "zones/a.zone", "zones"], folder: folder.path)
        #expect(try folder.text("zones/a.zone") == SampleZones.good)
    }
}
