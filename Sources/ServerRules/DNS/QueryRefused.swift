import Diagnostics

/// N102: REFUSED and other failure codes.
enum QueryRefused: ServerRule {
    static let info = RuleInfo(
        "N102",
        "dns-query-refused",
        .error,
        stopsPeers: true,
        summary: "a discovery query is refused",
        page: RulePage(
            whatItChecks: """
                Reports queries that implementations make during discovery and that are answered with REFUSED, NOTIMP, \
                FORMERR or another code that is neither an answer nor SERVFAIL. It is a warning if peers do not depend \
                on the answer. This includes NOTIMP, which Synapse treats as a missing record. If every query is \
                refused, the resolver does not serve this machine, and nothing is concluded.
                """,
            whyItMatters: """
                A refused query does not mean that the record does not exist: Synapse gives up, and other \
                implementations react in different ways. A resolver that refuses a single name or type blocks it. Name \
                servers that refuse usually no longer serve the zone.
                """,
            howToFix: """
                Make sure that the name servers of the zone answer the query (`--authoritative` queries each of them), \
                and try another resolver with `--resolver`.
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let groups = context.failures { if case .refused = $0 { true } else { false } }
        for failed in groups { findings.report(refused(context, failed)) }
    }
}

// MARK: - Messages

extension QueryRefused {
    private static func refused(_ context: ServerContext, _ failed: [FailedQuery]) -> Finding {
        var finding = context.finding(
            info, failed, "answered with \(failed[0].entry.status.word)",
            why: "this is a failure, not an answer that the record does not exist",
            help:
                "make sure that every name server of the zone answers the query (`--authoritative` queries each of them), and try another "
                + "resolver with `--resolver`")
        if context.isWithoutAnyAnswer { finding.blameResolver() }
        return finding
    }
}
