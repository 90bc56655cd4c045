import Certificates
import Diagnostics

/// C108: a certificate is overdue for renewal.
enum CertificateExpiresSoon: ServerRule {
    static let info = RuleInfo(
        "C108",
        "expires-soon",
        .warning,
        summary: "a certificate expires soon",
        page: RulePage(
            whatItChecks: """
                Checks for certificates that are valid for less than 14 more days and for less than a third of their \
                lifetime. The second condition keeps short-lived certificates from being reported all the time.
                """,
            whyItMatters: """
                ACME clients renew a certificate when a third of its lifetime is left. If a certificate is only days \
                from its end, the renewal probably fails, or the server was not reloaded afterwards.
                """,
            howToFix: "Find out why it was not renewed, renew it, and reload the server.",
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        context.eachDateIssue { presented, issue, _ in
            guard case .expiresSoon = issue else { return }
            findings.report(soon(presented, issue, context))
        }
    }
}

// MARK: - Messages

extension CertificateExpiresSoon {
    private static func soon(
        _ presented: PresentedChain, _ issue: DateIssue, _ context: ServerContext
    ) -> Finding {
        let certificate = presented.chain.certificates[issue.index]
        let newer = issue.index == presented.leafIndex ? context.newerCertificate(than: certificate) : nil
        return presented.finding(
            info,
            CertificateDescription.date(issue, presented.leafIndex),
            label: "valid from \(certificate.notBefore.date) until \(certificate.notAfter.date)",
            index: issue.index,
            why: newer.map { Sentences.joined(["peers refuse it after that", $0.text]) }
                ?? "peers refuse it after that; with less than a third of the lifetime left, the renewal is overdue",
            help: newer == nil
                ? "find out why it was not renewed, renew it, and reload the server" : NewerCertificate.help,
            in: context
        )
    }
}
