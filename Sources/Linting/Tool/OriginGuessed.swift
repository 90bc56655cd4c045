import Diagnostics
import ZoneFile
import ZoneRules

/// X105: the name of the zone is guessed from the name of the file.
enum OriginGuessed: ToolRule {
    static let info = RuleInfo(
        "X105",
        "origin-guessed",
        .info,
        summary: "the name of the zone is guessed from the name of the file",
        page: RulePage(
            whatItChecks: """
                Reports a zone whose name is known only from its file name. Neither an option, the configuration, an \
                SOA record with an absolute owner nor an absolute `$ORIGIN` gives it.
                """,
            whyItMatters: """
                Relative names are completed with the guessed name. If the guess is wrong, the rules Z232, Z240, Z241 \
                and S302 would be wrong too, so they report nothing.
                """,
            howToFix: "Give `--origin`, or start the file with an absolute `$ORIGIN`.",
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
        guard let source = context.zone.sources.first, !context.zone.isOfForeignFormat else { return }
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
            "the name of the zone is guessed from the name of the file",
            at: LabelledSpan(start, "read as the zone \(Words.quoted(origin, limit: 80))"),
            why:
                "the guess may be wrong, so missing final dots, targets without an address and records outside the zone "
                + "are not reported",
            help: "give `--origin \(origin)`, or start the file with `$ORIGIN \(origin)`",
            subject: context.subject(owner: nil)
        )
    }

    private static func unknown(_ start: SourceSpan, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the name of the zone is unknown",
            at: LabelledSpan(start, "no absolute owner and no `$ORIGIN`"),
            why: "relative names cannot be completed, so missing final dots, targets without an address and records "
                + "outside the zone are not reported",
            help: "give the name with `--origin`, or start the file with `$ORIGIN` and the name",
            subject: context.subject(owner: nil)
        )
    }
}
