import Certificates
import TLSIdentity

/// C106: a certificate is no longer valid.
enum CertificateExpired: DelegationRule {
    static let info = RuleInfo(
        "C106",
        "expired",
        .error,
        summary: "a certificate is no longer valid",
        page: RulePage(
            whatItChecks: """
                Compares the last moment of every certificate of the chain that a client needs with the time of the \
                judgement: now, or the time at which evidence was collected. Roots and superfluous certificates do not \
                count.
                """,
            whyItMatters: "Peers refuse a chain with an expired certificate, and nothing federates.",
            howToFix: """
                Renew it, and let the server read the new one: many do so only when they are started or told to.
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
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
        _ presented: PresentedChain, _ issue: DateIssue, _ time: Timestamp, _ context: DelegationContext
    ) -> Finding {
        let certificate = presented.chain.certificates[issue.index]
        return presented.finding(
            info,
            CertificateWords.date(issue, presented.leafIndex),
            label: "valid from \(certificate.notBefore.date) until \(certificate.notAfter.date)",
            index: issue.index,
            why: "peers refuse it: at the time of this judgement it is \(time)",
            help: issue.index == presented.leafIndex
                ? "renew it, and let the server read the new one"
                : "serve the chain that the authority gives out with certificates today",
            in: context
        )
    }
}
