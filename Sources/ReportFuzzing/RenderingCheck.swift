import DNS
import Federation
import Fuzzing
import Linting
import Reporting

/// The properties of the reports about a zone file with any bytes: they are safe to print, and JSON is valid.
public enum RenderingCheck {
    /// The number of findings that are rendered. More would not test anything else.
    private static let limit = 6

    /// The property that the file violates, if any. A crash is also a violation.
    public static func violation(_ bytes: [UInt8]) -> String? {
        guard let input = FuzzZone(bytes) else { return nil }
        var report = input.lint()
        report.findings = Array(report.findings.prefix(limit))
        // The length decides on the format, so that any zone file is a seed for each.
        let format = OutputFormat.allCases[bytes.count / 2 % OutputFormat.allCases.count]
        var settings = ReportSettings()
        settings.width = bytes.count / 2 % 4 == 0 ? nil : 40
        let text = format.reporter(settings).render(report)
        if let scalar = text.unicodeScalars.first(where: { $0 != "\n" && $0.isInvisible }) {
            return "\(format) contains U+\(String(scalar.value, radix: 16))"
        }
        switch format {
        case .json: return jsonViolation(text, of: report)
        case .sarif, .gitlab, .rdjson: return jsonViolation(text)
        case .jsonl: return text.split(separator: "\n").lazy.compactMap { jsonViolation(String($0)) }.first
        default: return nil
        }
    }

    private static func jsonViolation(_ text: String, of report: LintReport? = nil) -> String? {
        do {
            let value = try JSONReader.read(Array(text.utf8))
            guard let report else { return nil }
            let count = value["findings"]?.array?.count
            return count == report.findings.count ? nil : "findings are missing in the JSON"
        } catch {
            return "the JSON cannot be read: \(error.words)"
        }
    }
}
