import Certificates
import Federation
import TLSIdentity

/// Whether peers accept a key document.
struct KeyJudgement {
    let document: KeyDocument
    /// The audited server name, as written.
    let expectedName: String
    /// The result of verifying the signature of each ed25519 key.
    let keys: [(name: String, verdict: Verdict)]
    /// Whether the document has expired, or `nil` without a time to compare with.
    let isExpired: Bool?

    enum Verdict: Equatable {
        case valid
        /// There is no signature by the key.
        case unsigned
        case wrong
        case unreadableSignature
        case unreadableKey
        /// The document contains a number that canonical JSON does not allow.
        case unsignable(number: String)
    }

    init(_ document: KeyDocument, of name: String, at time: Timestamp?) {
        self.document = document
        expectedName = name
        keys = document.keys.map { ($0.name, Self.verdict($0, document.signed)) }
        // The document expires at its last millisecond.
        isExpired = time.map { time in
            guard let until = document.validUntil else { return false }
            return Int64(until) / 1_000 <= time.seconds
        }
    }

    private static func verdict(
        _ key: KeyDocument.VerifyKey, _ signed: Result<[UInt8], CanonicalJSONProblem>
    ) -> Verdict {
        guard let text = key.key else { return .unreadableKey }
        guard let signature = key.signature else { return .unsigned }
        switch signed {
        case .failure(let problem): return .unsignable(number: problem.number)
        case .success(let bytes):
            return switch Ed25519Signature(signature, by: text).verdict(over: bytes) {
            case .valid: .valid
            case .wrong: .wrong
            case .unreadableKey: .unreadableKey
            case .unreadableSignature: .unreadableSignature
            }
        }
    }

    var hasExpectedName: Bool { document.serverName == expectedName }

    /// Whether Synapse accepts the document: at least one valid signature and none that is invalid.
    var satisfiesSynapse: Bool {
        keys.contains { $0.verdict == .valid } && keys.allSatisfy { $0.verdict == .valid || $0.verdict == .unsigned }
    }

    var areSignaturesValid: Bool { !keys.isEmpty && keys.allSatisfy { $0.verdict == .valid } }
}
