import FoundationEssentials
import TestSupport

/// The settings of `make lab`.
enum LabReport {
    private static let environment = ProcessInfo.processInfo.environment

    /// Returns the program to test: `LAB_PROGRAM`, or the built one.
    static func program() throws -> String { try environment["LAB_PROGRAM"] ?? ProgramRun.program() }

    /// `LAB_REPORT` is a directory for the tables and the complete output.
    static func write(_ text: String, to file: String) throws {
        guard let folder = environment["LAB_REPORT"] else { return }
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(file)"))
    }
}
