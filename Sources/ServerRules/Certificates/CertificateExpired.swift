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
            case .rootExpired: findings.report(rootExpired(presented, issue, time, context))
            case .notYetValid, .expiresSoon, .rootNotYetValid: break
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
        let mayBeUnneeded = presented.path.mayBeUnneeded(issue.index, presented.trust)
        let newer = issue.index == presented.leafIndex ? context.newerCertificate(than: certificate) : nil
        return presented.finding(
            info,
            CertificateDescription.date(issue, presented.leafIndex),
            label: "valid from \(certificate.notBefore.date) until \(certificate.notAfter.date)",
            index: issue.index,
            why: Sentences.joined(
                [
                    mayBeUnneeded
                        ? "peers that do not have it as a root refuse the chain (time of this check: \(time)). Whether "
                            + "peers need it could not be checked without trusted roots"
                        : "peers refuse an expired certificate (time of this check: \(time))", newer?.text,
                ].compactMap(\.self)),
            help: newer != nil
                ? NewerCertificate.help
                : issue.index == presented.leafIndex
                    ? certificate.isOfUntrustedAuthority(presented.trust)
                        ? "order a certificate from a public CA, for example with ACME"
                        : "renew the certificate and reload the server"
                    : "serve the chain that the CA currently issues with its certificates",
            severity: mayBeUnneeded ? .warning : nil,
            in: context
        )
    }

    private static func rootExpired(
        _ presented: PresentedChain, _ issue: DateIssue, _ time: Timestamp, _ context: ServerContext
    ) -> Finding {
        presented.finding(
            info,
            CertificateDescription.date(issue, presented.leafIndex),
            label: "leads to this root only",
            index: issue.index,
            why: "there is no other path to a trusted root, so peers refuse the chain (time of this check: \(time))",
            help:
                "serve the chain that the CA currently issues with its certificates; if it is the same, update the trusted "
                + "roots of this machine",
            in: context
        )
    }
}
