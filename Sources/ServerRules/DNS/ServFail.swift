import Diagnostics

/// N101: SERVFAIL.
enum ServFail: DelegationRule {
    static let info = RuleInfo(
        "N101",
        "servfail",
        .error,
        summary: "a question on the way to the server is answered with SERVFAIL",
        page: RulePage(
            whatItChecks: """
                Looks for questions that implementations ask on their way to the server and that the resolver answers \
                with SERVFAIL, with checking disabled as well: where DNSSEC alone is the reason, N104 says so. The \
                resolver's extended error (RFC 8914) is given in words. Where peers can do without the answer, it is a \
                warning; a question that nobody asks is not spoken of.
                """,
            whyItMatters: """
                SERVFAIL is not "there is no such record". Synapse gives up at it, even where neither SRV record exists \
                and port 8448 would answer; Dendrite skips the older SRV name and goes on to port 8448. Often a \
                name server or a dynamic DNS service does not know SRV records, or the zone's servers do not answer.
                """,
            howToFix: """
                The name servers of the zone have to answer every question below the zone with NOERROR or NXDOMAIN. Ask \
                each of them: `dig +norec _matrix-fed._tcp.example.com SRV @ns1.example.net`, or audit with \
                `--authoritative`. A well-known document whose `m.server` has a port makes the SRV questions superfluous.
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for failed in context.failures({ $0 == .servFail }) { findings.report(servFail(context, failed)) }
    }
}

// MARK: - Messages

extension ServFail {
    private static func servFail(_ context: DelegationContext, _ failed: [FailedQuestion]) -> Finding {
        let isService = failed.contains { $0.question.type == .srv }
        var finding = context.finding(
            info, failed, "answered with SERVFAIL", why: "that is a failure, not the answer that there is nothing",
            help:
                "see that every name server of the zone answers with NOERROR or NXDOMAIN (`--authoritative` asks each of "
                + "them)"
                + (isService ? ", or publish a well-known document with a port, so that nobody asks for it" : "")
        )
        if context.isWithoutAnyAnswer { finding.blameResolver() }
        return finding
    }
}

extension Finding {
    /// Nothing was answered: what was asked is then not known to be wrong.
    mutating func blameResolver() {
        isNotChecked = true
        severity = .warning
        message += "; no question at all was answered, which may be the resolver's doing"
        help = "ask another resolver with `--resolver`"
    }
}
