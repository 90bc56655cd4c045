import DNS
import Diagnostics
import ZoneFile

/// Z224: aliases that form a loop.
enum CNAMELoop: ZoneRule {
    static let info = RuleInfo(
        "Z224",
        "cname-loop",
        .error,
        scope: .targets,
        summary: "aliases that form a loop",
        page: RulePage(
            whatItChecks: """
                Follows every CNAME record through the zones of the run, including wildcards, and reports each loop \
                once, at its first record in the file.
                """,
            whyItMatters: """
                A loop never reaches an address: resolvers give up and return an error. Name servers load the zone \
                without a warning.
                """,
            howToFix: "Give one of the names an address, or point the alias elsewhere.",
            references: ["RFC 1034 §3.6.2", "RFC 1034 §5.2.2"]
        ),
        examples: [
            .bad("www IN CNAME «www»\n"),
            .bad("a IN CNAME «b»\nb IN CNAME c\nc IN CNAME a.example.com.\nd IN CNAME a\n"),
            .bad("* IN CNAME «www»\n"),
            .bad("old IN DNAME «new.old»\n"),
            .good("a IN CNAME b\nb IN CNAME c\nc IN A 192.0.2.10\n* IN CNAME a\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for loop in context.contents.aliases.loops {
            let own = loop.indices.filter { loop[$0].zone === context.zone }
            guard let first = own.min(by: { loop[$0].record < loop[$1].record }) else { continue }
            findings.report(formsLoop(context, Array(loop[first...] + loop[..<first])))
        }
        let zone = context.zone
        for number in zone.records(ofType: .dname) where context.isPublished(Int(number)) {
            let record = zone.records[Int(number)]
            guard record.target != record.owner, zone.names.isName(record.target, atOrBelow: record.owner) else {
                continue
            }
            findings.report(leadsBelowItself(context, Int(number)))
        }
    }
}

// MARK: - Messages

extension CNAMELoop {
    private static func leadsBelowItself(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let owner = context.quoted(context.zone.records[id].owner)
        return Finding(
            info,
            "the DNAME record of \(owner) leads to a name below itself",
            at: LabelledSpan(context.targetSpan(of: id), "redirected again"),
            why:
                "each name below it becomes a longer one that is redirected as well, so resolvers give up with an error",
            help: "write a target that is not below \(owner)",
            subject: context.subject(of: id)
        )
    }

    private static func formsLoop(_ context: ZoneContext, _ loop: [AliasSurvey.Alias]) -> Finding {
        let id = loop[0].record
        let owner = context.quoted(context.zone.records[id].owner)
        let targets = loop.prefix(8).map { "`\($0.zone.names.text($0.zone.records[$0.record].target))`" }
        let shown = targets.joined(separator: ", ") + (loop.count > 8 ? ", …" : "")
        return Finding(
            info,
            loop.count == 1
                ? "\(owner) is an alias for itself"
                : "\(owner) is part of a loop of \(loop.count) aliases",
            at: LabelledSpan(context.targetSpan(of: id), "leads to \(shown)"),
            why: "the loop never reaches an address, so resolvers give up with an error",
            help: "give one of the names an address of its own, or point the alias elsewhere",
            related: loop.dropFirst().prefix(4).map { alias in
                LabelledSpan(alias.zone.fields(of: alias.record).type.span, "next alias of the loop")
            },
            subject: context.subject(of: id)
        )
    }
}
