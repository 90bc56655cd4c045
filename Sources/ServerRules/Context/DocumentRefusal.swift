import Certificates
import DNS
import Diagnostics
import Federation
import TLSIdentity

/// Why peers refuse the certificate of a web server, and with it the well-known document.
struct DocumentRefusal {
    let chain: CertificateChain
    /// The reasons, as predicates of "the certificate".
    private let predicates: [String]
    /// The reasons that do not concern the certificate itself, as clauses.
    private let clauses: [String]

    /// - Returns: `nil` if peers accept the chain.
    init?(_ chain: CertificateChain, for name: CertificateName, _ trust: TrustJudgement?, at time: Timestamp?) {
        self.chain = chain
        var predicates: [String] = []
        var clauses: [String] = []
        switch trust {
        case nil, .trusted, .noRoots, .unverifiable: break
        case .selfSigned: predicates.append(Self.selfSigned(chain.leaf))
        case .intermediateMissing: clauses.append("the intermediate certificate is missing")
        case .unknownRoot(_, let name):
            clauses.append("the root \(CertificateDescription.quoted(name.text)) is not trusted")
        case .unknownIssuer(_, let issuer, _):
            clauses.append("the issuer \(CertificateDescription.quoted(issuer.text)) is neither sent nor trusted")
        case .badSignature, .breaksRules: clauses.append("the chain is not valid")
        }
        if let time {
            let path = chain.path(trust: trust, at: time)
            for issue in path.dateIssues(at: time) where issue.isInvalid {
                switch issue {
                case .expired(0, let since): predicates.append("expired on \(since.date)")
                case .expired(let index, _) where path.mayBeUnneeded(index, trust): break
                default: clauses.append(CertificateDescription.date(issue, 0))
                }
            }
        }
        let isMatch = MatchingRules.specification.match(name, in: chain.leaf).isMatch
        // Without a trust result, the names decide whether a certificate is self-signed.
        if !isMatch, trust == nil, chain.leaf.isSelfIssued { predicates.append(Self.selfSigned(chain.leaf)) }
        if !isMatch {
            predicates.append(
                "\(CertificateDescription.names(of: chain.leaf)), not \(CertificateDescription.quoted(name.value))"
            )
        }
        if predicates.isEmpty, clauses.isEmpty { return nil }
        self.predicates = predicates
        self.clauses = clauses
    }

    private static func selfSigned(_ leaf: PresentedCertificate) -> String {
        "is self-signed" + (leaf.subject.commonName.map { " (\(CertificateDescription.quoted($0)))" } ?? "")
    }

    /// The reasons as a clause.
    var text: String {
        let certificate = predicates.isEmpty ? [] : ["the certificate " + Words.list(predicates)]
        return (clauses + certificate).joined(separator: ", and ")
    }
}

extension HTTPSEntry {
    /// The server that a document names which peers do not accept because of the certificate, as written.
    var refusedDelegation: String? {
        guard error == .tlsFailed, status == 200, let body, let document = try? JSONReader.read(body),
            let text = document["m.server"]?.string, let name = try? ServerName(text),
            name.port == nil || name.usablePort != nil
        else { return nil }
        return text
    }
}

extension ServerContext {
    /// Returns the host whose certificate is the reason why peers refuse the document of a response, and what is wrong with
    /// it. It is the web server that was asked first, or one that it redirects to.
    func refusal(of entry: HTTPSEntry) -> (host: String, refusal: DocumentRefusal)? {
        guard entry.error == .tlsFailed else { return nil }
        // A client that does not say what is wrong with the certificate, or in its own words, saw the same one.
        let detail = entry.circumstances.detail.flatMap { $0.hasPrefix("certificate verify failed") ? nil : $0 }
        for (host, chain) in DocumentTrust.refusedHosts(of: entry, in: evidence.evidence, input.trust, time) {
            if let refusal = DocumentRefusal(chain, for: .dns(host), input.trust[chain], at: time),
                detail == nil || DocumentTrust.detail(refusal.text, host, entry) == detail
            {
                return (host, refusal)
            }
        }
        return nil
    }
}
