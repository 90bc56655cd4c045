import FoundationEssentials
import Glibc
import TestSupport
import Testing

@Suite("Interrupted reports")
struct InterruptedReportTests {
    @Test("After an interruption there is the old or the new report, and no other file", arguments: [SIGINT, SIGTERM])
    func whole(_ signal: Int32) throws {
        let folder = try ScratchDirectory()
        let zone = SampleZones.good + (0..<800).map { "h\($0) IN MX 010 web\n" }.joined()
        try folder.write("a.zone", zone)
        let program = try ProgramRun.program()
        let command = "'\(program)' check --exit-zero a.zone --output json:r.json --output sarif:new.sarif >/dev/null"
        _ = shell("cd '\(folder.path)' && \(command)")
        let complete = try folder.text("r.json")
        #expect(complete.hasSuffix("}\n"))
        let names = Set(["a.zone", "r.json", "new.sarif"])
        for delay in ["0.05", "0.1", "0.2", "0.3", "0.4", "0.6", "0.8"] {
            try folder.write("r.json", "old\n")
            _ = shell("cd '\(folder.path)' && rm -f new.sarif && timeout -s \(signal) \(delay) \(command)")
            let report = try folder.text("r.json")
            #expect(report == "old\n" || report == complete)
            #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)).isSubset(of: names))
            if let sarif = try? folder.text("new.sarif") { #expect(sarif.hasSuffix("}\n")) }
        }
    }
}
