import Diagnostics

/// N104: DNSSEC validation fails.
enum DNSSECBogus: DelegationRule {
    static let info = RuleInfo(
        "N104",
        "dnssec-bogus",
        .error,
        summary: "DNSSEC validation fails for a question on the way to the server",
        page: RulePage(
            whatItChecks: """
                Looks for questions that are answered with SERVFAIL by a validating resolver and are answered once \
                checking is disabled, or whose extended error (RFC 8914) is one of DNSSEC: expired signatures, a DS \
                record without its key, missing proofs.
                """,
            whyItMatters: """
                Peers whose resolver validates get SERVFAIL: Synapse gives up, others guess. Everybody else sees nothing \
                wrong, the admin often included.
                """,
            howToFix: """
                Sign the zone anew, or correct the DS records at the parent: they have to match a key that signs the \
                zone. `delv example.com` and https://dnsviz.net show where the chain breaks. Removing the DS record \
                switches DNSSEC off, once its TTL is over.
                """,
            references: ["RFC 4035 §5", "RFC 8914"]
        ),
        examples: [
            DNSExample.bad(
                [
                    DNSExample.entry(
                        "_matrix-fed._tcp.example.com.", "SRV",
                        #""status": "bogus", "extendedErrors": [{"code": 7, "text": "expired 2026-11-01"}]"#)
                ], alsoFires: ["M301"]),
            DNSExample.good([DNSExample.entry("_matrix._tcp.example.com.", "SRV", #""status": "NOERROR""#)]),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for failed in context.failures({ $0 == .bogus }) { findings.report(bogus(context, failed)) }
    }
}

// MARK: - Messages

extension DNSSECBogus {
    private static func bogus(_ context: DelegationContext, _ failed: [FailedQuestion]) -> Finding {
        context.finding(
            info, failed, "answered with SERVFAIL, because DNSSEC validation fails",
            why: "peers whose resolver validates get no answer, all others do",
            help:
                "sign the zone anew, or let the DS records at the parent match a key that signs it; `delv` shows where "
                + "the chain breaks")
    }
}
