import Certificates
import Diagnostics
import Federation
import TLSIdentity

/// C104: a wildcard is similar to the name, but does not cover it.
enum WildcardDoesNotCover: ServerRule {
    static let info = RuleInfo(
        "C104",
        "wildcard-does-not-cover",
        .error,
        summary: "a wildcard of the certificate does not cover the name",
        page: RulePage(
            whatItChecks: """
                Checks for wildcards that look right but do not cover the name that peers verify. Examples are \
                `*.example.com` for `example.com` itself or for two labels below it, `f*.example.com`, and a `*` that \
                is not the first label. Wildcards that only some implementations refuse are a warning: `*.test`, and \
                `*.example.com` for a name that starts with `xn--`. Synapse refuses both.
                """,
            whyItMatters: """
                `*` stands for exactly one label, never for none. A certificate for only `*.example.com` is not valid \
                for the server name `example.com`.
                """,
            howToFix: "Order a certificate with both the name and the wildcard: `example.com` and `*.example.com`.",
            references: ["RFC 9525 §6.3", "Matrix server-server, Resolving server names"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["*.example.com"], faults: [0])),
            CertificateExample.good(ExampleCertificate(["example.com", "*.example.com"])),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for judgement in context.nameJudgements {
            if case .wildcard(let near) = judgement.fault { findings.report(notCovered(judgement, near, context)) }
            let refusals = judgement.refusals.filter { $0.mismatch.nearest?.reason.isWildcard == true }
            if let near = refusals.first?.mismatch.nearest {
                findings.report(refused(judgement, near, refusals.map(\.family), context))
            }
        }
    }
}

// MARK: - Messages

extension WildcardDoesNotCover {
    private static func notCovered(
        _ judgement: NameJudgement, _ near: NearMiss, _ context: ServerContext
    ) -> Finding {
        judgement.finding(
            info,
            "the wildcard \(CertificateDescription.quoted(near.entry.text)) does not cover "
                + CertificateDescription.quoted(judgement.name.value),
            why: near.text(for: judgement.name),
            help:
                "order a certificate with both \(CertificateDescription.quoted(judgement.name.value)) and the wildcard",
            in: context
        )
    }

    private static func refused(
        _ judgement: NameJudgement, _ near: NearMiss, _ families: [TLSClientFamily], _ context: ServerContext
    ) -> Finding {
        let users = Words.list(families.map(CertificateDescription.title))
        return judgement.finding(
            info,
            "the wildcard \(CertificateDescription.quoted(near.entry.text)) does not cover "
                + "\(CertificateDescription.quoted(judgement.name.value)) according to \(users)",
            why: near.text(for: judgement.name),
            help:
                "order a certificate with both \(CertificateDescription.quoted(judgement.name.value)) and the wildcard",
            severity: .warning,
            in: context
        )
    }
}
