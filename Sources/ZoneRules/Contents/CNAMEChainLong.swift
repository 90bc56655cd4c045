import DNS
import Diagnostics
import ZoneFile

/// Z225: a chain of five or more aliases.
enum CNAMEChainLong: ZoneRule {
    static let info = RuleInfo(
        "Z225",
        "cname-chain-long",
        .info,
        scope: .targets,
        summary: "a long chain of aliases",
        page: RulePage(
            whatItChecks: """
                Follows every CNAME record through the zones of the run, and reports chains of five or more aliases at \
                the first alias. A chain that leads out of these zones may be longer.
                """,
            whyItMatters: """
                Each alias may cost a resolver another query, and resolvers follow a limited number: Unbound stopped \
                after 8 until 2021, and Knot Resolver stops after 13.
                """,
            howToFix: "Point the first alias, and those in between, directly at the name that has the address.",
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
            "\(owner) starts a chain of \(chain.count) aliases" + (chain.count == 64 ? " or more" : ""),
            at: LabelledSpan(context.targetSpan(of: id), "the first alias; the last one points to \(last)"),
            why: "each alias may cost a resolver another query, and resolvers follow a limited number",
            help: "point \(owner) directly at \(last)",
            related: chain.dropFirst().prefix(4).map { alias in
                LabelledSpan(alias.zone.fields(of: alias.record).type.span, "next alias of the chain")
            },
            subject: context.subject(of: id)
        )
    }
}
