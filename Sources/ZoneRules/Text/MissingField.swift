import DNS
import Diagnostics
import ZoneFile

/// Z102: a record ends before all of its fields are there.
enum MissingField: ZoneRule {
    static let info = RuleInfo(
        "Z102",
        "missing-field",
        .error,
        summary: "a record has fewer fields than its type needs",
        page: RulePage(
            whatItChecks:
                "Compares the fields of every record with those that its type has, and names the missing one.",
            whyItMatters: """
                BIND, Knot, NSD and ldns refuse such a record, and with it the zone. In an SRV record it is often the \
                weight that is forgotten, and the error then seems to be in the target.
                """,
            howToFix: "Add the field, in its place.",
            references: ["RFC 1035 §5.1", "RFC 2782"]
        ),
        examples: [
            .bad("_matrix-fed._tcp IN SRV 10 5 «8448»\nwww IN A 192.0.2.10\n"),
            .bad("www IN «MX»\n"),
            .bad("www IN MX ( ; the server is missing\n    «10» )\n"),
            .bad("www 3600 «IN»\r\n"),
            .good("_matrix-fed._tcp IN SRV (\n    10 5 8448\n    matrix.example.net. )\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .missingType: findings.report(noType(problem, context))
            case .missingField(let type, let field, let index):
                findings.report(missing(problem, type, field, index, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension MissingField {
    private static func noType(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the record has no type",
            at: LabelledSpan(problem.span, "type and data must follow"),
            why: "name servers refuse a record without a type, and with it the zone",
            help: "add the type and its data, or put `;` before a line that is no record",
            subject: context.subject(of: problem)
        )
    }

    private static func missing(
        _ problem: ZoneProblem,
        _ type: RecordType,
        _ field: String,
        _ index: Int,
        _ context: ZoneContext
    ) -> Finding {
        let names = RecordFormat.of(type)?.fields.map(\.name) ?? []
        let needs = names.count > 1 ? "needs \(Words.list(names)); the \(field) is missing" : "needs its \(field)"
        let isSRVWithoutWeight = type == .srv && index == 3
        return Finding(
            info,
            "\(Words.record(type)) \(needs)",
            at: LabelledSpan(problem.span, "the \(field) must follow"),
            why: "name servers refuse the record, and with it the zone",
            help: isSRVWithoutWeight
                ? "add the target; if it is there already, one of the three numbers before it is missing"
                : "add the \(field)",
            subject: context.subject(of: problem)
        )
    }
}
