import Diagnostics
import ServerRules
import ZoneFile
import ZoneRules

/// X103: something could not be checked, and why.
enum NotChecked: ToolRule {
    static let info = RuleInfo(
        "X103",
        "not-checked",
        .warning,
        isNotChecked: true,
        summary: "something could not be checked",
        page: RulePage(
            whatItChecks: """
                Reports what srvlint could not check: a file that cannot be read, an `$INCLUDE` or a symbolic link that \
                it must not follow, an earlier revision that git cannot show, a server name about which too little was \
                answered. An `$INCLUDE` and a link found in a directory are followed within the repository that holds \
                the zone file or, without a repository, within the zone file's own directory; no line of any other file \
                is shown.
                """,
            whyItMatters: """
                What was not checked is not known to be right. The zone counts as incomplete: nothing is concluded from \
                what is absent in the part that was read, and the exit code is 3 if nothing else is wrong.
                """,
            howToFix: """
                Make the file readable. Allow the directory of included files with `--include-base DIR`. Name a link that \
                leads out, or what it leads to, on the command line.
                """,
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("$INCLUDE «/etc/bind/hosts.inc»\n"),
            .good("$INCLUDE hosts.inc\n", files: ["hosts.inc": "www IN A 192.0.2.10\n"]),
        ]
    )

    static func check(_ context: ToolContext, into findings: inout FindingSink) {
        let context = context.zone
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

    /// The zone itself was read; what it was at an earlier revision is not known.
    static func notCompared(path: String, reason: String, help: String) -> Finding {
        var finding = Finding(
            info,
            "could not be compared with an earlier revision: \(reason)",
            at: nil,
            why: "if the zone changed and its serial did not, nothing reports it",
            help: help
        )
        finding.path = path
        return finding
    }

    static func unaudited(_ context: DelegationContext, _ unasked: [String]) -> Finding {
        let name = context.input.serverName
        let reason = unasked.first.map { ": \($0)" + (unasked.count > 1 ? ", and \(unasked.count - 1) more" : "") }
        return Finding(
            info,
            "`\(name)` could not be audited completely\(reason ?? ": too little is known")",
            at: nil,
            why: "what was not answered is not known to be right",
            help: unasked.isEmpty
                ? "provide what is missing, or audit it over the network"
                : "resolve what the message names, then run the audit again",
            subject: context.subject
        )
    }

    private static func notFollowed(_ problem: ZoneProblem, _ reason: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the included file is not read: \(reason)",
            at: LabelledSpan(problem.span, "its records are not checked"),
            why: "what was not read is not known to be right, and nothing is concluded from what this file lacks",
            help: "if the file may be read and shown, allow its folder with `--include-base DIR`",
            subject: context.subject(of: problem)
        )
    }
}
