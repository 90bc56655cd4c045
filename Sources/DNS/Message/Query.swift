/// A query to a server (RFC 1035 §4.1).
public struct Query: Sendable {
    public var question: Question
    public var id: UInt16
    /// RD: asks a resolver to find the answer. Not set in queries to a zone's own servers.
    public var recursionDesired: Bool
    /// CD: asks a validating resolver for its data even if it does not validate.
    public var checkingDisabled: Bool
    /// DO: asks for signatures. Only sent with EDNS.
    public var dnssecOK: Bool
    /// The largest UDP answer to accept, in octets, for the OPT record. `nil` to send the query without EDNS.
    public var payloadSize: UInt16?

    public init(
        _ question: Question,
        id: UInt16 = 0,
        recursionDesired: Bool = true,
        checkingDisabled: Bool = false,
        dnssecOK: Bool = false,
        payloadSize: UInt16? = 1232
    ) {
        self.question = question
        self.id = id
        self.recursionDesired = recursionDesired
        self.checkingDisabled = checkingDisabled
        self.dnssecOK = dnssecOK
        self.payloadSize = payloadSize
    }

    /// The wire form: the header, from octet 12 on the question, whose name keeps its case, and the OPT record.
    ///
    /// - Returns: `nil` if there is not enough memory.
    public func encoded() -> [UInt8]? {
        guard let query = LDNSQuery(question.name, question.type, question.recordClass) else { return nil }
        query.set(
            id: id,
            recursionDesired: recursionDesired,
            checkingDisabled: checkingDisabled,
            dnssecOK: dnssecOK,
            payloadSize: payloadSize
        )
        return query.wire()
    }
}
