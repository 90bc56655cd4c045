import DNS

extension DNSEngine {
    /// Checks a reply that comes from the right address with the right id.
    func handleReply(_ bytes: UnsafeRawBufferPointer, _ attempt: Attempt) {
        guard bytes.count >= 12 else { return ignore(\.malformed, attempt) }
        let flags = Message.Flags(rawValue: UInt16(bytes[2]) << 8 | UInt16(bytes[3]))
        guard flags.isResponse, flags.opcode == 0 else { return ignore(\.notAReply, attempt) }
        let questions = UInt16(bytes[4]) << 8 | UInt16(bytes[5])
        if questions == 0, attempt.options.usesEDNS, isEDNSRejection(ResponseCode(rawValue: UInt16(bytes[3] & 15))) {
            // Some servers without EDNS return the bare header (RFC 6891 §7). This is not an answer.
            return retryWithoutEDNS(attempt)
        }
        let comparison = QueryCase.compare(attempt.packet, bytes, questionEnd: attempt.questionEnd)
        guard questions == 1, comparison != .different else { return ignore(\.otherQuestion, attempt) }
        if comparison == .folded, attempt.options.transport == .udp {
            ignore(\.caseFolded, attempt)
            attempt.server.recordFoldedCase()
            return retry(attempt) { $0.randomizesCase = false }
        }
        if attempt.options.randomizesCase { attempt.server.preservesCase = true }
        attempt.server.recordAnswer()
        if flags.isTruncated, attempt.options.transport == .udp { return retry(attempt) { $0.transport = .tcp } }
        // Most names of an answer refer to its question (RFC 1035 §4.1.4) and would have its random letter case.
        var reply = Array(bytes)
        let asked = attempt.pending.request.question.name.wire
        reply.replaceSubrange(12..<12 + asked.count, with: asked)
        guard let message = Message(reply) else {
            ignore(\.malformed, attempt)
            return fail(attempt, .malformed, "sends a malformed reply")
        }
        handle(message, attempt)
    }

    private func handle(_ message: Message, _ attempt: Attempt) {
        if attempt.options.usesEDNS, isEDNSRejection(message.code) { return retryWithoutEDNS(attempt) }
        guard remove(attempt, isAnswered: true) else { return }
        let pending = attempt.pending
        // An answer without validation explains a SERVFAIL, but is not used as an answer, however late it comes.
        if let unexplained = attempt.unexplained {
            guard message.code == .noError || message.code == .nxDomain else { return settleAsServFail(attempt) }
            let answer = pending.answer(.bogus, unexplained.message, unexplained.attempt)
            return finish(pending, .success(answer))
        }
        switch message.code {
        case .servFail where pending.request.recursionDesired: explain(message, attempt)
        case .servFail, .refused, .notImp, .formErr, .badVers:
            settle(pending, attempt, pending.answer(.code(message.code), message, attempt))
        default: finish(pending, .success(pending.answer(.code(message.code), message, attempt)))
        }
    }

    private func isEDNSRejection(_ code: ResponseCode) -> Bool {
        code == .formErr || code == .notImp || code == .badVers
    }

    private func retryWithoutEDNS(_ attempt: Attempt) {
        retry(attempt) { $0.usesEDNS = false }
    }
}
