import Certificates
import Diagnostics

/// C108: a certificate should have been renewed.
enum CertificateExpiresSoon: DelegationRule {
    static let info = RuleInfo(
        "C108",
        "expires-soon",
        .warning,
        summary: "a certificate is about to expire",
        page: RulePage(
            whatItChecks: """
                Looks for certificates that have less than 14 days left, and less than a third of their lifetime: a \
                certificate that lives for six days is not warned of all its life.
                """,
            whyItMatters: """
                ACME clients renew when a third of the lifetime is left. One that has less than that and is days from \
                its end points at a renewal that does not work, or at a server that was not told of the new one.
                """,
            howToFix: "Look why it was not renewed, renew it, and let the server read it.",
            references: ["RFC 5280 §4.1.2.5", "RFC 8555"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], validFrom: -85, validUntil: 5, faults: [0])),
            CertificateExample.good,
            CertificateExample.good(
                ExampleCertificate(["example.com", "matrix.example.com"], validFrom: -2, validUntil: 4)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        context.eachDateIssue { presented, issue, _ in
            guard case .expiresSoon = issue else { return }
            findings.report(soon(presented, issue, context))
        }
    }
}

// MARK: - Messages

extension CertificateExpiresSoon {
    private static func soon(
        _ presented: PresentedChain, _ issue: DateIssue, _ context: DelegationContext
    ) -> Finding {
        let certificate = presented.chain.certificates[issue.index]
        return presented.finding(
            info,
            CertificateWords.date(issue, presented.leafIndex),
            label: "valid from \(certificate.notBefore.date) until \(certificate.notAfter.date)",
            index: issue.index,
            why: "less than a third of its lifetime is left, when renewal should have been done; then peers refuse it",
            help: "look why it was not renewed, renew it, and let the server read the new one",
            in: context
        )
    }
}
