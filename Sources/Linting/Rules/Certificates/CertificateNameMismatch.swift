import Certificates
import Federation

/// C101: the certificate does not name what peers verify.
enum CertificateNameMismatch: DelegationRule {
    static let info = RuleInfo(
        "C101",
        "name-mismatch",
        .error,
        summary: "the certificate does not name what peers verify",
        page: RulePage(
            whatItChecks: """
                Compares the names of the certificate with the name that peers verify at each place the server name \
                leads to. The cases with a cause of their own have their own rules: the name of an SRV target (C102), \
                a common name (C103), a wildcard (C104), an address (C105).
                """,
            whyItMatters: """
                Which name that is follows from the step of discovery that leads there: the server name, or the host \
                that a well-known document names, but never the target of an SRV record. A certificate without it is \
                refused, and nothing federates.
                """,
            howToFix: "Order a certificate with that name as a subject alternative name, beside those it has.",
            references: ["Matrix server-server, Resolving server names", "RFC 9525 §6"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["www.example.net"], faults: [0])),
            CertificateExample.good,
            .good(
                "", continuation: false,
                server: ExampleServer(
                    wellKnown: #"{"m.server": "matrix.example.com:443"}"#,
                    certificate: ExampleCertificate(["matrix.example.com"]))),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for judgement in context.nameJudgements {
            if case .other = judgement.fault { findings.report(mismatch(judgement, context)) }
            for refusal in judgement.refusals where isOurs(refusal.mismatch) {
                findings.report(refused(judgement, refusal, context))
            }
        }
    }

    /// What other rules do not speak of: wildcards, unusable certificates, and a final dot in `m.server` (W107).
    private static func isOurs(_ mismatch: NameMismatch) -> Bool {
        switch mismatch {
        case .certificateRefused, .unusableName, .noAlternativeNames: false
        case .noEntryMatches(let nearest):
            nearest.map { !$0.reason.isWildcard && $0.reason != .dotAtEndOfWanted } ?? true
        }
    }
}

// MARK: - Messages

extension CertificateNameMismatch {
    private static func mismatch(_ judgement: NameJudgement, _ context: DelegationContext) -> Finding {
        let near = judgement.mismatch?.nearest.flatMap { near -> String? in
            switch near.reason {
            case .dotAtEndOfEntry, .unicode: near.text(for: judgement.name)
            default: nil
            }
        }
        return judgement.finding(
            info,
            "the certificate \(CertificateWords.names(of: judgement.presented.leaf)), not "
                + CertificateWords.quoted(judgement.name.value),
            why: near,
            help: "order a certificate for \(judgement.order(context))",
            in: context
        )
    }

    private static func refused(
        _ judgement: NameJudgement, _ refusal: NameJudgement.Refusal, _ context: DelegationContext
    ) -> Finding {
        let title = CertificateWords.title(refusal.family)
        return judgement.finding(
            info,
            "\(title) would not find \(CertificateWords.quoted(judgement.name.value)) in the certificate",
            why: CertificateWords.mismatch(refusal.mismatch, judgement.name),
            help: "order a certificate for \(judgement.order(context))",
            severity: .warning,
            in: context
        )
    }
}
