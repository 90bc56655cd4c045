import Diagnostics
import Linting

/// One line for Nagios, Icinga and their like, with performance data behind the bar.
///
/// The exit code stays the one of all formats, and the first word agrees with what monitoring makes of it: 0 is OK,
/// 1 (something at or above `--fail-on`) is WARNING, 3 (something could not be checked) is UNKNOWN. Where a fault in a
/// zone is to be CRITICAL, the plugin `negate --substitute --warning=CRITICAL` makes it so.
public struct NagiosReporter: Reporter {
    private let failure: Severity?

    public init(failure: Severity? = .warning) {
        self.failure = failure
    }

    public func render(_ report: LintReport) -> String {
        let summary = report.summary
        var line = "SRVLINT \(state(report)) - \(Self.plain(SummaryLine.lines(report)[0]))"
        if let worst = report.worstFirst.first(where: { !$0.isNotChecked }) ?? report.worstFirst.first {
            line += "; first: " + Self.shortened(ConciseReporter.line(worst))
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
            case .noted, .suppressed: break
            }
        }
        return isComplete ? "OK" : "UNKNOWN"
    }

    private static func shortened(_ text: String) -> String {
        let scalars = text.unicodeScalars
        return plain(scalars.count > mostCharacters ? String(scalars.prefix(mostCharacters - 1)) + "…" : text)
    }

    /// Agents cut what they pass on at one or a few kilobytes, and the performance data would go with it.
    private static let mostCharacters = 300

    /// A bar would begin the performance data. The others are illegal in macros, or markup where the line is shown on
    /// a page; backticks, which only set names off, are left out.
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
