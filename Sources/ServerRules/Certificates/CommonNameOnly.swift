import Certificates
import Diagnostics

/// C103: the name is in the common name alone.
enum CommonNameOnly: DelegationRule {
    static let info = RuleInfo(
        "C103",
        "common-name-only",
        .error,
        summary: "the certificate has the name as its common name only",
        page: RulePage(
            whatItChecks: """
                Looks for certificates without subject alternative names whose common name is the name that peers verify.
                """,
            whyItMatters: """
                Names are compared with subject alternative names. Synapse, everything in Go and everything in Rust have \
                stopped looking at the common name, as RFC 9525 wants it.
                """,
            howToFix:
                "Have the certificate issued again with a subject alternative name, as every ACME client orders it.",
            references: ["RFC 9525 §2", "RFC 6125 §6.4.4"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate([], commonName: "example.com", faults: [0])),
            CertificateExample.good(ExampleCertificate(["example.com"], commonName: "example.com")),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for judgement in context.nameJudgements {
            guard case .commonName = judgement.fault else { continue }
            findings.report(commonNameOnly(judgement, context))
        }
    }
}

// MARK: - Messages

extension CommonNameOnly {
    private static func commonNameOnly(_ judgement: NameJudgement, _ context: DelegationContext) -> Finding {
        judgement.finding(
            info,
            "the certificate has \(CertificateWords.quoted(judgement.name.value)) as its common name only, and no "
                + "subject alternative names",
            why: "the common name has not counted for years",
            help: "have it issued again with the subject alternative names \(judgement.order(context))",
            in: context
        )
    }
}
