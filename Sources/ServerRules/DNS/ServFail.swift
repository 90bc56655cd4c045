import Diagnostics

/// N101: SERVFAIL.
enum ServFail: ServerRule {
    static let info = RuleInfo(
        "N101",
        "servfail",
        .error,
        stopsPeers: true,
        summary: "a discovery query is answered with SERVFAIL",
        page: RulePage(
            whatItChecks: """
                Reports queries that implementations make during discovery and that the resolver answers with \
                SERVFAIL, even with checking disabled. If DNSSEC is the only reason, N104 reports them. The message \
                explains the extended error of the resolver (RFC 8914). If peers do not depend on the answer, it is a \
                warning. Queries that no implementation makes are not reported.
                """,
            whyItMatters: """
                SERVFAIL does not mean that the record does not exist. Synapse gives up, even if neither SRV record \
                exists and the homeserver listens on port 8448. Dendrite skips the older SRV name and continues with \
                port 8448. Often a name server or a dynamic DNS service does not support SRV records, or the name \
                servers of the zone do not answer.
                """,
            howToFix: """
                The name servers of the zone must answer every query below the zone with NOERROR or NXDOMAIN. Query \
                each of them: `dig +norec _matrix-fed._tcp.example.com SRV @ns1.example.net`, or audit with \
                `--authoritative`. If the well-known document has a port in `m.server`, peers do not query SRV \
                records.
                """,
            references: ["RFC 1035 §4.1.1", "RFC 8914", "Matrix server-server, Resolving server names"]
        ),
        examples: [
            DNSExample.bad(
                [
                    DNSExample.entry(
                        "_matrix._tcp.example.com.", "SRV",
                        #""status": "SERVFAIL", "extendedErrors": [{"code": 22, "text": ""}]"#),
                    DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", #""status": "NXDOMAIN""#),
                ], alsoFires: ["M301"]),
            DNSExample.good([DNSExample.entry("_matrix._tcp.example.com.", "SRV", #""status": "NXDOMAIN""#)]),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for failed in context.failures({ $0 == .servFail }) { findings.report(servFail(context, failed)) }
    }
}

// MARK: - Messages

extension ServFail {
    private static func servFail(_ context: ServerContext, _ failed: [FailedQuery]) -> Finding {
        let isService = failed.contains { $0.question.type == .srv }
        var finding = context.finding(
            info, failed, "answered with SERVFAIL",
            why: "this is a failure, not an answer that the record does not exist",
            help:
                "make sure that every name server of the zone answers with NOERROR or NXDOMAIN (`--authoritative` queries each of "
                + "them)"
                + (isService
                    ? ", or publish a well-known document with a port, so that peers do not query SRV records" : "")
        )
        if context.isWithoutAnyAnswer { finding.blameResolver() }
        return finding
    }
}

extension Finding {
    /// Marks the finding as not checked, for when no query at all was answered and the resolver may be the cause.
    mutating func blameResolver() {
        isNotChecked = true
        severity = .warning
        message += "; no query at all was answered, so the cause may be the resolver"
        help = "try another resolver with `--resolver`"
    }
}
