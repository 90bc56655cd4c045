import Certificates
import Diagnostics

/// C103: the name is only in the common name.
enum CommonNameOnly: ServerRule {
    static let info = RuleInfo(
        "C103",
        "common-name-only",
        .error,
        summary: "the certificate has the name only as its common name",
        page: RulePage(
            whatItChecks: """
                Checks for certificates without subject alternative names whose common name is the name that peers \
                verify.
                """,
            whyItMatters: """
                Peers compare the name only with subject alternative names. Synapse, Go and rustls ignore the common \
                name, as RFC 9525 requires.
                """,
            howToFix: "Have it reissued with a subject alternative name. Every ACME client requests one.",
            references: ["RFC 9525 §2", "RFC 6125 §6.4.4"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate([], commonName: "example.com", faults: [0])),
            CertificateExample.good(ExampleCertificate(["example.com"], commonName: "example.com")),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for judgement in context.nameJudgements {
            guard case .commonName = judgement.fault else { continue }
            findings.report(commonNameOnly(judgement, context))
        }
    }
}

// MARK: - Messages

extension CommonNameOnly {
    private static func commonNameOnly(_ judgement: NameJudgement, _ context: ServerContext) -> Finding {
        judgement.finding(
            info,
            "the certificate has \(CertificateDescription.quoted(judgement.name.value)) only as its common name, and no "
                + "subject alternative names",
            why: "peers compare only subject alternative names",
            help: "have it reissued with the subject alternative names \(judgement.order(context))",
            in: context
        )
    }
}
