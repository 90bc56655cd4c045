import Diagnostics

/// N102: REFUSED, and the other ways not to answer.
enum QuestionRefused: DelegationRule {
    static let info = RuleInfo(
        "N102",
        "dns-query-refused",
        .error,
        summary: "a question on the way to the server is refused",
        page: RulePage(
            whatItChecks: """
                Looks for questions that implementations ask on their way to the server and that are answered with \
                REFUSED, NOTIMP, FORMERR or another code that is neither an answer nor SERVFAIL. Where peers can do \
                without the answer, it is a warning: Synapse takes NOTIMP for "there is none". Where every question is \
                refused, the resolver does not serve this machine, and nothing is concluded.
                """,
            whyItMatters: """
                A refused question is not "there is no such record": Synapse gives up, others guess. A resolver that \
                refuses a single name or type blocks it; name servers that refuse have lost the zone.
                """,
            howToFix: """
                See that the zone's name servers answer the question (`--authoritative` asks each of them), and try \
                another resolver with `--resolver`.
                """,
            references: ["RFC 1035 §4.1.1", "RFC 8914"]
        ),
        examples: [
            DNSExample.bad(
                [DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", #""status": "REFUSED""#)],
                alsoFires: ["M301"]),
            DNSExample.good([DNSExample.entry("_matrix._tcp.example.com.", "SRV", #""status": "NOERROR""#)]),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        let groups = context.failures { if case .refused = $0 { true } else { false } }
        for failed in groups { findings.report(refused(context, failed)) }
    }
}

// MARK: - Messages

extension QuestionRefused {
    private static func refused(_ context: DelegationContext, _ failed: [FailedQuestion]) -> Finding {
        var finding = context.finding(
            info, failed, "answered with \(failed[0].entry.status.word)",
            why: "that is no answer, and not the answer that there is nothing",
            help:
                "see that every name server of the zone answers it (`--authoritative` asks each of them), and try another "
                + "resolver with `--resolver`")
        if context.isWithoutAnyAnswer { finding.blameResolver() }
        return finding
    }
}
