import Certificates
import Federation
import TLSIdentity

/// What a key document is worth to peers.
struct KeyJudgement {
    let document: KeyDocument
    /// The server name that was asked about, as it is written.
    let expectedName: String
    /// Each ed25519 key with what its signature is worth.
    let keys: [(name: String, verdict: Verdict)]
    /// Whether its time is over; `nil` where there is no time to compare with.
    let isExpired: Bool?

    enum Verdict: Equatable {
        case valid
        /// There is no signature by the key.
        case unsigned
        case wrong
        case unreadableSignature
        case unreadableKey
        /// The document has a number that no canonical form has.
        case unsignable(number: String)
    }

    init(_ document: KeyDocument, of name: String, at time: Timestamp?) {
        self.document = document
        expectedName = name
        keys = document.keys.map { ($0.name, Self.verdict($0, document.signed)) }
        // A time is over at its last millisecond.
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

    var isNameRight: Bool { document.serverName == expectedName }

    /// Whether Synapse takes the document all the same: one signature that is right, and none that is wrong.
    var satisfiesSynapse: Bool {
        keys.contains { $0.verdict == .valid } && keys.allSatisfy { $0.verdict == .valid || $0.verdict == .unsigned }
    }

    var areSignaturesRight: Bool { !keys.isEmpty && keys.allSatisfy { $0.verdict == .valid } }
}

extension DelegationContext {
    /// The key document that an address gives; `nil` where there is none to judge.
    func keys(at visit: AddressVisit) -> (entry: FederationEntry, judgement: KeyJudgement)? {
        guard let entry = visit.request(.keys), entry.isSuccess, let body = entry.body,
            let document = try? KeyDocument(Array(body.utf8))
        else { return nil }
        return (entry, KeyJudgement(document, of: input.serverName, at: time))
    }
}
