import FoundationEssentials
import TestSupport
import Testing

@Suite("The length of explanations")
struct ReportLengthTests {
    /// The directories of `fixtures/reports`, with their files.
    private static let reports: [String] = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        let root = parts.dropLast(3).joined(separator: "/") + "/fixtures/reports"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.filter { $0.hasPrefix("matrix-") }.sorted().flatMap { name -> [String] in
            let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(name)")) ?? []
            return files.filter { $0.hasPrefix("evidence") }.sorted().map { "\(root)/\(name)/\($0)" }
        }
    }()

    private static func checkLines(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        #expect(lines <= 60, "\(lines) lines")
        #expect(
            text.split(separator: "\n").prefix(8).contains {
                $0.hasPrefix("What is wrong") || $0.hasPrefix("Route") || $0.hasPrefix("Next: ")
            })
    }

    @Test("The explanation of a worked case has at most 60 lines", arguments: WorkedCase.all)
    func worked(_ worked: WorkedCase) throws {
        Self.checkLines(try ProgramRun(worked.arguments, folder: worked.folder).output)
    }

    @Test("The explanation and the audit of a public report have at most 60 lines", arguments: reports)
    func reported(_ path: String) throws {
        for command in ["explain", "audit"] {
            let run = try ProgramRun([command, "example.com", "--evidence", path, "--no-config"])
            Self.checkLines(run.output)
        }
    }

    @Test("--full adds the implementations, the commands and the questions")
    func full() throws {
        let path = try #require(Self.reports.first)
        for command in ["explain", "audit"] {
            let short = try ProgramRun([command, "example.com", "--evidence", path, "--no-config"]).output
            let full = try ProgramRun([command, "example.com", "--evidence", path, "--no-config", "--full"]).output
            for heading in ["Implementations", "Commands to check this yourself", "Frequently asked questions"] {
                #expect(!short.contains("\n\(heading)"))
                #expect(full.contains("\n\(heading)"), "\(command) \(heading)")
            }
        }
    }
}
