import Diagnostics
import ServerRules
import ZoneFile
import ZoneRules

/// X103: something could not be checked.
enum NotChecked: ToolRule {
    static let info = RuleInfo(
        "X103",
        "not-checked",
        .warning,
        isNotChecked: true,
        summary: "something could not be checked",
        page: RulePage(
            whatItChecks: """
                Reports what srvlint could not check. This can be an unreadable file, an `$INCLUDE` or a symbolic link \
                that it must not follow, a file without an SOA record whose absolute owners do not show which zone it \
                belongs to, a revision that git cannot show, a server name with too few answers, or a given server \
                name that is in none of the zones. An `$INCLUDE`, or a link found in a directory, is \
                followed only within the repository of the zone file. Without a repository, it is followed only \
                within the directory of the zone file. srvlint never shows lines of other files.
                """,
            whyItMatters: """
                What was not checked may contain errors. srvlint does not report a record as missing that may be in a \
                part that was not read. The exit code is 3 if nothing else is wrong.
                """,
            howToFix: """
                Make the file readable. Give the name of its zone with `--origin`. Allow the directory of included files \
                with `--include-base DIR`. If a link leads outside, give it, or its target, on the command line.
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
        if let first = recordOfUnknownZone(context) { findings.report(hardlyChecked(context, first)) }
        for problem in context.zone.problems {
            switch problem.kind {
            case .includeNotFollowed(let reason): findings.report(notFollowed(problem, reason, context))
            default: break
            }
        }
    }

    /// The first record of a file that has neither an SOA record nor a relative name, and whose origin is not known. Almost
    /// no rule about a zone as a whole can check it.
    private static func recordOfUnknownZone(_ context: ZoneContext) -> RecordID? {
        let zone = context.zone
        guard context.kind == .fragment, !context.isAnswer, zone.isFragment, zone.apex == .unknownOrigin,
            !zone.records.isEmpty,
            zone.records.allSatisfy({ !zone.names.isName($0.owner, atOrBelow: .unknownOrigin) })
        else { return nil }
        return 0
    }
}

// MARK: - Messages

extension NotChecked {
    static func unreadable(path: String, reason: String) -> Finding {
        var finding = Finding(
            info,
            "could not be checked: \(reason)",
            at: nil,
            why: "it was not read, so it may contain errors",
            help: "correct the path, or make the file readable"
        )
        finding.path = path
        return finding
    }

    /// Returns the finding for a zone that was read, but whose earlier revision is unknown.
    static func notCompared(path: String, reason: String, help: String) -> Finding {
        var finding = Finding(
            info,
            "could not be compared with an earlier revision: \(reason)",
            at: nil,
            why: "if the zone changed but its serial did not, srvlint cannot report it",
            help: help
        )
        finding.path = path
        return finding
    }

    /// Returns the finding for a server name that was given, but that nothing else given is about.
    static func unknownServer(_ context: ServerContext) -> Finding {
        let name = context.input.serverName
        return Finding(
            info,
            "`\(name)` could not be checked: no zone contains it, and no document or evidence was given",
            at: nil,
            why: "how peers find and reach it is not known, so it may be unreachable",
            help:
                "give the zone file of `\(name)` as well, or check it over the network with "
                + "`srvlint audit \(name)`",
            subject: context.subject
        )
    }

    static func unaudited(_ context: ServerContext, _ unasked: [String]) -> Finding {
        let name = context.input.serverName
        let reason = unasked.first.map { ": \($0)" + (unasked.count > 1 ? ", and \(unasked.count - 1) more" : "") }
        return Finding(
            info,
            "`\(name)` could not be audited completely\(reason ?? ": too little is known")",
            at: nil,
            why: "whatever was not answered was not checked and may be wrong",
            help: unasked.isEmpty
                ? "add what is missing to the evidence, or audit the server over the network"
                : "fix the cause that the message names, then run the audit again",
            subject: context.subject
        )
    }

    private static func hardlyChecked(_ context: ZoneContext, _ first: RecordID) -> Finding {
        let fields = context.zone.fields(of: first)
        return Finding(
            info,
            "the file could hardly be checked: it has no SOA record, and the name of its zone is unknown",
            at: LabelledSpan((fields.owner ?? fields.type).span, "absolute owners fit several zones"),
            why: "records outside the zone, targets without an address and missing name servers are not reported",
            help: "give the name of the zone with `--origin`, or check the file with the SOA record",
            subject: context.subject(of: first)
        )
    }

    private static func notFollowed(_ problem: ZoneProblem, _ reason: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the included file was not read: \(reason)",
            at: LabelledSpan(problem.span, "its records were not checked"),
            why: "it may contain errors, and srvlint does not report records as missing that may be in it",
            help: "to let srvlint read and show the file, give its directory with `--include-base DIR`",
            subject: context.subject(of: problem)
        )
    }
}
