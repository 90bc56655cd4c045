import NIOCore

/// What is known about a server while the client runs. Lives on the event loop.
final class ServerState {
    let server: DNSServer
    let address: SocketAddress
    /// Sockets that send questions.
    var ports: [DatagramPort] = []
    /// Whether a reply ever had the letters of the question.
    var keepsCase = false
    private var folded = 0
    /// Whether it ever answered, so that a send that fails now is not worth watching.
    var hasAnswered = false

    private var failures = 0
    /// Until then the others come first.
    private(set) var avoidedUntil: UInt64 = 0

    private static let second: UInt64 = 1_000_000_000
    private static let longestAvoidance: UInt64 = 30 * second

    init?(_ server: DNSServer) {
        guard let address = server.socketAddress else { return nil }
        self.server = server
        self.address = address
    }

    /// Whether its replies have the name in other letters than the question. One such reply may be forged by somebody
    /// who guessed all but the letters; the letters are given up only for a server that never kept them.
    var foldsCase: Bool { !keepsCase && folded >= 3 }

    func foldedCase() { folded = min(folded + 1, 3) }

    func answered() {
        hasAnswered = true
        failures = 0
        avoidedUntil = 0
    }

    /// A question went unanswered: a little later or at once, the others come first, for longer each time.
    func failed(now: UInt64, atOnce: Bool) {
        // Of hundreds of questions that were on their way together, the first speaks for all.
        guard now >= avoidedUntil else { return }
        failures += 1
        guard atOnce || failures > 1 else { return }
        let doublings = UInt64(min(failures, 6))
        avoidedUntil = now + min(Self.second << doublings, Self.longestAvoidance)
    }

    func isAvoided(now: UInt64) -> Bool { now < avoidedUntil }

    /// One question finds out whether the server is back; others meanwhile go elsewhere first.
    func probe(now: UInt64, patience: UInt64) {
        if failures > 1 { avoidedUntil = now + patience }
    }
}
