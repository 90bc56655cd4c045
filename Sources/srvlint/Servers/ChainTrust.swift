import Certificates
import Federation
import ServerRules

/// Verifies the certificate chains of evidence, before the evidence is judged.
struct ChainTrust: Sendable {
    private let roots: TrustRoots
    private let known = KnownTrust()

    /// The trust that a run needs, or `nil` if it neither collects evidence nor has a chain that a server presented: then
    /// nothing about the system's certificate authorities matters. `explain` and `audit` decide this in the same way.
    static func needed(for facts: KnownFacts, isLive: Bool, _ option: TrustOption) throws(UsageError) -> ChainTrust? {
        guard isLive || facts.haveChains || option.caFile != nil else { return nil }
        return try ChainTrust(option)
    }

    /// Trusts the certificate authorities of the given file, otherwise those of the system.
    private init(_ option: TrustOption) throws(UsageError) {
        guard let path = option.caFile else {
            do {
                roots = try SystemTrust.roots(SystemTrust.Access.machine)
            } catch {
                throw UsageError(error, option: "--ca-file FILE")
            }
            return
        }
        let file = try Document.read(path, "the file of certificate authorities")
        roots = TrustRoots(contents: file.contents)
        guard !roots.isEmpty else {
            throw UsageError("`\(path)` contains no certificate that can be a trust anchor")
        }
    }

    func judgements(_ evidence: Evidence) -> [CertificateChain: TrustJudgement] {
        let chains = Set(evidence.tls.compactMap(\.chain))
        // Collecting has verified most of them for the documents.
        return known.judgements(of: chains) ?? Blocking.run { await trust(chains) }
    }

    private func trust(_ chains: Set<CertificateChain>) async -> [CertificateChain: TrustJudgement] {
        var judgements: [CertificateChain: TrustJudgement] = [:]
        for chain in chains {
            if let judgement = known[chain] {
                judgements[chain] = judgement
            } else {
                let judgement = await chain.trust(in: roots)
                known[chain] = judgement
                judgements[chain] = judgement
            }
        }
        return judgements
    }

    /// The documents that peers see: they ignore those from servers whose certificate they do not trust.
    func documents(_ evidence: Evidence) async -> [HTTPSEntry] {
        DocumentTrust.applied(to: evidence, await trust(Set(evidence.tls.compactMap(\.chain))), nil).https
    }
}
