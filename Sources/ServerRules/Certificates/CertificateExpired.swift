import Certificates
import Diagnostics
import TLSIdentity

/// C106: a certificate has expired.
enum CertificateExpired: ServerRule {
    static let info = RuleInfo(
        "C106",
        "expired",
        .error,
        summary: "a certificate has expired",
        page: RulePage(
            whatItChecks: """
                Compares the end of the validity period of every certificate that clients need with the current time, \
                or with the time at which the evidence was collected. Roots and superfluous certificates are skipped.
                """,
            whyItMatters: "Peers refuse a chain with an expired certificate, so federation fails.",
            howToFix: """
                Renew the certificate and reload the server: many servers read a new certificate only when they are \
                restarted or reloaded.
                """,
            references: ["RFC 5280 §4.1.2.5"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(
                    ["example.com", "matrix.example.com"], validFrom: -100, validUntil: -10, faults: [0])
            ),
            CertificateExample.good,
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        context.eachDateIssue { presented, issue, time in
            switch issue {
            case .expired, .neverValid: findings.report(expired(presented, issue, time, context))
            case .notYetValid, .expiresSoon: break
            }
        }
    }
}

// MARK: - Messages

extension CertificateExpired {
    private static func expired(
        _ presented: PresentedChain, _ issue: DateIssue, _ time: Timestamp, _ context: ServerContext
    ) -> Finding {
        let certificate = presented.chain.certificates[issue.index]
        return presented.finding(
            info,
            CertificateDescription.date(issue, presented.leafIndex),
            label: "valid from \(certificate.notBefore.date) until \(certificate.notAfter.date)",
            index: issue.index,
            why: "peers refuse an expired certificate (time of this check: \(time))",
            help: issue.index == presented.leafIndex
                ? "renew the certificate and reload the server"
                : "serve the chain that the CA currently issues with its certificates",
            in: context
        )
    }
}
