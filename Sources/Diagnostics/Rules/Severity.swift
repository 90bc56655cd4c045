/// The importance of a finding, from lowest to highest.
public enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Useful to know. Nothing fails.
    case info
    /// Some implementations fail, or a failure is likely in future.
    case warning
    /// Name servers, Synapse or Dendrite fail because of it, or a standard says MUST NOT.
    case error

    public static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }
}
