/// The importance of a finding, from lowest to highest.
public enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Useful to know.
    case info
    /// Some implementations fail, or all will in future.
    case warning
    /// Does not work, or a standard says MUST NOT.
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
