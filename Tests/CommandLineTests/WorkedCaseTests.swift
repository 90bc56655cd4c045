import FoundationEssentials
import TestSupport
import Testing

/// A directory of `fixtures/cases`: the evidence about a server, and the resulting explanation.
struct WorkedCase: Sendable, CustomTestStringConvertible {
    let folder: String
    let name: String

    var testDescription: String { name }

    /// The path of the repository, relative to this file.
    private static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/") + "/fixtures/cases"
    }()

    static let all: [WorkedCase] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.filter { $0.first?.isNumber == true }.sorted().map {
            WorkedCase(folder: "\(root)/\($0)", name: $0)
        }
    }()

    private func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(file)") }

    /// The options for the files, which have fixed names.
    var arguments: [String] {
        var words = ["explain", "--server", serverName]
        for (option, file) in [
            ("--zone", "example.com.zone"), ("--well-known", "well-known.json"), ("--certificate", "certificate.pem"),
            ("--evidence", "evidence.json"), ("--ca-file", "ca.pem"),
        ] where has(file) { words += [option, file] }
        return words + ["--format", "text"]
    }

    private var serverName: String {
        guard let data = FileManager.default.contents(atPath: "\(folder)/server-name") else { return "example.com" }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").joined()
    }
}

@Suite("The worked cases of fixtures/cases")
struct WorkedCaseTests {
    @Test("Cases are found") func casesAreFound() {
        #expect(WorkedCase.all.count >= 28)
    }

    @Test("The explanation of a case is that of its golden file", arguments: WorkedCase.all)
    func caseIsExplained(_ worked: WorkedCase) throws {
        let run = try ProgramRun(worked.arguments, folder: worked.folder)
        #expect(run.errors.isEmpty)
        #expect([0, 1, 3].contains(run.status))
        assertGolden(run.output, at: "\(worked.folder)/explanation.txt")
    }
}
