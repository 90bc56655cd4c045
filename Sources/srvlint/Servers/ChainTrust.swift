import Certificates
import Federation
import ServerRules

/// Verifies the certificate chains of evidence, before the evidence is judged.
struct ChainTrust: Sendable {
    private let roots: TrustRoots

    /// - Parameter caFile: a file of certificate authorities to trust instead of the system's.
    init(caFile: String) throws(UsageError) {
        let file = try Document.read(caFile, "the file of certificate authorities")
        roots = TrustRoots(contents: file.contents)
        guard !roots.isEmpty else {
            throw UsageError("`\(caFile)` contains no certificate that can be a trust anchor")
        }
    }

    /// Trusts the certificate authorities of the system.
    ///
    /// - Parameter option: the option that replaces them, for the advice if there are none.
    init(systemOr option: String) throws(UsageError) {
        do {
            roots = try SystemTrust.roots(SystemTrust.Access.machine)
        } catch {
            throw UsageError(error, option: option)
        }
    }

    func judgements(_ evidence: Evidence) -> [CertificateChain: TrustJudgement] {
        Blocking.run { await trust(evidence) }
    }

    private func trust(_ evidence: Evidence) async -> [CertificateChain: TrustJudgement] {
        var judgements: [CertificateChain: TrustJudgement] = [:]
        for chain in Set(evidence.tls.compactMap(\.chain)) { judgements[chain] = await chain.trust(in: roots) }
        return judgements
    }

    /// The documents that peers see: they ignore those from servers whose certificate they do not trust.
    func documents(_ evidence: Evidence) async -> [HTTPSEntry] {
        DocumentTrust.applied(to: evidence, await trust(evidence), nil).https
    }
}
