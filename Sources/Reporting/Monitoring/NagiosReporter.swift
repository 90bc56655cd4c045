import Diagnostics
import Linting

/// One line for Nagios, Icinga and similar systems, with performance data after the bar.
///
/// The exit code is the same as for all formats, and the state agrees with it: 0 is OK, 1 (a finding at or above
/// `--fail-on`) is WARNING, and 3 (something could not be checked) is UNKNOWN. The plugin
/// `negate --substitute --warning=CRITICAL` turns WARNING into CRITICAL.
public struct NagiosReporter: Reporter {
    private let failure: Severity?

    public init(failure: Severity? = .warning) {
        self.failure = failure
    }

    public func render(_ report: LintReport) -> String {
        let summary = report.summary
        var line = "SRVLINT \(state(report)) - \(Self.plain(SummaryLine.lines(report)[0]))"
        if let worst = report.worstFirst.first(where: { !$0.isNotChecked }) ?? report.worstFirst.first {
            line += "; first: " + Self.shortened(worst.conciseLine)
        }
        let values = [
            ("errors", summary.error), ("warnings", summary.warning), ("infos", summary.info),
            ("not_checked", summary.notChecked), ("suppressed", summary.suppressed), ("files", report.files.count),
            ("records", report.files.reduce(0) { $0 + $1.records }),
        ]
        return line + " | " + values.map { "\($0)=\($1)" }.joined(separator: " ") + "\n"
    }

    private func state(_ report: LintReport) -> String {
        var isComplete = !report.files.contains { $0.status == .unreadable }
        for finding in report.findings {
            switch finding.outcome(failingFrom: failure) {
            case .failed: return "WARNING"
            case .notChecked: isComplete = false
            case .reported, .suppressed: break
            }
        }
        return isComplete ? "OK" : "UNKNOWN"
    }

    private static func shortened(_ text: String) -> String {
        let scalars = text.unicodeScalars
        return plain(scalars.count > maximumCharacters ? String(scalars.prefix(maximumCharacters - 1)) + "…" : text)
    }

    /// Agents cut their output after one or a few kilobytes, and the performance data would be lost.
    private static let maximumCharacters = 300

    /// Escapes the bar, which would begin the performance data, and characters that are illegal in macros or are markup on
    /// a web page. Backticks around names are omitted.
    public static func plain(_ text: String) -> String {
        VisibleText.escape(text).unicodeScalars.reduce(into: "") { plain, scalar in
            switch scalar {
            case "`": break
            case "|", "<", ">", "&", "\"", "'", "~", "$":
                plain += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            default: plain.unicodeScalars.append(scalar)
            }
        }
    }
}
