import Certificates
import Diagnostics

/// C110: the certificate is signed by its own key.
enum SelfSigned: DelegationRule {
    static let info = RuleInfo(
        "C110",
        "self-signed",
        .error,
        summary: "the certificate is signed by its own key",
        page: RulePage(
            whatItChecks: """
                Looks for server certificates that name themselves as their issuer, if they are not among the trusted \
                roots that are judged by.
                """,
            whyItMatters: """
                Peers trust the authorities that browsers trust. Before 2019 homeservers used self-signed certificates \
                and fingerprints; since Synapse 1.0 (MSC1711) such a certificate is refused.
                """,
            howToFix: "Order a certificate from a public authority, by ACME for example.",
            references: ["Matrix server-server, TLS", "MSC1711"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], .selfSigned, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for presented in context.presented where isSelfSigned(presented) {
            findings.report(
                presented.finding(
                    info,
                    "the certificate is signed by its own key",
                    label: "names itself as its issuer",
                    why: "peers trust the authorities that browsers trust, and refuse it",
                    help: "order a certificate from a public authority, by ACME for example",
                    in: context
                ))
        }
    }

    private static func isSelfSigned(_ presented: PresentedChain) -> Bool {
        switch presented.trust {
        case .selfSigned: true
        case .trusted: false
        // Without a judgement the names tell; a chain that has another certificate to lead on is C112's.
        default: presented.leaf.isSelfIssued && presented.leafIndex == 0
        }
    }
}
