import DNS
import Diagnostics
import Foundation
import Linting
import Testing
import ZoneFile

/// A public report about zone files in `fixtures/reports`, judged as `srvlint check` does with its directory.
enum PublicZone {
    /// The beginning of a zone `example.com.` without a mistake: six lines with the SOA record, NS records and the host `mail`.
    static let head = """
        $ORIGIN example.com.
        $TTL 3600
        @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
        @ IN NS ns1.example.net.
        @ IN NS ns2.example.net.
        mail IN A 192.0.2.25

        """

    /// The report about a text, which is a whole zone.
    static func report(of text: String, origin: String? = nil) -> LintReport {
        let input = ZoneInput(
            .source(SourceFile(path: "zone", text: text)), origin: origin.flatMap { Name($0) }.map { ($0, .option) })
        return Linter().lint([input])
    }

    private static let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../fixtures/reports")

    /// - Parameter file: The file, if only one of the directory is checked.
    static func report(_ name: String, named file: String? = nil) throws -> LintReport {
        let directory = directory.appending(path: name)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0 != "SOURCE" }
            .sorted()
        try #require(!names.isEmpty)
        let inputs = try names.map { name in
            let bytes = Array(try Data(contentsOf: directory.appending(path: name)))
            return ZoneInput(.source(SourceFile(path: file ?? name, bytes: bytes)))
        }
        return Linter().lint(inputs)
    }

    /// The findings above info as `Z240 3:16`, in order; with the file if there are several.
    static func problems(_ report: LintReport) -> [String] {
        report.findings.filter { $0.severity > .info }.map { finding in
            let start = finding.primary?.span.start
            let position = start.map { " \($0.line):\($0.column)" } ?? ""
            let file = report.files.count > 1 ? "\(finding.primary?.span.source.path ?? "") " : ""
            return "\(file)\(finding.rule.code)\(position)"
        }
    }
}
