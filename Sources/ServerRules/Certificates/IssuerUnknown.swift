import Certificates
import Diagnostics

/// C109: the chain does not lead to an authority that peers trust.
enum IssuerUnknown: DelegationRule {
    static let info = RuleInfo(
        "C109",
        "issuer-unknown",
        .error,
        summary: "the chain does not lead to an authority that peers trust",
        page: RulePage(
            whatItChecks: """
                Says when a chain does not lead to one of the trusted roots by valid signatures: it ends in another \
                root, its issuer is neither sent nor known, a signature does not fit, or the chain breaks the rules of \
                its authorities. Without roots to judge by nothing is said.
                """,
            whyItMatters: """
                Peers trust the authorities that browsers trust, and no others. Since 2019 (MSC1711) homeservers \
                refuse certificates of private authorities.
                """,
            howToFix: "Order a certificate from a public authority, by ACME for example.",
            references: ["Matrix server-server, TLS", "MSC1711", "RFC 5280 §6"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], .unknownRoot, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for presented in context.presented {
            guard let trust = presented.trust, let (message, why, help) = words(trust, presented) else { continue }
            let label = "issued by \(CertificateWords.quoted(presented.leaf.issuer.text))"
            findings.report(
                presented.finding(info, message, label: label, why: why, help: help, in: context))
        }
    }
}

// MARK: - Messages

extension IssuerUnknown {
    private static func words(
        _ trust: TrustJudgement, _ presented: PresentedChain
    ) -> (message: String, why: String, help: String)? {
        let order = "order a certificate from a public authority, by ACME for example"
        let refused = "peers trust the authorities that browsers trust, and refuse this chain"
        switch trust {
        // C110 and C111 say these.
        case .trusted, .noRoots, .selfSigned, .intermediateMissing: return nil
        case .unknownRoot(_, let name):
            return (
                "the chain leads to the root \(CertificateWords.quoted(name.text)), which is not trusted", refused,
                order + "; a private authority is unknown to peers"
            )
        case .unknownIssuer(let index, let issuer, _):
            return (
                "the issuer of \(CertificateWords.certificate(index, leaf: presented.leafIndex)), "
                    + "\(CertificateWords.quoted(issuer.text)), is neither sent nor trusted", refused,
                "send the issuer's certificate with the chain if it is an intermediate; otherwise " + order
            )
        case .badSignature(let index):
            return (
                "\(CertificateWords.certificate(index, leaf: presented.leafIndex)) bears the name of its issuer, but "
                    + "no valid signature by the issuer's key", refused,
                "serve the chain that the authority gave out with this very certificate"
            )
        case .unverifiable(let index, let reason):
            return (
                "the signature of \(CertificateWords.certificate(index, leaf: presented.leafIndex)) is of a kind that "
                    + "cannot be verified: \(reason)", "many clients cannot verify it either",
                "have it issued again with a usual key, such as EC P-256 or RSA 2048"
            )
        case .breaksRules(let reasons):
            return (
                "the chain breaks the rules of its authorities: " + Words.list(Array(reasons.prefix(3))), refused,
                "have it issued again"
            )
        }
    }
}
