/// A token bucket that fills with time. Each packet takes one token.
struct RateLimit {
    private let perSecond: Double
    private let capacity: Double
    private var tokens: Double
    private var filledAt: UInt64

    init(perSecond: Int, now: UInt64) {
        self.perSecond = Double(max(perSecond, 1))
        // A burst is limited to the packets of a tenth of a second.
        capacity = max(1, self.perSecond / 10)
        tokens = capacity
        filledAt = now
    }

    /// Whether a request may start.
    mutating func allowsRequest(now: UInt64) -> Bool {
        if now > filledAt {
            tokens = min(capacity, tokens + Double(now - filledAt) / 1e9 * perSecond)
            filledAt = now
        }
        return tokens >= 1
    }

    /// Takes a token. Retries do not wait, so the number of tokens may become negative, which delays the next request.
    mutating func recordPacket() { tokens -= 1 }
}
