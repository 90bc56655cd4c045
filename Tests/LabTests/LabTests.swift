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
        print(run.errors)
        for line in run.output.split(separator: "\n") {
            guard let value = try? JSONReader.read(Array(line.utf8)) else { continue }
            if let verdict = value["verdict"]?.string { print(value["serverName"]?.string ?? "", verdict, value["sentence"]?.string ?? "") }
            else { print("   ", value["rule"]?.string ?? "", value["message"]?.string ?? "") }
        }
        print(try lab.judgements())
        print(lab.logs)
    }
}
