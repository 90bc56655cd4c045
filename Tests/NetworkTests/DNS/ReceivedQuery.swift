import DNS

/// A query that a test server received, with possible replies.
struct ReceivedQuery: Sendable {
    let bytes: [UInt8]
    let message: Message

    init?(_ bytes: [UInt8]) {
        guard let message = Message(bytes), message.questions.count == 1 else { return nil }
        self.bytes = bytes
        self.message = message
    }

    var name: Name { message.questions[0].name }
    var type: RecordType { message.questions[0].type }
    private var questionEnd: Int { 12 + name.wire.count + 4 }

    /// Returns a record for the queried name.
    static func record(_ type: RecordType, ttl: UInt32 = 300, _ rdata: [UInt8]) -> [UInt8] {
        let number = type.rawValue
        return [0xC0, 12, UInt8(number >> 8), UInt8(number & 0xFF), 0, 1]
            + (0..<4).map { UInt8(truncatingIfNeeded: ttl >> (24 - 8 * UInt32($0))) }
            + [UInt8(rdata.count >> 8), UInt8(rdata.count & 0xFF)] + rdata
    }

    static let address = record(.a, [192, 0, 2, 1])

    /// Returns a reply with exactly the same question.
    func reply(
        code: UInt8 = 0,
        flags: UInt16 = 0x8180,
        answer: [[UInt8]] = [],
        authority: [[UInt8]] = [],
        options: [UInt8]? = nil
    ) -> [UInt8] {
        var reply = Array(bytes[..<2])
        reply += [UInt8(flags >> 8), UInt8(flags & 0xF0) | code]
        reply += [0, 1, 0, UInt8(answer.count), 0, UInt8(authority.count), 0, options == nil ? 0 : 1]
        reply += bytes[12..<questionEnd]
        reply += (answer + authority).joined()
        if let options {
            reply += [0, 0, 41, 4, 208, 0, 0, 0, 0, UInt8(options.count >> 8), UInt8(options.count & 0xFF)] + options
        }
        return reply
    }

    /// Returns the correct answer.
    var rightReply: [UInt8] { reply(answer: [Self.address]) }

    /// Returns the correct answer with another address and a modification.
    func forged(_ change: (inout [UInt8]) -> Void) -> [UInt8] {
        var bytes = reply(answer: [Self.record(.a, [203, 0, 113, 66])])
        change(&bytes)
        return bytes
    }

    /// Returns the correct answer with the name in lower case.
    var foldedReply: [UInt8] {
        var bytes = rightReply
        for index in 12..<questionEnd - 4 where bytes[index] &- 0x41 < 26 { bytes[index] |= 0x20 }
        return bytes
    }

    var isMixed: Bool { bytes[12..<questionEnd - 4].contains { $0 &- 0x41 < 26 } }
}
