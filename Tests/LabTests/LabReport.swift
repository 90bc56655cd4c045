import FoundationEssentials
import TestSupport

/// What `make lab` asks for beside the tests.
enum LabReport {
    private static let environment = ProcessInfo.processInfo.environment

    /// The program to try: `LAB_PROGRAM`, or the one beside the tests.
    static func program() throws -> String { try environment["LAB_PROGRAM"] ?? ProgramRun.program() }

    /// `LAB_REPORT` names a folder for the tables, and for everything that was said.
    static func write(_ text: String, to file: String) throws {
        guard let folder = environment["LAB_REPORT"] else { return }
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(file)"))
    }
}
