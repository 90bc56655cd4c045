import ZoneFile

/// X105: only the file's name tells which zone it is.
enum OriginGuessed: Rule {
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

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.isOriginGuessed, let origin = context.zone.origin, let source = context.zone.sources.first else {
            return
        }
        findings.report(guessed(origin, SourceSpan(source, 0..<0), context))
    }
}

// MARK: - Messages

extension OriginGuessed {
    private static func guessed(_ origin: String, _ start: SourceSpan, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the zone's name is guessed from the name of the file",
            at: LabelledSpan(start, "read as the zone \(Words.quoted(origin, limit: 80))"),
            why: "relative names are completed with it; rules that would be wrong with another one are silent",
            help: "give `--origin \(origin)`, or begin the file with `$ORIGIN \(origin)`",
            subject: context.subject(owner: nil)
        )
    }
}
