import Certificates
import Synchronization

/// The trust in chains that were verified before. It depends on nothing but the chain and the roots of the run, and many
/// servers of one provider present the same chain.
final class KnownTrust: Sendable {
    private let judgements = Mutex<[CertificateChain: TrustJudgement]>([:])
    /// Enough for the servers that are audited at once. A hostile server could present any number of chains.
    private static let limit = 128

    subscript(chain: CertificateChain) -> TrustJudgement? {
        get { judgements.withLock { $0[chain] } }
        set {
            judgements.withLock { judgements in
                if judgements.count >= Self.limit { judgements = [:] }
                judgements[chain] = newValue
            }
        }
    }

    /// Returns the trust in each chain, or `nil` unless all are known.
    func judgements(of chains: Set<CertificateChain>) -> [CertificateChain: TrustJudgement]? {
        judgements.withLock { judgements in
            var found: [CertificateChain: TrustJudgement] = [:]
            for chain in chains {
                guard let judgement = judgements[chain] else { return nil }
                found[chain] = judgement
            }
            return found
        }
    }
}
