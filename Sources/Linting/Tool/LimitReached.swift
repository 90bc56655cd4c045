import DNS
import Diagnostics
import Federation
import ServerRules
import ZoneFile
import ZoneRules

/// X104: a limit was reached before everything was checked.
enum LimitReached: ToolRule {
    static let info = RuleInfo(
        "X104",
        "limit-reached",
        .warning,
        isNotChecked: true,
        summary: "a limit was reached, so not everything was checked or reported",
        page: RulePage(
            whatItChecks: """
                Reports which limit kept srvlint from checking or reporting everything. Zones have limits for the size \
                of a file, the fields in a record, the problems in a file, the included files and the records that \
                `$GENERATE` creates. Server names have limits for SRV records, addresses, answers to one question, and \
                the time that `audit` allows.
                """,
            whyItMatters: """
                The limits keep a broken or hostile file from exhausting memory. Whatever exceeds them was not checked \
                and may contain errors. The exit code is 3 if nothing else is wrong.
                """,
            howToFix: "Fix what is reported and run srvlint again. A file that is too large is often not a zone file.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("$GENERATE «1-1000000000» host$ A 192.0.2.1\n"),
            .good("$GENERATE 1-9 host$ A 192.0.2.1\nwww IN A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ToolContext, into findings: inout FindingSink) {
        let context = context.zone
        for problem in context.zone.problems {
            switch problem.kind {
            case .entryTooLong(let limit): findings.report(entryTooLong(problem, limit, context))
            case .includeLimit(let limit): findings.report(includes(problem, limit, context))
            case .generateLimit(let limit): findings.report(generated(problem, limit, context))
            case .problemLimit(let limit, let dropped): findings.report(problems(problem, limit, dropped, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension LimitReached {
    /// Returns the finding for a file that is too large to be read; `limit` is in octets.
    static func tooLarge(path: String, limit: Int) -> Finding {
        var finding = Finding(
            info,
            "the file is larger than \(Words.count(limit, "octet")) and was not read",
            at: nil,
            why: "it was not read, so it may contain errors",
            help: "split the zone into several files, or exclude the file if it is not a zone file"
        )
        finding.path = path
        return finding
    }

    /// Returns the finding for Matrix servers that exceed the limit of a run.
    static func servers(_ left: Int, judged: Int) -> Finding {
        Finding(
            info,
            "\(Words.count(left, "Matrix server")) in the zones \(left == 1 ? "was" : "were") not checked",
            at: nil,
            why: "srvlint checks at most \(judged) servers with possible problems per run",
            help: "check the zones in several runs"
        )
    }

    /// Returns the finding for a server name that was not checked by its deadline.
    static func time(_ seconds: Int, _ activity: String, _ context: ServerContext) -> Finding {
        Finding(
            info,
            "the audit of `\(context.input.serverName)` \(time(seconds, activity))",
            at: nil,
            why:
                "the server was not checked and may have problems; such slow answers are unusual and may be hostile",
            help: "allow more time with `--timeout`",
            subject: context.subject
        )
    }

    static func time(_ seconds: Int, _ activity: String) -> String {
        "timed out after \(Words.count(seconds, "second")) while \(activity)"
    }

    /// Returns findings for everything that limits excluded from the check of a server name.
    static func findings(_ context: ServerContext, _ sink: FindingSink) -> [Finding] {
        let dropped = sink.droppedByRule.sorted { $0.key < $1.key }.map { code, count in
            further(count, of: code, context)
        }
        let omissions = context.omissions
        let several =
            omissions.count > reportedOmissionLimit ? [others(omissions.count - reportedOmissionLimit, context)] : []
        return omissions.prefix(reportedOmissionLimit).map { omitted($0, context) } + several + dropped
    }

    /// The most limits that are reported one by one for a server name.
    private static let reportedOmissionLimit = 8

    private static func omitted(_ omission: Omission, _ context: ServerContext) -> Finding {
        let (message, help) = messageAndHelp(omission)
        return Finding(
            info,
            "\(message), of which \(omission.judged) were checked",
            at: location(of: omission, context),
            why: "the other \(omission.left) were not checked and may have problems",
            help: help,
            subject: context.subject
        )
    }

    private static func messageAndHelp(_ omission: Omission) -> (message: String, help: String) {
        switch omission.subject {
        case .services(let question):
            (
                "there are \(omission.total) SRV records at `\(question.name)`",
                "publish only what is needed: clients try one after another and soon give up"
            )
        case .addresses(let name):
            (
                "`\(name)` has \(omission.total) addresses",
                "publish only what is needed: clients try one after another and soon give up"
            )
        case .evidence(.dns, let what):
            ("the evidence has \(omission.total) answers to \(what)", evidenceHelp)
        case .evidence(.https, let what):
            ("the evidence has \(omission.total) answers from \(what)", evidenceHelp)
        case .evidence(.tls, let what):
            ("the evidence has \(omission.total) TLS handshakes with \(what)", evidenceHelp)
        case .evidence(.federation, let what):
            ("the evidence has \(omission.total) requests for \(what)", evidenceHelp)
        }
    }

    private static let evidenceHelp = "remove unneeded answers from the evidence, or collect it again"

    /// The span of the first of the records, if they are in a zone file.
    private static func location(of omission: Omission, _ context: ServerContext) -> LabelledSpan? {
        switch omission.subject {
        case .services(let question):
            context.ownerSpan(of: context.evidence.answer(question).records, "\(omission.total) records")
        case .addresses(let name):
            [RecordType.a, .aaaa].lazy.compactMap { type in
                context.ownerSpan(
                    of: context.evidence.answer(Question(name, type)).records, "\(omission.total) addresses")
            }.first
        case .evidence: nil
        }
    }

    private static func others(_ count: Int, _ context: ServerContext) -> Finding {
        Finding(
            info,
            "\(Words.count(count, "further limit")) \(count == 1 ? "was" : "were") reached for "
                + "`\(context.input.serverName)`",
            at: nil,
            why: "whatever exceeds them was not checked and may have problems",
            help: "publish fewer records",
            subject: context.subject
        )
    }

    private static func further(_ count: Int, of code: String, _ context: ServerContext) -> Finding {
        Finding(
            info,
            "\(Words.count(count, "further \(code) finding")) for `\(context.input.serverName)` "
                + "\(count == 1 ? "is" : "are") not shown",
            at: nil,
            why: "srvlint shows at most \(FindingSink.limitPerRuleAndServer) findings of each rule for one server name",
            help: "fix those that are shown and run srvlint again",
            subject: context.subject
        )
    }

    static func findings(dropped: Int, _ context: ZoneContext) -> Finding {
        let source = context.zone.sources[0]
        return Finding(
            info,
            "\(Words.count(dropped, "further finding")) in this file \(dropped == 1 ? "is" : "are") not shown",
            at: LabelledSpan(SourceSpan(source, source.count..<source.count), "the file was read to its end"),
            why: "srvlint shows at most \(FindingSink.limitPerRule) findings of each rule in one file",
            help: "fix those that are shown and run srvlint again",
            subject: context.subject(owner: nil)
        )
    }

    private static func entryTooLong(_ problem: ZoneProblem, _ limit: Int, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the record has more than \(Words.count(limit, "field"))",
            at: LabelledSpan(problem.span, "starts here; the fields beyond the limit were not read"),
            why: "no record can have so many fields: its data has at most 65535 octets",
            help: "look for an unclosed parenthesis in this record",
            subject: context.subject(of: problem)
        )
    }

    private static func includes(_ problem: ZoneProblem, _ limit: Int, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the zone includes more than \(Words.count(limit, "file"))",
            at: LabelledSpan(problem.span, "not read, and no `$INCLUDE` after it was read"),
            why:
                "those files were not read and may contain errors; so many includes are usually a mistake",
            help: "include each file once",
            subject: context.subject(of: problem)
        )
    }

    private static func generated(_ problem: ZoneProblem, _ limit: Int, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "`$GENERATE` would create more than \(Words.count(limit, "record")) in this zone",
            at: LabelledSpan(problem.span, "none of these records was created"),
            why: "these records were not checked and may contain errors; few servers have the memory for so many",
            help: "correct the range, or use a wildcard instead",
            subject: context.subject(of: problem)
        )
    }

    private static func problems(
        _ problem: ZoneProblem,
        _ limit: Int,
        _ dropped: Int,
        _ context: ZoneContext
    ) -> Finding {
        Finding(
            info,
            "\(Words.count(dropped, "further problem")) in this file \(dropped == 1 ? "is" : "are") not shown",
            at: LabelledSpan(problem.span, "the file was read to its end"),
            why: "srvlint shows at most \(limit) problems of one file",
            help: "fix those that are shown and run srvlint again",
            subject: context.subject(of: problem)
        )
    }
}
