import Diagnostics
import Federation

/// C102: the certificate is valid for the SRV target instead of the name that peers verify.
enum CertificateNamesTargetOnly: ServerRule {
    static let info = RuleInfo(
        "C102",
        "target-name-only",
        .error,
        stopsPeers: true,
        summary: "the certificate is valid for the SRV target, not for the server name",
        page: RulePage(
            whatItChecks: """
                Checks for certificates that are valid for the target of an SRV record, but not for the name that owns \
                the SRV record.
                """,
            whyItMatters: """
                An SRV record only changes where peers connect. An attacker who forges a DNS response could insert a \
                target of their own, so peers verify the name they looked up, not the target. This is the most common \
                certificate problem: `x509: certificate is valid for matrix.example.com, not example.com`.
                """,
            howToFix: """
                Order a certificate for both the server name and the target. Alternatively, publish a well-known \
                document: peers then verify the host that it names, because HTTPS authenticates the document.
                """,
            references: ["Matrix server-server, Resolving server names", "RFC 9525 §6", "MSC1711"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["matrix.example.com"], faults: [0])),
            CertificateExample.good,
            CertificateExample.good(ExampleCertificate(["example.com"])),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for judgement in context.nameJudgements {
            guard case .target(let target) = judgement.fault else { continue }
            findings.report(targetOnly(judgement, target, context))
        }
    }
}

// MARK: - Messages

extension CertificateNamesTargetOnly {
    /// What a document needs if no web server can have it.
    private static func documentCondition(_ judgement: NameJudgement, _ context: ServerContext) -> String {
        guard let host = context.delegatingHost, context.addressRecords(of: host)?.isEmpty == true else { return "" }
        return ", which takes a web server at `\(host)`: it has no address"
    }

    private static func targetOnly(
        _ judgement: NameJudgement, _ target: String, _ context: ServerContext
    ) -> Finding {
        let isDelegated = judgement.destination.step < .service
        let kind = isDelegated ? "delegated host" : "server name"
        return judgement.finding(
            info,
            "the certificate is valid for the SRV target \(CertificateDescription.quoted(target)), not for the \(kind) "
                + CertificateDescription.quoted(judgement.name.value),
            help: "order a certificate for \(judgement.order(context)). The current certificate is enough only if a "
                + "well-known document names \(CertificateDescription.quoted(target)) and its port"
                + documentCondition(judgement, context),
            in: context
        )
    }
}
