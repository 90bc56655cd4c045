import Federation
import ServerRules

/// The state of a server after a remedy, or without one. Greater is better.
struct RemedyOutcome: Comparable {
    let verdict: ServerVerdict
    let errors: Int
    let warnings: Int
    /// The number of implementations that do not get there.
    let failing: Int

    static func < (left: RemedyOutcome, right: RemedyOutcome) -> Bool { left.key.lexicographicallyPrecedes(right.key) }

    /// The outcome without the number of implementations. Greater is better.
    var mainKey: [Int] { [rank, -errors, -warnings] }

    private var key: [Int] { mainKey + [-failing] }

    private var rank: Int {
        switch verdict {
        case .failed: 0
        case .unknown: 1
        case .degraded: 2
        case .ok: 3
        }
    }
}
