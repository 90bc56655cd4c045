import Certificates
import Diagnostics

/// C113: a certificate is used for a purpose that it does not allow.
enum WrongKeyUsage: ServerRule {
    static let info = RuleInfo(
        "C113",
        "wrong-key-usage",
        .error,
        summary: "a certificate is used for a purpose that it does not allow",
        page: RulePage(
            whatItChecks: """
                Checks key usage, extended key usage and basic constraints. Reported are a server certificate only for \
                clients, a CA certificate used as the server certificate, and an issuer that is not a CA or may not \
                sign. A path that is too long and an extension that cannot be decoded are reported, too.
                """,
            whyItMatters: """
                Clients enforce the restrictions that a certificate states. It is a warning if only some clients do. \
                Homeservers written in Rust refuse a CA certificate as the server certificate, and some TLS libraries \
                refuse a key usage without digitalSignature.
                """,
            howToFix: "Have it reissued as a server certificate: serverAuth, digitalSignature, not a CA.",
            references: ["RFC 5280 §4.2.1.3", "RFC 5280 §4.2.1.9", "RFC 5280 §4.2.1.12"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], .clientsOnly, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for presented in context.presented {
            for issue in presented.path.usageIssues() { findings.report(wrong(presented, issue, context)) }
        }
    }
}

// MARK: - Messages

extension WrongKeyUsage {
    private static func wrong(
        _ presented: PresentedChain, _ issue: UsageIssue, _ context: ServerContext
    ) -> Finding {
        let (index, label, why, severity) = words(issue, presented)
        return presented.finding(
            info,
            CertificateDescription.usage(issue, presented.leafIndex),
            label: label,
            index: index,
            why: why,
            help: index == presented.leafIndex
                ? "have it reissued as a server certificate with serverAuth and digitalSignature"
                : "serve the chain that the CA issued, or order the certificate from another CA",
            severity: severity,
            in: context
        )
    }

    private typealias Words = (index: Int, label: String, why: String, severity: Severity?)

    private static func words(_ issue: UsageIssue, _ presented: PresentedChain) -> Words {
        let leaf = presented.leafIndex
        switch issue {
        case .lacksServerAuthentication:
            return (leaf, "extended key usage without serverAuth", "peers refuse it as a server certificate", nil)
        case .authorityAsLeaf:
            return (
                leaf, "basic constraints: CA",
                "homeservers written in Rust refuse a CA certificate as the server certificate", .warning
            )
        case .lacksDigitalSignature:
            return (
                leaf, "key usage without digitalSignature",
                "TLS 1.3 signs with this key, and some TLS libraries refuse a key that may not sign", .warning
            )
        case .issuerIsNoAuthority(let index):
            return (index, "basic constraints without CA", "peers refuse certificates that it has signed", nil)
        case .issuerMayNotSign(let index):
            return (index, "key usage without keyCertSign", "peers refuse certificates that it has signed", nil)
        case .issuerLacksServerAuthentication(let index, _):
            return (
                index, "extended key usage without serverAuth",
                "the restriction applies to all certificates below it, so peers refuse the server certificate", nil
            )
        case .pathTooLong(let index, _):
            return (index, "path length", "peers refuse a path that is longer", nil)
        case .malformedExtension(let index, let identifier):
            return (index, "extension \(identifier)", "strict clients refuse the certificate", .warning)
        }
    }
}
