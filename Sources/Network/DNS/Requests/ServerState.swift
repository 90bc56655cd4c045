import NIOCore

/// What is known about a server while the client runs. It is used on the event loop only.
final class ServerState {
    let server: DNSServer
    let address: SocketAddress
    /// Whether a reply ever preserved the letter case of the question.
    var preservesCase = false
    private var foldedReplies = 0
    /// Whether the server ever answered. Failures to send to it are not observed then.
    private(set) var hasAnswered = false

    private var failures = 0
    /// The time until which other servers are preferred.
    private(set) var avoidedUntil: UInt64 = 0

    private static let second: UInt64 = 1_000_000_000
    private static let maximumAvoidance: UInt64 = 30 * second

    init?(_ server: DNSServer) {
        guard let address = server.socketAddress else { return nil }
        self.server = server
        self.address = address
    }

    /// Whether the server changes the letter case of names in its replies. A single such reply may be forged by somebody
    /// who guessed everything else, so case randomisation is given up only for a server that never preserved the case.
    var foldsCase: Bool { !preservesCase && foldedReplies >= 3 }

    func recordFoldedCase() { foldedReplies = min(foldedReplies + 1, 3) }

    func recordAnswer() {
        hasAnswered = true
        failures = 0
        avoidedUntil = 0
    }

    /// Records that a request failed. Other servers are preferred then, for longer after each failure.
    ///
    /// - Parameter isDefinite: Whether a single failure suffices, because it is not a timeout.
    func recordFailure(now: UInt64, isDefinite: Bool) {
        // Of hundreds of concurrent requests, only the first failure counts.
        guard now >= avoidedUntil else { return }
        failures += 1
        guard isDefinite || failures > 1 else { return }
        let doublings = UInt64(min(failures, 6))
        avoidedUntil = now + min(Self.second << doublings, Self.maximumAvoidance)
    }

    func isAvoided(now: UInt64) -> Bool { now < avoidedUntil }

    /// Lets one request test whether the server has recovered, while others prefer other servers.
    func beginProbe(now: UInt64, timeout: UInt64) {
        if failures > 1 { avoidedUntil = now + timeout }
    }
}
