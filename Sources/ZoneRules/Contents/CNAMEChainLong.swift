import DNS
import Diagnostics
import ZoneFile

/// Z225: an alias for an alias for an alias.
enum CNAMEChainLong: ZoneRule {
    static let info = RuleInfo(
        "Z225",
        "cname-chain-long",
        .info,
        scope: .targets,
        summary: "a long chain of aliases",
        page: RulePage(
            whatItChecks: """
                Follows every CNAME record through the zones of the run and reports chains of five aliases or more, at \
                the first of them. Where the chain leads out of those zones, it may be longer still.
                """,
            whyItMatters: """
                Each alias may cost a resolver another question, and resolvers follow a limited number: Unbound gave up \
                after 8 until 2021, Knot Resolver does after 13.
                """,
            howToFix: "Lead the first alias, and those between, straight to the name that has the address.",
            references: ["RFC 1034 §3.6.2", "RFC 1912 §2.4"]
        ),
        examples: [
            .bad(
                """
                a IN CNAME «b»
                b IN CNAME c
                c IN CNAME d
                d IN CNAME e
                e IN CNAME f
                f IN A     192.0.2.10

                """
            ),
            .good("a IN CNAME b\nb IN CNAME c\nc IN CNAME d\nd IN CNAME web.example.net.\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for chain in context.contents.aliases.chains { findings.report(isLong(context, chain)) }
    }
}

// MARK: - Messages

extension CNAMEChainLong {
    private static func isLong(_ context: ZoneContext, _ chain: [AliasSurvey.Alias]) -> Finding {
        let id = chain[0].record
        let owner = context.quoted(context.zone.records[id].owner)
        let end = chain[chain.count - 1]
        let last = "`\(end.zone.names.text(end.zone.records[end.record].target))`"
        return Finding(
            info,
            "\(owner) leads over \(chain.count) alias records" + (chain.count == 64 ? " and more" : ""),
            at: LabelledSpan(context.targetSpan(of: id), "the first of them; the last leads to \(last)"),
            why: "each may cost another question, and resolvers follow a limited number",
            help: "lead \(owner) straight to \(last)",
            related: chain.dropFirst().prefix(4).map { alias in
                LabelledSpan(alias.zone.fields(of: alias.record).type.span, "and on from here")
            },
            subject: context.subject(of: id)
        )
    }
}
