import Certificates
import Diagnostics

/// C113: a certificate is used for what it was not made for.
enum WrongKeyUsage: DelegationRule {
    static let info = RuleInfo(
        "C113",
        "wrong-key-usage",
        .error,
        summary: "a certificate is used for what it was not made for",
        page: RulePage(
            whatItChecks: """
                Looks at key usage, extended key usage and basic constraints: a server's certificate that is made for \
                clients only, an authority's in the server's place, an issuer that is not an authority's or may not \
                sign, a path that is too long, extensions that cannot be decoded.
                """,
            whyItMatters: """
                Clients hold certificates to what they say of themselves. Where not all do (an authority's certificate \
                as the server's is refused by the servers in Rust, a key usage without signatures by some TLS \
                libraries), it is a warning.
                """,
            howToFix: "Have it issued again as a server's certificate: serverAuth, digitalSignature, no authority.",
            references: ["RFC 5280 §4.2.1.3", "RFC 5280 §4.2.1.9", "RFC 5280 §4.2.1.12"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], .clientsOnly, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for presented in context.presented {
            for issue in presented.chain.usageIssues() { findings.report(wrong(presented, issue, context)) }
        }
    }
}

// MARK: - Messages

extension WrongKeyUsage {
    private static func wrong(
        _ presented: PresentedChain, _ issue: UsageIssue, _ context: DelegationContext
    ) -> Finding {
        let (index, label, why, severity) = words(issue, presented)
        return presented.finding(
            info,
            CertificateWords.usage(issue, presented.leafIndex),
            label: label,
            index: index,
            why: why,
            help: index == presented.leafIndex
                ? "have it issued again as a server's certificate"
                : "serve the chain that the authority gives out, or have it issued again below a proper authority",
            severity: severity,
            in: context
        )
    }

    private typealias Words = (index: Int, label: String, why: String, severity: Severity?)

    private static func words(_ issue: UsageIssue, _ presented: PresentedChain) -> Words {
        let leaf = presented.leafIndex
        switch issue {
        case .lacksServerAuthentication:
            return (leaf, "extended key usage without serverAuth", "peers refuse it as a server's certificate", nil)
        case .authorityAsLeaf:
            return (
                leaf, "basic constraints: CA",
                "servers written in Rust refuse the certificate of an authority in the place of a server's", .warning
            )
        case .lacksDigitalSignature:
            return (
                leaf, "key usage without digitalSignature",
                "TLS 1.3 signs with this key, and some TLS libraries refuse a key that may not", .warning
            )
        case .issuerIsNoAuthority(let index):
            return (index, "basic constraints do not say CA", "peers refuse what such a certificate has signed", nil)
        case .issuerMayNotSign(let index):
            return (index, "key usage without keyCertSign", "peers refuse what such a certificate has signed", nil)
        case .issuerLacksServerAuthentication(let index, _):
            return (index, "extended key usage without serverAuth", "it holds for all certificates below it", nil)
        case .pathTooLong(let index, _):
            return (index, "path length", "peers refuse a longer path", nil)
        case .malformedExtension(let index, let identifier):
            return (index, "extension \(identifier)", "strict clients refuse such a certificate", .warning)
        }
    }
}
