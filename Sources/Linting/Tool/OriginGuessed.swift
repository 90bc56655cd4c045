import Diagnostics
import ZoneFile
import ZoneRules

/// X105: only the file's name tells which zone it is.
enum OriginGuessed: ToolRule {
    static let info = RuleInfo(
        "X105",
        "origin-guessed",
        .info,
        summary: "the zone's name is guessed from the name of the file",
        page: RulePage(
            whatItChecks: """
                Says that neither an option, the configuration, an SOA record with an absolute owner nor an absolute \
                `$ORIGIN` names the zone, so that the name of the file had to.
                """,
            whyItMatters: """
                Every relative name is completed with it. Rules that would be wrong with another origin are silent: \
                Z232, Z240, Z241 and S302.
                """,
            howToFix: "Give `--origin`, or begin the file with an absolute `$ORIGIN`.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("«»www 3600 IN A 192.0.2.10\n", continuation: false, origin: nil),
            .good("$ORIGIN example.com.\nwww 3600 IN A 192.0.2.10\n", continuation: false, origin: nil),
            .good("www 3600 IN A 192.0.2.10\n", continuation: false),
        ]
    )

    static func check(_ context: ToolContext, into findings: inout FindingSink) {
        let context = context.zone
        guard let source = context.zone.sources.first else { return }
        let start = SourceSpan(source, 0..<0)
        if context.isOriginGuessed, let origin = context.zone.origin {
            findings.report(guessed(origin, start, context))
        } else if context.zone.origin == nil, !context.zone.records(ofType: .soa).isEmpty {
            findings.report(unknown(start, context))
        }
    }
}

// MARK: - Messages

extension OriginGuessed {
    private static func guessed(_ origin: String, _ start: SourceSpan, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the zone's name is guessed from the name of the file",
            at: LabelledSpan(start, "read as the zone \(Words.quoted(origin, limit: 80))"),
            why:
                "relative names are completed with it; what would be wrong with another one is not said: lost final dots, "
                + "targets without an address, records out of the zone",
            help: "give `--origin \(origin)`, or begin the file with `$ORIGIN \(origin)`",
            subject: context.subject(owner: nil)
        )
    }

    private static func unknown(_ start: SourceSpan, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "nothing tells the zone's name",
            at: LabelledSpan(start, "no absolute owner and no `$ORIGIN`"),
            why:
                "relative names cannot be completed, so lost final dots, targets without an address and records out of "
                + "the zone are not judged",
            help: "give `--origin`, or begin the file with `$ORIGIN` and the zone's name",
            subject: context.subject(owner: nil)
        )
    }
}
