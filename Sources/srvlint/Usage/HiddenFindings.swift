import Diagnostics
import Reporting

/// Findings about failed checks that a report does not show, though they decide about the exit code.
struct HiddenFindings {
    private let findings: [Finding]

    init(_ findings: [Finding]) {
        self.findings = findings
    }

    /// Prints them on standard error.
    func report() {
        for finding in findings {
            let location = finding.primary.map { "\($0.span.source.path):\($0.span.start.line): " }
            let message = (location ?? finding.path.map { $0 + " " } ?? "") + finding.message
            Terminal.error.write(Notice(message).rendered(Terminal.messages, width: nil))
        }
    }
}
