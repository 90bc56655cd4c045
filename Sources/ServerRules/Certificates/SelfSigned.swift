import Certificates
import Diagnostics

/// C110: the certificate is self-signed.
enum SelfSigned: ServerRule {
    static let info = RuleInfo(
        "C110",
        "self-signed",
        .error,
        summary: "the certificate is self-signed",
        page: RulePage(
            whatItChecks: """
                Checks for server certificates that name themselves as their issuer and are not among the trusted \
                roots.
                """,
            whyItMatters: """
                Peers trust only the CAs that browsers trust. Before 2019, homeservers used self-signed certificates \
                and fingerprints. Since Synapse 1.0 (MSC1711), they refuse such certificates.
                """,
            howToFix: "Order a certificate from a public CA, for example with ACME.",
            references: ["Matrix server-server, TLS", "MSC1711"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], .selfSigned, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for presented in context.presented where isSelfSigned(presented) {
            findings.report(
                presented.finding(
                    info,
                    "the certificate is self-signed",
                    label: "names itself as its issuer",
                    why: Sentences.joined(
                        [
                            "peers trust only the CAs that browsers trust, and refuse this certificate",
                            presented.leaf.builtIn?.text,
                        ].compactMap(\.self)),
                    help: presented.heldHelp(context) ?? presented.leaf.builtIn?.help(for: presented.requiredNameText)
                        ?? "order a certificate from a public CA, for example with ACME",
                    in: context
                ))
        }
    }

    private static func isSelfSigned(_ presented: PresentedChain) -> Bool {
        switch presented.trust {
        case .selfSigned: true
        case .trusted: false
        // Without a trust result, the names decide. C112 reports a chain with the server certificate further down.
        default: presented.leaf.isSelfIssued && presented.leafIndex == 0
        }
    }
}
