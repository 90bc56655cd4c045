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
            clauses.append("the issuer \(CertificateDescription.quoted(issuer.text)) is not trusted")
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
    /// Returns why peers refuse the document of a response, if it is the certificate of the web server that was asked
    /// first.
    func refusal(of entry: HTTPSEntry) -> DocumentRefusal? {
        guard entry.error == .tlsFailed, let host = delegatingHost?.lowercased(),
            let detail = entry.circumstances.detail
        else { return nil }
        let handshakes = evidence.evidence.tls.filter {
            $0.port == 443 && $0.serverName.lowercased() == host
                && (entry.address == nil || $0.address == entry.address)
        }
        return handshakes.lazy.compactMap(\.chain).compactMap { chain in
            DocumentRefusal(chain, for: .dns(host), self.input.trust[chain], at: self.time)
        }.first { $0.text == detail }
    }
}
