import Certificates
import Diagnostics

/// C109: the chain does not lead to a CA that peers trust.
enum IssuerUnknown: ServerRule {
    static let info = RuleInfo(
        "C109",
        "issuer-unknown",
        .error,
        summary: "the chain does not lead to a CA that peers trust",
        page: RulePage(
            whatItChecks: """
                Reports a chain without a path of valid signatures to a trusted root. The chain may end in another \
                root, its issuer may be neither sent nor trusted, or a signature may not match. The chain may also \
                violate the constraints of its CAs. Without trusted roots to compare with, this rule reports nothing.
                """,
            whyItMatters: """
                Peers trust only the CAs that browsers trust. Since 2019 (MSC1711), homeservers refuse certificates \
                from private CAs.
                """,
            howToFix: "Order a certificate from a public CA, for example with ACME.",
            references: ["Matrix server-server, TLS", "MSC1711", "RFC 5280 §6"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], .unknownRoot, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for presented in context.presented {
            guard let trust = presented.trust, let (message, why, help) = words(trust, presented) else { continue }
            let builtIn = presented.leaf.builtIn
            let label = "issued by \(CertificateDescription.quoted(presented.leaf.issuer.text))"
            findings.report(
                presented.finding(
                    info, message, label: label,
                    why: Sentences.joined([why, builtIn?.text].compactMap(\.self)),
                    help: presented.heldHelp(context) ?? builtIn?.help(for: presented.requiredNameText) ?? help,
                    in: context))
        }
    }
}

// MARK: - Messages

extension IssuerUnknown {
    private static func words(
        _ trust: TrustJudgement, _ presented: PresentedChain
    ) -> (message: String, why: String, help: String)? {
        let order = "order a certificate from a public CA, for example with ACME"
        let refused = "peers trust only the CAs that browsers trust, and refuse this chain"
        switch trust {
        // Reported by C110 and C111.
        case .trusted, .noRoots, .selfSigned, .intermediateMissing: return nil
        case .unknownRoot(_, let name):
            return (
                "the chain leads to the root \(CertificateDescription.quoted(name.text)), which is not trusted",
                refused, order
            )
        case .unknownIssuer(let index, let name, _):
            let issuer = CertificateDescription.quoted(name.text)
            let addition =
                index == presented.leafIndex
                ? "serve the full chain, such as `fullchain.pem` instead of `cert.pem`, if \(issuer) is an intermediate "
                    + "certificate of a public CA"
                : "add the issuer certificate to the chain if it is an intermediate"
            return (
                "the issuer of \(CertificateDescription.certificate(index, leaf: presented.leafIndex)), \(issuer), is "
                    + "neither sent nor trusted", refused, addition + "; otherwise, " + order
            )
        case .badSignature(let index):
            return (
                "\(CertificateDescription.certificate(index, leaf: presented.leafIndex)) names its issuer, but has no valid "
                    + "signature by the issuer's key", refused,
                "serve the chain that the CA issued with this certificate"
            )
        case .unverifiable(let index, let reason):
            return (
                "the signature of \(CertificateDescription.certificate(index, leaf: presented.leafIndex)) cannot be "
                    + "verified: \(reason)", "many clients cannot verify it either",
                "have it reissued with a common key type, such as EC P-256 or RSA 2048"
            )
        case .breaksRules(let reasons):
            return (
                "the chain violates the constraints of its CAs: " + Words.list(Array(reasons.prefix(3))), refused,
                "have the certificate reissued, by another CA if the problem persists"
            )
        }
    }
}
