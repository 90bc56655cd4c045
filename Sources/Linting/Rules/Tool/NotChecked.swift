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
                Says what srvlint could not look at: a file that cannot be read, an `$INCLUDE` it may \
                not follow.
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
            case .includeNotFollowed(let reason): findings.report(notFollowed(problem, reason, context))
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

    private static func notFollowed(_ problem: ZoneProblem, _ reason: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the included file is not read: \(reason)",
            at: LabelledSpan(problem.span, "its records are not checked"),
            why: "what was not read is not known to be right, and nothing is concluded from what this file lacks",
            help: "allow it with `--include-base`, or check the file by itself",
            subject: context.subject(of: problem)
        )
    }
}
