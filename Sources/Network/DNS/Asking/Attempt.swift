import DNS

/// One packet on its way to one server, and how the server is asked.
final class Attempt {
    /// Held both ways until the question ends.
    let conversation: Conversation
    let server: ServerState
    let manner: Manner
    let id: UInt16
    let packet: [UInt8]
    /// Where the question ends in ``packet``.
    let questionEnd: Int
    /// When the next server is asked.
    let patienceEnds: UInt64
    var isOverdue = false
    /// The SERVFAIL that this question, with checking disabled, is to explain.
    var explains: Unexplained?
    /// What carries it, to be told when the question ends.
    weak var port: DatagramPort?
    weak var stream: StreamExchange?

    init(
        _ conversation: Conversation,
        _ server: ServerState,
        _ manner: Manner,
        id: UInt16,
        packet: [UInt8],
        questionEnd: Int,
        patienceEnds: UInt64
    ) {
        self.conversation = conversation
        self.server = server
        self.manner = manner
        self.id = id
        self.packet = packet
        self.questionEnd = questionEnd
        self.patienceEnds = patienceEnds
    }

    typealias Unexplained = (message: Message, attempt: Attempt)

    /// How a question is put.
    struct Manner {
        var usesEDNS = true
        var mixesCase = true
        var transport = DNSAnswer.Transport.udp
    }
}
