import Diagnostics
import Linting

/// A state of the plugin interface of Nagios and Icinga, by its exit code (Monitoring Plugins Development Guidelines,
/// "Plugin Return Codes").
public enum PluginState: Int32, Sendable {
    case ok = 0
    case warning = 1
    case critical = 2
    case unknown = 3

    /// The word at the beginning of the output.
    public var word: String {
        switch self {
        case .ok: "OK"
        case .warning: "WARNING"
        case .critical: "CRITICAL"
        case .unknown: "UNKNOWN"
        }
    }

    /// The state of several services together: that of the worst one. What is known to be wrong outranks what is unknown.
    public func joined(with other: PluginState) -> PluginState {
        [.critical, .warning, .unknown].first { self == $0 || other == $0 } ?? .ok
    }

    /// The state of a check: an error is CRITICAL.
    ///
    /// - Parameter failure: The lowest severity that is not OK (`--fail-on`); `nil` if none is.
    public init(_ report: LintReport, failure: Severity?) {
        let isComplete = !report.files.contains { $0.status == .unreadable } && report.unselected.isEmpty
        self.init(report.findings, isComplete: isComplete, failure: failure)
    }

    /// The state of a server. It is CRITICAL if peers cannot reach it, whatever rules were selected, unless a baseline has
    /// all errors.
    public init(_ audit: ServerAudit, failure: Severity?) {
        let isComplete = audit.verdict != .unknown && audit.unasked.isEmpty && audit.report.unselected.isEmpty
        let state = PluginState(audit.report.findings, isComplete: isComplete, failure: failure)
        self = audit.verdict == .failed && !audit.isKnownFailure && failure != nil ? .critical : state
    }

    private init(_ findings: [Finding], isComplete: Bool, failure: Severity?) {
        var state = isComplete ? PluginState.ok : .unknown
        for finding in findings {
            switch finding.outcome(failingFrom: failure) {
            case .failed: state = state.joined(with: finding.severity == .error ? .critical : .warning)
            case .notChecked: state = state.joined(with: .unknown)
            case .reported, .suppressed: break
            }
        }
        self = state
    }
}
