import DNS
import Linting
import TestSupport
import Testing

@testable import srvlint

@Suite("Plans of check")
struct CheckPlanTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.makeDirectory(".git")
        try folder.write("a.zone", "$ORIGIN example.com.\n@ 3600 IN SOA ns1 hostmaster 1 2 3 4 5\n")
        try folder.write("b.zone", "$ORIGIN example.net.\n@ 3600 IN SOA ns1 hostmaster 1 2 3 4 5\n")
    }

    private func path(_ name: String) -> String { folder.path + "/" + name }

    private func plan(_ arguments: String...) throws -> CheckPlan {
        try CheckPlan(CheckCommand.parse(arguments + [path("a.zone")]))
    }

    private func selected(_ rules: RuleSettings) -> Set<String> {
        Set(RuleRegistry.infos.filter(rules.selection.contains).map(\.code))
    }

    @Test("The options decide what a run does")
    func modes() throws {
        #expect(try plan().mode == .report)
        #expect(try plan("--write-baseline", path("known.json")).mode == .report)
        #expect(try plan("--show-files").mode == .listFiles)
        #expect(try plan("--fix").mode == .writeFixes)
        #expect(try plan("--fix", "--diff").mode == .printDiff)
        #expect(try plan("--add-ignore=legacy").mode == .addIgnores(reason: "legacy"))
    }

    @Test("The command line overrides the configuration, which overrides the defaults")
    func precedence() throws {
        #expect(try plan().rules.failOn == .warning)
        #expect(try plan().targets.isEmpty)
        try folder.write(
            ".srvlint.yml", "fail-on: never\ntargets: [knot]\nselect: [S]\nignore: [S301]\nseverity: {S305: info}\n")
        let configured = try plan()
        #expect(configured.rules.failOn == .never)
        #expect(configured.targets == [.knot])
        #expect(configured.rules.policy.severities == ["S305": .info])
        let rules = selected(configured.rules)
        #expect(rules.allSatisfy { $0.hasPrefix("S") } && !rules.contains("S301") && rules.contains("S305"))
        let given = try plan("--fail-on", "info", "--target", "bind", "--select", "S3", "--ignore", "S305")
        #expect(given.rules.failOn == .info)
        #expect(given.targets == [.bind])
        #expect(selected(given.rules).contains("S301") && !selected(given.rules).contains("S305"))
        #expect(try plan("--no-config").rules.failOn == .warning)
        #expect(try !selected(plan("--ignore", "S305").rules).contains("S305"))
    }

    @Test("A baseline on the command line overrides that of the configuration, and a new one replaces both")
    func baselines() throws {
        let empty = #"{"schema": 1, "findings": []}"# + "\n"
        try folder.write("configured.json", empty)
        try folder.write("given.json", empty)
        #expect(try plan().silencing.baseline == nil)
        try folder.write(".srvlint.yml", "baseline: configured.json\n")
        #expect(try plan().silencing.baseline?.path.hasSuffix("configured.json") == true)
        #expect(try plan("--baseline", path("given.json")).silencing.baseline?.path == path("given.json"))
        let new = try plan("--write-baseline", path("new.json")).silencing
        #expect(new.baseline == nil && new.newBaseline?.path == path("new.json"))
    }

    @Test("Files, their origins and the servers of the configuration are known before anything is read")
    func inputs() throws {
        try folder.write("w.json", "{}")
        try folder.write(
            ".srvlint.yml",
            "zones:\n  \"*.zone\": {origin: example.org, server-names: [example.org], well-known: w.json}\n")
        let inputs = try plan().inputs
        #expect(inputs.files.all.map(\.name) == [path("a.zone")])
        #expect(inputs.servers.map(\.serverName) == ["example.org"])
        #expect(inputs.documents.contains { $0.hasSuffix("w.json") })
        let zone = try inputs.read(inputs.files.all[0])
        #expect(zone.origin?.name == Name("example.org.") && zone.origin?.from == .config)
        let given = try plan("--origin", "example.net").inputs
        #expect(try given.read(given.files.all[0]).origin?.from == .option)
    }

    @Test(
        "Options that contradict each other or the files are refused",
        arguments: [
            ["--origin", "example.com", "b.zone"], ["--write-baseline", "b.zone", "b.zone"],
            ["--output", "b.zone", "b.zone"], ["--select", "Q9"], ["--class", "XY"],
            ["--add-ignore=a;b"], ["--target", "bnd"], ["--fix", "--add-ignore=x"],
        ])
    func refused(_ arguments: [String]) throws {
        let arguments = arguments.map { $0 == "b.zone" ? path($0) : $0 }
        #expect(throws: (any Error).self) {
            try CheckPlan(CheckCommand.parse(arguments + [path("a.zone")]))
        }
    }
}
