import Certificates
import Federation
import ServerRules

/// Finds out whether clients would trust the chains of evidence, before they are judged.
struct ChainTrust: Sendable {
    private let roots: TrustRoots

    /// - Parameter caFile: takes the place of the system's roots.
    init(caFile: String?) throws(UsageError) {
        if let caFile {
            let file = try Document.read(caFile, "the certificate authorities")
            roots = TrustRoots(contents: file.contents)
            guard !roots.isEmpty else { throw UsageError("`\(caFile)` has no certificate that could be a root") }
            return
        }
        let found = TrustRoots.system { path in
            (try? FileReader.read(path, named: path, limit: 16 << 20))?.contents
        }
        guard let found, !found.roots.isEmpty else {
            throw UsageError(
                "the system has no trusted certificate authorities",
                help: ["install `ca-certificates`, or name a file of them with `--ca-file`"])
        }
        roots = found.roots
    }

    func judgements(_ evidence: Evidence) -> [CertificateChain: TrustJudgement] {
        Blocking.run { await trust(evidence) }
    }

    private func trust(_ evidence: Evidence) async -> [CertificateChain: TrustJudgement] {
        var judgements: [CertificateChain: TrustJudgement] = [:]
        for chain in Set(evidence.tls.compactMap(\.chain)) { judgements[chain] = await chain.trust(in: roots) }
        return judgements
    }

    /// The documents as peers get them, who take none from behind a certificate that they do not trust.
    func documents(_ evidence: Evidence) async -> [HTTPSEntry] {
        DocumentTrust.applied(to: evidence, await trust(evidence), nil).https
    }
}
