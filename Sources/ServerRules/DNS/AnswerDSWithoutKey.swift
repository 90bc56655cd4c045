import DNS
import Diagnostics
import Federation

/// N114: the DS records of the parent match no key of the zone.
enum AnswerDSWithoutKey: ServerRule {
    static let info = RuleInfo(
        "N114",
        "answer-ds-without-key",
        .error,
        summary: "the parent has DS records that match no DNSKEY record of the zone",
        page: RulePage(
            whatItChecks: """
                With `--authoritative`: compares the DS records, which the parent zone has, with the DNSKEY records at each \
                name server of the zone, as Z431 does for zone files. A DS record without a key is not reported if another one \
                has its key, as in a rollover.
                """,
            whyItMatters: """
                The chain of trust ends here. Validating resolvers return SERVFAIL for all names of the zone, and every peer \
                that uses one fails.
                """,
            howToFix: """
                Publish the DS record of the current key-signing key at the registrar. If the zone is not to be signed, \
                remove the DS records first, and the signatures when the TTL of the DS records is over.
                """,
            references: ["RFC 4035 §5.2", "RFC 6781 §4.1.2"]
        ),
        examples: [
            DNSExample.bad(entries(ds: "20326")),
            DNSExample.good(entries(ds: "2371")),
        ]
    )

    private static func entries(ds tag: String) -> [String] {
        [
            DNSExample.entry(
                "example.com.", "DS",
                #""status": "NOERROR", "records": ["example.com. 3600 IN DS \#(tag) 13 2 "#
                    + #"C988EC423E3880EB8DD8A46FE06CA230EE23F35B578D64E78B29C3E1C83D245A"]"#),
            DNSExample.entry(
                "example.com.", "DNSKEY", by: 1,
                #""status": "NOERROR", "authoritative": true, "records": ["example.com. 3600 IN DNSKEY 257 3 13 "#
                    + #"mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=="]"#),
        ]
    }

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for zone in context.signedAnswers {
            guard let delegation = zone.delegation, !delegation.isEmpty else { continue }
            // More do not fit into an answer.
            let known = delegation.prefix(64)
            for server in zone.servers {
                guard let keys = server.keys?.prefix(64) else { continue }
                let matches = known.flatMap { ds in keys.map { ds.matches($0, owner: zone.apex) } }
                // A digest that cannot be computed here may match.
                guard !matches.contains(true), !matches.contains(nil) else { continue }
                findings.report(matchesNone(context, zone, server, Array(keys)))
            }
        }
    }
}

// MARK: - Messages

extension AnswerDSWithoutKey {
    private static func matchesNone(
        _ context: ServerContext, _ zone: SignedAnswers, _ server: SignedAnswers.Server, _ keys: [DNSKEYData]
    ) -> Finding {
        let apex = "`\(zone.apex.textWithoutFinalDot)`"
        let tags = Set((zone.delegation ?? []).map(\.keyTag)).sorted().map { "\($0)" }
        let own = Set(keys.map(\.keyTag)).sorted().map { "\($0)" }
        let records = tags.count == 1 ? "the DS record of \(apex) is" : "the DS records of \(apex) are"
        return Finding(
            info,
            own.isEmpty
                ? "\(apex) has DS records, but no DNSKEY record at name server \(server.server.words)"
                : "\(records) for key \(Words.list(tags)), but name server \(server.server.words) has key \(Words.list(own))",
            at: nil,
            why: "the chain of trust ends here, and validating resolvers return SERVFAIL for all names of the zone",
            help: own.isEmpty
                ? "remove the DS records at the registrar, or sign the zone"
                : "publish the DS record of the current key-signing key at the registrar",
            subject: context.subject,
            source: FactSource(zone.delegationEntry ?? server.server.entries[0])
        )
    }
}
