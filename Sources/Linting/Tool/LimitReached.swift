import DNS
import Diagnostics
import Federation
import ServerRules
import ZoneFile
import ZoneRules

/// X104: a limit ended the check before the file did.
enum LimitReached: ToolRule {
    static let info = RuleInfo(
        "X104",
        "limit-reached",
        .warning,
        isNotChecked: true,
        summary: "a limit was reached, so not everything was checked or reported",
        page: RulePage(
            whatItChecks: """
                Says which limit kept srvlint from checking or reporting everything: the size of a file, the number \
                of fields in one record, the number of problems in one file, of files that a zone includes, of records \
                that `$GENERATE` makes; of a server name, the number of SRV records, addresses and answers to one \
                question, and the time that `audit` gives it.
                """,
            whyItMatters: """
                The limits keep a broken or hostile file from taking all memory. What lies beyond them is not known \
                to be right; the exit code is 3 if nothing else is wrong.
                """,
            howToFix: "Put right what is reported and run again; a file that is too large is often not a zone file.",
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
    /// A file that is not read for its size; `limit` is in octets.
    static func tooLarge(path: String, limit: Int) -> Finding {
        var finding = Finding(
            info,
            "the file is larger than \(Words.count(limit, "octet")) and was not read",
            at: nil,
            why: "what was not read is not known to be right",
            help: "check the zone in parts, or on its own if this is no zone file"
        )
        finding.path = path
        return finding
    }

    /// More findings than are kept.
    static func servers(_ left: Int, judged: Int) -> Finding {
        Finding(
            info,
            "\(Words.count(left, "Matrix server")) of the zones were not judged",
            at: nil,
            why: "of the servers that are not plainly right, the first \(judged) are judged in a run",
            help: "check the zones in several runs"
        )
    }

    /// A server name that was given up at its deadline.
    static func time(_ seconds: Int, _ activity: String, _ context: DelegationContext) -> Finding {
        Finding(
            info,
            "`\(context.input.serverName)` was \(time(seconds, activity))",
            at: nil,
            why:
                "what was not judged is not known to be right; answers that take so long are unusual and may be hostile",
            help: "give the server more time with `--timeout`",
            subject: context.subject
        )
    }

    static func time(_ seconds: Int, _ activity: String) -> String {
        "given up while \(activity), after its \(Words.count(seconds, "second"))"
    }

    /// What limits left out of the judgement of a server name.
    static func findings(_ context: DelegationContext, _ sink: FindingSink) -> [Finding] {
        let dropped = sink.droppedByRule.sorted { $0.key < $1.key }.map { code, count in
            further(count, of: code, context)
        }
        let omissions = context.omissions
        let several = omissions.count > mostOmissions ? [others(omissions.count - mostOmissions, context)] : []
        return omissions.prefix(mostOmissions).map { omitted($0, context) } + several + dropped
    }

    /// The most limits that are reported one by one for a server name.
    private static let mostOmissions = 8

    private static func omitted(_ omission: Omission, _ context: DelegationContext) -> Finding {
        let (message, help) = words(omission)
        return Finding(
            info,
            "\(message); \(omission.judged) of them were judged",
            at: place(omission, context),
            why: "the other \(omission.left) are not known to be right",
            help: help,
            subject: context.subject
        )
    }

    private static func words(_ omission: Omission) -> (message: String, help: String) {
        switch omission.subject {
        case .services(let question):
            (
                "there are \(omission.total) SRV records at `\(question.name)`",
                "publish the few that are needed: clients try them one after the other and give up early"
            )
        case .addresses(let name):
            (
                "`\(name)` has \(omission.total) addresses",
                "publish the few that are needed: clients try them one after the other and give up early"
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

    private static let evidenceHelp = "leave out of the evidence what is not needed, or collect it again"

    /// The first of the records, where they are in a zone file.
    private static func place(_ omission: Omission, _ context: DelegationContext) -> LabelledSpan? {
        switch omission.subject {
        case .services(let question):
            context.ownerPlace(of: context.evidence.answer(question).records, "\(omission.total) records")
        case .addresses(let name):
            [RecordType.a, .aaaa].lazy.compactMap { type in
                context.ownerPlace(
                    of: context.evidence.answer(Question(name, type)).records, "\(omission.total) addresses")
            }.first
        case .evidence: nil
        }
    }

    private static func others(_ count: Int, _ context: DelegationContext) -> Finding {
        Finding(
            info,
            "\(Words.count(count, "further limit")) of what is judged of `\(context.input.serverName)` "
                + "\(count == 1 ? "was" : "were") reached",
            at: nil,
            why: "what lies beyond them is not known to be right",
            help: "publish fewer records",
            subject: context.subject
        )
    }

    private static func further(_ count: Int, of code: String, _ context: DelegationContext) -> Finding {
        Finding(
            info,
            "\(Words.count(count, "further finding")) of \(code) for `\(context.input.serverName)` "
                + "\(count == 1 ? "is" : "are") not shown",
            at: nil,
            why: "srvlint keeps the first \(FindingSink.limitPerRuleAndServer) of each rule for one server name",
            help: "correct those and run again",
            subject: context.subject
        )
    }

    static func findings(dropped: Int, _ context: ZoneContext) -> Finding {
        let source = context.zone.sources[0]
        return Finding(
            info,
            "\(Words.count(dropped, "further finding")) in this file \(dropped == 1 ? "is" : "are") not shown",
            at: LabelledSpan(SourceSpan(source, source.count..<source.count), "the file was read to its end"),
            why: "srvlint keeps the first \(FindingSink.limitPerRule) of each rule",
            help: "put those right and run again",
            subject: context.subject(owner: nil)
        )
    }

    private static func entryTooLong(_ problem: ZoneProblem, _ limit: Int, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the record has more than \(Words.count(limit, "field"))",
            at: LabelledSpan(problem.span, "begins here; the fields beyond the limit are not read"),
            why: "no record can have so many: its data has at most 65535 octets",
            help: "look for a parenthesis that is not closed",
            subject: context.subject(of: problem)
        )
    }

    private static func includes(_ problem: ZoneProblem, _ limit: Int, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the zone includes more than \(Words.count(limit, "file"))",
            at: LabelledSpan(problem.span, "not read, nor any `$INCLUDE` after it"),
            why:
                "what was not read is not known to be right; files that include each other many times over are a mistake",
            help: "include each file once",
            subject: context.subject(of: problem)
        )
    }

    private static func generated(_ problem: ZoneProblem, _ limit: Int, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "`$GENERATE` would make more than \(Words.count(limit, "record")) in this zone",
            at: LabelledSpan(problem.span, "none of these is made"),
            why: "what was not made is not known to be right, and few servers have the memory for so many",
            help: "check the range; a wildcard may serve better",
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
            why: "srvlint keeps the first \(limit) of one file",
            help: "put those right and run again",
            subject: context.subject(of: problem)
        )
    }
}
