import Diagnostics
import Federation

/// C102: the certificate names the SRV target in place of the name that peers verify.
enum CertificateNamesTargetOnly: DelegationRule {
    static let info = RuleInfo(
        "C102",
        "target-name-only",
        .error,
        summary: "the certificate names the SRV target, not the server name",
        page: RulePage(
            whatItChecks: """
                Looks for certificates that name the target of an SRV record, and not the name whose SRV record it is.
                """,
            whyItMatters: """
                An SRV record only moves the connection. Whoever can forge an answer of the DNS could name a target of \
                their own, so peers connect to the target but ask for and verify the name they looked up. It is the \
                most common fault of all: `x509: certificate is valid for matrix.example.com, not example.com`.
                """,
            howToFix: """
                Order a certificate for the server name and the target. Or publish a well-known document: the host it \
                names is the one that peers verify, and HTTPS proves the document.
                """,
            references: ["Matrix server-server, Resolving server names", "RFC 9525 §6", "MSC1711"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["matrix.example.com"], faults: [0])),
            CertificateExample.good,
            CertificateExample.good(ExampleCertificate(["example.com"])),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for judgement in context.nameJudgements {
            guard case .target(let target) = judgement.fault else { continue }
            findings.report(targetOnly(judgement, target, context))
        }
    }
}

// MARK: - Messages

extension CertificateNamesTargetOnly {
    private static func targetOnly(
        _ judgement: NameJudgement, _ target: String, _ context: DelegationContext
    ) -> Finding {
        let isDelegated = judgement.destination.step < .service
        let kind = isDelegated ? "delegated host" : "server name"
        let document = "{\"m.server\": \"\(target):\(judgement.destination.port)\"}"
        return judgement.finding(
            info,
            "the certificate names the SRV target \(CertificateWords.quoted(target)), not the \(kind) "
                + CertificateWords.quoted(judgement.name.value),
            help: "order a certificate for \(judgement.order(context)); or let the well-known document be "
                + "`\(document)`, and the certificate serves as it is",
            in: context
        )
    }
}
