import DNS
import Diagnostics
import Federation
import ZoneRules

/// N110: an alias for an alias for an alias, as the world sees it.
enum AliasChainLong: DelegationRule {
    static let info = RuleInfo(
        "N110",
        "alias-chain-long",
        .info,
        summary: "a question on the way to the server leads over many aliases",
        page: RulePage(
            whatItChecks: """
                Counts the aliases (CNAME) that the questions on the way to the server lead over, in the answers of the \
                DNS, and reports five and more. Z225 does the same within zone files.
                """,
            whyItMatters: """
                Each alias may cost a resolver another question, to other servers, and resolvers follow a limited number: \
                Unbound gave up after 8 until 2021, Knot Resolver does after 13. A chain of more than \(DiscoveryLimits.aliases) is \
                an error: discovery counts it as SERVFAIL. Every one is one more thing to fail.
                """,
            howToFix: "Lead the first alias, and those between, straight to the name that has the address.",
            references: ["RFC 1034 §3.6.2", "RFC 1912 §2.4"]
        ),
        examples: [
            DNSExample.bad([DNSExample.entry("matrix.example.com.", "A", chain(5))], alsoFires: ["S301"]),
            DNSExample.good([DNSExample.entry("example.com.", "A", chain(4, from: "example.com."))]),
        ]
    )

    private static func chain(_ length: Int, from first: String = "matrix.example.com.") -> String {
        let names = [first] + (1...length).map { "a\($0).example.net." }
        let aliases = (0..<length).map { "\"\(names[$0]) 300 IN CNAME \(names[$0 + 1])\"" }
        return #""status": "NOERROR", "records": ["#
            + (aliases + ["\"\(names[length]) 300 IN A 192.0.2.10\""]).joined(separator: ", ") + "]"
    }

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard context.input.evidence?.dns.isEmpty == false else { return }
        var told: Set<Name> = []
        for question in context.askedQuestions {
            let answer = context.evidence.answer(question)
            guard answer.aliases.count > AliasSurvey.longestPlainChain, let entry = answer.entry,
                // In a zone file it is told where it stands.
                !entry.records.contains(where: { context.place(of: $0) != nil }), told.insert(question.name).inserted
            else { continue }
            findings.report(isLong(context, answer, entry))
        }
    }
}

// MARK: - Messages

extension AliasChainLong {
    private static func isLong(_ context: DelegationContext, _ answer: Answer, _ entry: DNSEntry) -> Finding {
        if answer.hasTooManyAliases { return isTooLong(context, answer, entry) }
        let last = answer.aliases.last.map { "`\($0)`" } ?? "its end"
        return Finding(
            info,
            "`\(answer.question.name)` leads over \(answer.aliases.count) aliases to \(last)",
            at: nil,
            why: "each may cost another question to other servers, and resolvers follow a limited number",
            help: "lead `\(answer.question.name)` straight to \(last)",
            subject: context.subject,
            source: FactSource(entry)
        )
    }

    private static func isTooLong(_ context: DelegationContext, _ answer: Answer, _ entry: DNSEntry) -> Finding {
        Finding(
            info,
            "`\(answer.question.name)` leads over more than \(DiscoveryLimits.aliases) aliases",
            at: nil,
            why: "resolvers follow fewer and answer with SERVFAIL, so peers get no answer",
            help: "lead `\(answer.question.name)` straight to the name at the end of the chain",
            severity: .error,
            subject: context.subject,
            source: FactSource(entry)
        )
    }
}
