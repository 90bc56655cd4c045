/// A bucket of tokens that fills with time; a packet takes one out.
struct RateLimit {
    private let perSecond: Double
    private let capacity: Double
    private var tokens: Double
    private var filledAt: UInt64

    init(perSecond: Int, now: UInt64) {
        self.perSecond = Double(max(perSecond, 1))
        // A tenth of a second's worth may go out at once.
        capacity = max(1, self.perSecond / 10)
        tokens = capacity
        filledAt = now
    }

    /// Whether a question may start.
    mutating func allows(now: UInt64) -> Bool {
        if now > filledAt {
            tokens = min(capacity, tokens + Double(now - filledAt) / 1e9 * perSecond)
            filledAt = now
        }
        return tokens >= 1
    }

    /// Questions asked again do not wait, and put off the next to start.
    mutating func take() { tokens -= 1 }
}
