import Certificates
import TLSIdentity

/// C107: a certificate is not valid yet.
enum CertificateNotYetValid: DelegationRule {
    static let info = RuleInfo(
        "C107",
        "not-yet-valid",
        .error,
        summary: "a certificate is not valid yet",
        page: RulePage(
            whatItChecks: """
                Compares the first moment of every certificate of the chain that a client needs with the time of the \
                judgement: now, or the time at which evidence was collected.
                """,
            whyItMatters: "Peers refuse a certificate before its first moment.",
            howToFix: "Serve it from that moment on, or have one issued that is valid now. Look at the clock as well.",
            references: ["RFC 5280 §4.1.2.5"]
        ),
        examples: [
            CertificateExample.bad(
                ExampleCertificate(["example.com", "matrix.example.com"], validFrom: 5, validUntil: 95, faults: [0])),
            CertificateExample.good,
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        context.eachDateIssue { presented, issue, time in
            guard case .notYetValid = issue else { return }
            findings.report(notYet(presented, issue, time, context))
        }
    }
}

// MARK: - Messages

extension CertificateNotYetValid {
    private static func notYet(
        _ presented: PresentedChain, _ issue: DateIssue, _ time: Timestamp, _ context: DelegationContext
    ) -> Finding {
        let certificate = presented.chain.certificates[issue.index]
        return presented.finding(
            info,
            CertificateWords.date(issue, presented.leafIndex),
            label: "valid from \(certificate.notBefore.date) until \(certificate.notAfter.date)",
            index: issue.index,
            why: "peers refuse it until then: at the time of this judgement it is \(time)",
            help: "serve it from that moment on, or have one issued that is valid now",
            in: context
        )
    }
}
