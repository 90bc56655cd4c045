import DNS
import Diagnostics
import ZoneFile

/// Z102: a record that ends before its last field.
enum MissingField: ZoneRule {
    static let info = RuleInfo(
        "Z102",
        "missing-field",
        .error,
        summary: "a record has fewer fields than its type needs",
        page: RulePage(
            whatItChecks: "Compares the fields of each record with those of its type, and names the missing one.",
            whyItMatters: """
                BIND, Knot, NSD and ldns refuse to load a zone with such a record. In an SRV record the weight is \
                often forgotten, and the error then appears to be in the target.
                """,
            howToFix: "Add the missing field in its position.",
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
            at: LabelledSpan(problem.span, "expected a type and data after this"),
            why: "name servers refuse to load a zone with such a record",
            help: "add the type and its data, or put `;` before the line if it is not a record",
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
        let order = names.count > 1 ? ": \(Words.record(type)) has \(Words.list(names))" : ""
        let isSRVWithoutWeight = type == .srv && index == 3
        return Finding(
            info,
            "the \(type) record has no \(field)",
            at: LabelledSpan(problem.span, "expected the \(field) after this"),
            why: "name servers refuse to load a zone with such a record",
            help: isSRVWithoutWeight
                ? "add the target, or the missing number before it\(order)"
                : "add the \(field)\(order)",
            subject: context.subject(of: problem)
        )
    }
}
