import Certificates
import Federation
import TLSIdentity

/// C104: a wildcard comes near the name, but does not cover it.
enum WildcardDoesNotCover: DelegationRule {
    static let info = RuleInfo(
        "C104",
        "wildcard-does-not-cover",
        .error,
        summary: "a wildcard of the certificate does not cover the name",
        page: RulePage(
            whatItChecks: """
                Looks for wildcards that come near the name that peers verify: `*.example.com` for `example.com` \
                itself, or for two labels below it; `f*.example.com`; a `*` that is not the first label. As a warning: \
                wildcards that some software does not take, such as `*.test`, and `*.example.com` for a name that \
                begins with `xn--`, both of which Synapse refuses.
                """,
            whyItMatters: """
                `*` stands for exactly one label, never for none: a certificate for `*.example.com` alone does not serve \
                the server name `example.com`.
                """,
            howToFix: "Order the name itself beside the wildcard: `example.com` and `*.example.com`.",
            references: ["RFC 9525 §6.3", "Matrix server-server, Resolving server names"]
        ),
        examples: [
            CertificateExample.bad(ExampleCertificate(["*.example.com"], faults: [0])),
            CertificateExample.good(ExampleCertificate(["example.com", "*.example.com"])),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
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
        _ judgement: NameJudgement, _ near: NearMiss, _ context: DelegationContext
    ) -> Finding {
        judgement.finding(
            info,
            "the wildcard \(CertificateWords.quoted(near.entry.text)) does not cover "
                + CertificateWords.quoted(judgement.name.value),
            why: near.text(for: judgement.name),
            help: "order a certificate with \(CertificateWords.quoted(judgement.name.value)) beside the wildcard",
            in: context
        )
    }

    private static func refused(
        _ judgement: NameJudgement, _ near: NearMiss, _ families: [TLSClientFamily], _ context: DelegationContext
    ) -> Finding {
        let who = Words.list(families.map(CertificateWords.title))
        return judgement.finding(
            info,
            "for \(who) the wildcard \(CertificateWords.quoted(near.entry.text)) does not cover "
                + CertificateWords.quoted(judgement.name.value),
            why: near.text(for: judgement.name),
            help: "order a certificate with \(CertificateWords.quoted(judgement.name.value)) beside the wildcard",
            severity: .warning,
            in: context
        )
    }
}
