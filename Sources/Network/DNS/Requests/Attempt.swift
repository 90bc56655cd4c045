import DNS

/// One packet sent to one server for a request.
final class Attempt {
    /// The request, which refers to its attempts until it ends.
    let pending: PendingRequest
    let server: ServerState
    let options: Options
    let id: UInt16
    let packet: [UInt8]
    /// The offset in ``packet`` at which the question ends.
    let questionEnd: Int
    /// The time at which the next server is asked.
    let deadline: UInt64
    var isOverdue = false
    /// The SERVFAIL that this attempt is to explain by asking the same question with checking disabled.
    var unexplained: UnexplainedServFail?
    /// The socket that carries the packet.
    weak var carrier: (any AttemptCarrier)?

    init(
        _ pending: PendingRequest,
        _ server: ServerState,
        _ options: Options,
        id: UInt16,
        packet: [UInt8],
        questionEnd: Int,
        deadline: UInt64
    ) {
        self.pending = pending
        self.server = server
        self.options = options
        self.id = id
        self.packet = packet
        self.questionEnd = questionEnd
        self.deadline = deadline
    }

    typealias UnexplainedServFail = (message: Message, attempt: Attempt)

    /// The form in which a question is sent.
    struct Options {
        var usesEDNS = true
        var randomizesCase = true
        var transport = DNSAnswer.Transport.udp
    }
}

/// A socket that carries attempts.
protocol AttemptCarrier: AnyObject {
    /// Stops waiting for a reply to an attempt.
    ///
    /// - Parameter isAnswered: Whether a reply was accepted, so that a further one is a duplicate rather than late.
    func release(_ attempt: Attempt, isAnswered: Bool)
}
