import DNS
import Diagnostics
import ZoneFile

/// Z101: an unknown record type.
enum UnknownType: ZoneRule {
    static let info = RuleInfo(
        "Z101",
        "unknown-type",
        .error,
        summary: "unknown record type",
        page: RulePage(
            whatItChecks: """
                Looks up every type in the IANA registry. Types such as `TYPE65280` (RFC 3597) are valid whatever \
                their number. Types that exist only in queries and messages, such as ANY, are not valid in a zone. If \
                the fields show what was meant, the message says it: a type that is missing, a space too many or too \
                few, or a directive without its `$`.
                """,
            whyItMatters: """
                Name servers refuse to load a zone with an unknown type. After a single typo they continue to serve \
                the old zone, or none. srvlint continues with the next record.
                """,
            howToFix: """
                Correct the mnemonic. If your server is too old to know the type, write it as `TYPEn \\# length hex`.
                """,
            references: ["RFC 1035 §5.1", "RFC 3597 §5", "RFC 6895 §3.1"]
        ),
        examples: [
            .bad("_matrix-fed._tcp IN «SVR» 10 5 8448 matrix.example.net.\nwww IN A 192.0.2.10\n"),
            .bad("www\t3600\tIN\t«ADDRESS»\t192.0.2.10\r\n"),
            .bad("@ IN «MX10» mail.example.net.\n"),
            .bad("www «1 day» IN A 192.0.2.10\n"),
            .bad("www IN «ANY» \\# 0\n"),
            .bad(
                "www «192.0.2.10»\nmail «INA» 192.0.2.11\nftp IN «A192.0.2.12»\n_sip._tcp «5» 0 5060 sip.example.net.\n"
            ),
            .bad("my «pc» A 192.0.2.10\nORIGIN «example.com.»\n/* «the» servers */\n"),
            .good(
                "www IN TYPE65280 \\# 4 c0000201\n_443._tcp.www IN TLSA 3 1 1 (\n    \(String(repeating: "ab", count: 32)) )\n"
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let causes = UnknownTypeCause.survey(context.zone)
        for (number, problem) in context.zone.problems.enumerated() {
            switch problem.kind {
            case .unknownType(let nearest): findings.report(unknown(problem, causes[number], nearest, context))
            case .metaType(let type): findings.report(notForZones(problem, type, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension UnknownType {
    private static func unknown(
        _ problem: ZoneProblem, _ cause: UnknownTypeCause?, _ nearest: RecordType?, _ context: ZoneContext
    ) -> Finding {
        let text = Words.quoted(problem.span.text)
        var span = problem.span
        var (message, label) = ("\(text) is not a record type", "expected a record type")
        var help = "check the order of the fields: owner, TTL, class, type, data"
        switch cause {
        case .directive(let directive):
            message = "the `$` before `\(directive.dropFirst())` is missing"
            label = "read as a record type"
            help = "write `\(directive)` at the beginning of the line"
        case .comment:
            (message, label) = ("`/*` does not start a comment", "read as a record type")
            help = "write `;` at the beginning of each line of the comment"
        case .noSpace(let right):
            (message, label) = ("a space is missing in \(text)", "read as a record type")
            help = "write \(Words.quoted(right))"
        case .noType(let type, let data):
            span = SourceSpan(problem.span.source, data)
            message = "the record has no type"
            label = type.map { "expected `\($0)` before this" } ?? "expected a type before this"
            help =
                type.map { "write `\($0)` before \(Words.quoted(span.text))" }
                ?? "write the type before \(Words.quoted(span.text)), such as `CNAME`"
        case .spaceInOwner(let owner):
            label = "read as a record type; the owner ends at the space before it"
            help = "write the owner as one name, such as \(Words.quoted(owner))"
        case .timeInWords(let range, let time):
            span = SourceSpan(problem.span.source, range)
            (message, label) = (
                "the TTL \(Words.quoted(span.text)) has a space in it", "the unit is read as a record type"
            )
            help = "write `\(time)`"
        case .misspelt, nil:
            if cause == nil, let (type, number) = joined(problem.span.text) {
                (message, label) = ("a space is missing in \(text)", "read as a record type")
                help = "write `\(type) \(number)`"
            } else if let meant = meant(cause, nearest) {
                label = "did you mean `\(meant)`?"
                help = "write `\(meant)` if that is the intended type"
            }
        }
        return Finding(
            info,
            message,
            at: LabelledSpan(span, label),
            why: "name servers refuse to load a zone with an unknown type",
            help: help,
            subject: context.subject(of: problem)
        )
    }

    /// The type that was meant: one that has such data, or else the one with the most similar spelling. Obsolete types are not
    /// guessed.
    private static func meant(_ cause: UnknownTypeCause?, _ nearest: RecordType?) -> RecordType? {
        if case .misspelt(let type) = cause { return type }
        guard let nearest,
            !["A6", "PX", "MD", "MF", "MB", "MG", "MR", "EID", "GID", "UID", "RT"].contains(nearest.description)
        else { return nil }
        return nearest
    }

    /// The type and the number of `MX10`.
    private static func joined(_ text: String) -> (type: RecordType, number: Substring)? {
        let digits = text.utf8.reversed().prefix { $0 &- 0x30 < 10 }.count
        guard digits > 0, digits <= 5, let type = RecordType(mnemonic: text.dropLast(digits)),
            let first = RecordFormat.of(type)?.fields.first, [.uint8, .uint16, .uint32].contains(first.kind)
        else { return nil }
        return (type, text.suffix(digits))
    }

    private static func notForZones(_ problem: ZoneProblem, _ type: RecordType, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "`\(type)` is not valid in a zone file",
            at: LabelledSpan(problem.span, "exists only in queries and messages"),
            why: "no record of this type can be published, so name servers refuse to load the zone",
            help: "remove the record, or write the intended type",
            subject: context.subject(of: problem)
        )
    }
}
