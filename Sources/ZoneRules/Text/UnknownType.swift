import DNS
import Diagnostics
import ZoneFile

/// Z101: no record type has that name.
enum UnknownType: ZoneRule {
    static let info = RuleInfo(
        "Z101",
        "unknown-type",
        .error,
        summary: "no record type has that name",
        page: RulePage(
            whatItChecks: """
                Looks every type up in IANA's registry. `TYPE65280` and its like (RFC 3597) are known whatever their \
                number; types that exist only in questions and packets, such as ANY, are none for a zone.
                """,
            whyItMatters: """
                Name servers do not load a zone with a type they do not know: one slip of the finger and the old zone \
                stays, or none at all. srvlint goes on with the next record.
                """,
            howToFix: "Correct the mnemonic, or write a type your server is too old for as `TYPEn \\# length hex`.",
            references: ["RFC 1035 §5.1", "RFC 3597 §5", "RFC 6895 §3.1"]
        ),
        examples: [
            .bad("_matrix-fed._tcp IN «SVR» 10 5 8448 matrix.example.net.\nwww IN A 192.0.2.10\n"),
            .bad("www\t3600\tIN\t«ADDRESS»\t192.0.2.10\r\n"),
            .bad("www IN «ANY» \\# 0\n"),
            .good(
                "www IN TYPE65280 \\# 4 c0000201\n_443._tcp.www IN TLSA 3 1 1 (\n    \(String(repeating: "ab", count: 32)) )\n"
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .unknownType(let nearest): findings.report(unknown(problem, nearest, context))
            case .metaType(let type): findings.report(notForZones(problem, type, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension UnknownType {
    private static func unknown(_ problem: ZoneProblem, _ nearest: RecordType?, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(Words.quoted(problem.span.text)) is not a record type",
            at: LabelledSpan(problem.span, nearest.map { "did you mean `\($0)`?" } ?? "a type must stand here"),
            why: "name servers refuse the whole zone for one type they do not know",
            help: nearest.map { "write `\($0)`, if that is what is meant" }
                ?? "check the order of the fields: owner, TTL, class, type, data",
            subject: context.subject(of: problem)
        )
    }

    private static func notForZones(_ problem: ZoneProblem, _ type: RecordType, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "`\(type)` is not a type for zone files",
            at: LabelledSpan(problem.span, "exists only in questions and packets"),
            why: "no record of this type can be published; name servers refuse the zone",
            help: "remove the record, or give the type that is meant",
            subject: context.subject(of: problem)
        )
    }
}
