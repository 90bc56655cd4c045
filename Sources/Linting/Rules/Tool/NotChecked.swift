import ZoneFile

/// X103: something could not be checked, and why.
enum NotChecked: Rule {
    static let info = RuleInfo(
        "X103",
        "not-checked",
        .warning,
        isNotChecked: true,
        summary: "something could not be checked",
        page: RulePage(
            whatItChecks: """
                Says what srvlint could not look at: a file that cannot be read, an `$INCLUDE` it does not follow, a \
                `$GENERATE` it does not expand.
                """,
            whyItMatters: """
                What was not checked is not known to be right. The zone counts as incomplete: nothing is concluded from \
                what is absent in the part that was read, and the exit code is 3 if nothing else is wrong.
                """,
            howToFix: "Make the file readable, or check the parts it is made of as well.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("$INCLUDE «hosts.inc»\n"),
            .good("www IN A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .includeNotFollowed:
                findings.report(notFollowed(problem, context))
            case .generateNotExpanded:
                findings.report(notExpanded(problem, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension NotChecked {
    static func unreadable(path: String, reason: String) -> Finding {
        var finding = Finding(
            info,
            "could not be checked: \(reason)",
            at: nil,
            why: "what was not read is not known to be right",
            help: "give a zone file that can be read"
        )
        finding.path = path
        return finding
    }

    private static func notFollowed(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the included file is not read",
            at: LabelledSpan(problem.span, "its records are not checked"),
            why: "this version does not follow `$INCLUDE`, so nothing is concluded from what this file lacks",
            help: "check the included file by itself as well, with `--origin`",
            subject: context.subject(of: problem)
        )
    }

    private static func notExpanded(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the generated records are not checked",
            at: LabelledSpan(problem.span, "its records are not made"),
            why: "this version does not expand `$GENERATE`, so nothing is concluded from what this file lacks",
            help: "check the zone that the name server writes out (`named-compilezone`) to judge them too",
            subject: context.subject(of: problem)
        )
    }
}
