import DNS
import Diagnostics
import Federation
import ZoneRules

/// N110: a long chain of aliases in DNS answers.
enum AliasChainLong: ServerRule {
    static let info = RuleInfo(
        "N110",
        "alias-chain-long",
        .info,
        summary: "a discovery query leads through many aliases",
        page: RulePage(
            whatItChecks: """
                Counts the aliases (CNAME) in the answers to the queries of server discovery, and reports five or \
                more. Z225 does the same within zone files.
                """,
            whyItMatters: """
                Each alias can cost a resolver another query to other servers, and resolvers limit the length of a \
                chain. Unbound stopped after 8 until 2021, and Knot Resolver stops after 13. A chain of more than \
                \(DiscoveryLimits.aliases) aliases is an error: discovery treats it as SERVFAIL. Each alias is also \
                another point of failure.
                """,
            howToFix: "Point the first alias, and those between, directly at the name with the address.",
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard context.input.evidence?.dns.isEmpty == false else { return }
        var reported: Set<Name> = []
        for question in context.askedQuestions {
            let answer = context.evidence.answer(question)
            guard answer.aliases.count > AliasSurvey.longestPlainChain, let entry = answer.entry,
                // Z225 reports chains in zone files.
                !entry.records.contains(where: { context.location(of: $0) != nil }),
                reported.insert(question.name).inserted
            else { continue }
            findings.report(isLong(context, answer, entry))
        }
    }
}

// MARK: - Messages

extension AliasChainLong {
    private static func isLong(_ context: ServerContext, _ answer: Answer, _ entry: DNSEntry) -> Finding {
        if answer.hasTooManyAliases { return isTooLong(context, answer, entry) }
        let last = answer.aliases.last.map { "`\($0.textWithoutFinalDot)`" } ?? "the last name"
        return Finding(
            info,
            "`\(answer.question.name.textWithoutFinalDot)` leads through \(answer.aliases.count) aliases to \(last)",
            at: nil,
            why: "each alias can cost another query to other servers, and resolvers limit the length of a chain",
            help: "point `\(answer.question.name.textWithoutFinalDot)` directly at \(last)",
            subject: context.subject,
            source: FactSource(entry)
        )
    }

    private static func isTooLong(_ context: ServerContext, _ answer: Answer, _ entry: DNSEntry) -> Finding {
        Finding(
            info,
            "`\(answer.question.name.textWithoutFinalDot)` leads through more than \(DiscoveryLimits.aliases) aliases",
            at: nil,
            why: "resolvers stop earlier and answer with SERVFAIL, so peers get no records",
            help: "point `\(answer.question.name.textWithoutFinalDot)` directly at the last name of the chain",
            severity: .error,
            subject: context.subject,
            source: FactSource(entry)
        )
    }
}
