import DNS
import Diagnostics
import ZoneFile

/// Z224: aliases that lead round in a circle.
enum CNAMELoop: ZoneRule {
    static let info = RuleInfo(
        "Z224",
        "cname-loop",
        .error,
        scope: .targets,
        summary: "aliases that lead round in a circle",
        page: RulePage(
            whatItChecks: """
                Follows every CNAME record through the zones of the run, through wildcards too, and reports each circle \
                once, at its first record in the file.
                """,
            whyItMatters: """
                There is no end to find: resolvers give up and answer with an error. Servers load the zone without a \
                word.
                """,
            howToFix: "Let one of the names own the address, or lead the alias elsewhere.",
            references: ["RFC 1034 §3.6.2", "RFC 1034 §5.2.2"]
        ),
        examples: [
            .bad("www IN CNAME «www»\n"),
            .bad("a IN CNAME «b»\nb IN CNAME c\nc IN CNAME a.example.com.\nd IN CNAME a\n"),
            .bad("* IN CNAME «www»\n"),
            .good("a IN CNAME b\nb IN CNAME c\nc IN A 192.0.2.10\n* IN CNAME a\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for loop in context.contents.aliases.loops {
            let own = loop.indices.filter { loop[$0].zone === context.zone }
            guard let first = own.min(by: { loop[$0].record < loop[$1].record }) else { continue }
            findings.report(goesRound(context, Array(loop[first...] + loop[..<first])))
        }
    }
}

// MARK: - Messages

extension CNAMELoop {
    private static func goesRound(_ context: ZoneContext, _ loop: [AliasSurvey.Alias]) -> Finding {
        let id = loop[0].record
        let owner = context.quoted(context.zone.records[id].owner)
        let way = loop.prefix(8).map { "`\($0.zone.names.text($0.zone.records[$0.record].target))`" }
        let shown = way.joined(separator: ", ") + (loop.count > 8 ? ", …" : "")
        return Finding(
            info,
            loop.count == 1
                ? "\(owner) is an alias that leads to itself"
                : "\(owner) is an alias that leads back to itself, over \(Words.count(loop.count, "alias record"))",
            at: LabelledSpan(context.targetSpan(of: id), "leads to \(shown)"),
            why: "there is no end to find; resolvers give up with an error",
            help: "give one of the names an address of its own, or lead the alias elsewhere",
            related: loop.dropFirst().prefix(4).map { alias in
                LabelledSpan(alias.zone.fields(of: alias.record).type.span, "and on from here")
            },
            subject: context.subject(of: id)
        )
    }
}
