import DNS
import Synchronization

/// A question and the server to ask.
struct DNSRequest: Sendable {
    var question: Question
    /// The server to ask, or `nil` for the resolvers.
    var server: DNSServer?
    var recursionDesired = true
    /// Whether to ask for signatures.
    var dnssecOK = false
}

/// Identifies a request for the task that waits for it, and tells whether the task was cancelled.
final class CancellationToken: Sendable {
    let isCancelled = Atomic(false)
}
