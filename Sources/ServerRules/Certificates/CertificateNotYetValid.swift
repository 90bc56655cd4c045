import Certificates
import Diagnostics
import TLSIdentity

/// C107: a certificate is not yet valid.
enum CertificateNotYetValid: ServerRule {
    static let info = RuleInfo(
        "C107",
        "not-yet-valid",
        .error,
        summary: "a certificate is not yet valid",
        page: RulePage(
            whatItChecks: """
                Compares the start of the validity period of every certificate that clients need with the current \
                time, or with the time at which the evidence was collected.
                """,
            whyItMatters: "Peers refuse a certificate before the start of its validity period.",
            howToFix: "Install it after that time, or order one that is valid now. Also check the system clock.",
            references: ["RFC 5280 §4.1.2.5"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], validFrom: 5, validUntil: 95, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        context.eachDateIssue { presented, issue, time in
            switch issue {
            case .notYetValid, .rootNotYetValid: break
            case .expired, .expiresSoon, .neverValid, .rootExpired: return
            }
            findings.report(notYet(presented, issue, time, context))
        }
    }
}

// MARK: - Messages

extension CertificateNotYetValid {
    private static func notYet(
        _ presented: PresentedChain, _ issue: DateIssue, _ time: Timestamp, _ context: ServerContext
    ) -> Finding {
        let certificate = presented.chain.certificates[issue.index]
        let isRoot = if case .rootNotYetValid = issue { true } else { false }
        return presented.finding(
            info,
            CertificateDescription.date(issue, presented.leafIndex),
            label: isRoot
                ? "leads to this root only"
                : "valid from \(certificate.notBefore.date) until \(certificate.notAfter.date)",
            index: issue.index,
            why: "peers refuse it until then (time of this check: \(time))",
            help: "use the previous certificate until then, or order one that is valid now",
            in: context
        )
    }
}
