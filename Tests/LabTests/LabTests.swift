import Federation
import FoundationEssentials
import TestSupport
import Testing

@Suite("The lab", .serialized)
struct LabTests {
    @Test func scratch() throws {
        let lab = try Lab(Scenario.all)
        let names = try lab.write(lab.serverNames.joined(separator: "\n"), to: "names")
        let run = try lab.run(
            ProgramRun.program(),
            ["audit", "--from", names, "--ca-file", lab.authorities, "--format", "jsonl", "--save", lab.path(of: "case.json")])
        print(run)
        print(try lab.judgements())
        print(lab.logs)
    }
}
