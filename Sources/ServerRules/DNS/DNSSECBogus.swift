import Diagnostics

/// N104: DNSSEC validation fails.
enum DNSSECBogus: ServerRule {
    static let info = RuleInfo(
        "N104",
        "dnssec-bogus",
        .error,
        stopsPeers: true,
        summary: "DNSSEC validation fails for a discovery query",
        page: RulePage(
            whatItChecks: """
                Reports queries that a validating resolver answers with SERVFAIL, but answers normally if checking is \
                disabled. Also reports queries whose extended error (RFC 8914) indicates a DNSSEC failure: expired \
                signatures, a DS record without a matching key, missing proofs.
                """,
            whyItMatters: """
                Peers with a validating resolver get SERVFAIL: Synapse gives up, and other implementations react in \
                different ways. All other peers see nothing wrong, and often neither does the admin.
                """,
            howToFix: """
                Re-sign the zone, or correct the DS records at the parent: they must match a key that signs the zone. \
                `delv example.com` and https://dnsviz.net show where the chain of trust breaks. Removing the DS record \
                turns DNSSEC off once the TTL of the record has expired.
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for failed in context.failures({ $0 == .bogus }) { findings.report(bogus(context, failed)) }
    }
}

// MARK: - Messages

extension DNSSECBogus {
    private static func bogus(_ context: ServerContext, _ failed: [FailedQuery]) -> Finding {
        context.finding(
            info, failed, "answered with SERVFAIL because DNSSEC validation fails",
            why: "resolvers that validate do not return the records, and most peers use one",
            help:
                "re-sign the zone, or make the DS records at the parent match a key that signs it. If the zone "
                + "is no longer signed, remove the DS records. `delv` shows where the chain of trust breaks")
    }
}
