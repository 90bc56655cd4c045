import DNS
import Federation
import TLSIdentity

extension DNSEntry {
    /// The `dns` entry of an evidence file.
    init(_ answer: DNSAnswer, _ question: Question) {
        let status: DNSStatus =
            switch answer.status {
            case .code(let code): .rcode(code.description)
            case .timeout: .timeout
            case .refusedConnection: .refusedConnection
            case .malformed: .malformed
            case .bogus: .bogus
            }
        let isAnswer = status == .noError || status == .nxDomain
        self.init(
            question,
            status,
            records: isAnswer ? answer.records.compactMap { try? AnswerRecord($0.description) } : [],
            authority: answer.authority.map(\.description),
            server: answer.server?.description,
            transport: answer.transport?.rawValue,
            size: answer.size,
            isAuthoritative: answer.isAuthoritative,
            isAuthentic: answer.isAuthentic,
            extendedErrors: answer.extendedErrors.map { ExtendedError(code: Int($0.code), text: $0.text) },
            circumstances: Circumstances(
                at: Timestamp(seconds: answer.at / 1_000), milliseconds: answer.milliseconds, detail: answer.detail)
        )
    }
}
