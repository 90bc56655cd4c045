/// A question as it goes to a server (RFC 1035 §4.1).
public struct Query: Sendable {
    public var question: Message.Question
    public var id: UInt16
    /// RD: asks a resolver to find the answer; a zone's own servers are asked without.
    public var recursionDesired: Bool
    /// CD: asks a validating resolver for what it has even if it does not validate.
    public var checkingDisabled: Bool
    /// The octets of an answer we take over UDP, in an OPT record; `nil`: without EDNS.
    public var payloadSize: UInt16?

    public init(
        _ question: Message.Question,
        id: UInt16 = 0,
        recursionDesired: Bool = true,
        checkingDisabled: Bool = false,
        payloadSize: UInt16? = 1232
    ) {
        self.question = question
        self.id = id
        self.recursionDesired = recursionDesired
        self.checkingDisabled = checkingDisabled
        self.payloadSize = payloadSize
    }

    /// The wire form: the header, the name as the question has it from octet 12 on, and the OPT record.
    ///
    /// - Returns: `nil` when there is no memory for it.
    public func encoded() -> [UInt8]? {
        guard let query = LDNSQuery(question) else { return nil }
        query.set(
            id: id,
            recursionDesired: recursionDesired,
            checkingDisabled: checkingDisabled,
            payloadSize: payloadSize
        )
        return query.wire()
    }
}
