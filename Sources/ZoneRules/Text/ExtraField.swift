import DNS
import Diagnostics
import ZoneFile

/// Z103: text after the last field of a record.
enum ExtraField: ZoneRule {
    static let info = RuleInfo(
        "Z103",
        "extra-field",
        .error,
        fix: .safe,
        summary: "a record has more fields than its type",
        page: RulePage(
            whatItChecks: """
                Reports text after the last field that the type of a record has, a field too many among the others, and a \
                TTL or a class after the type.
                """,
            whyItMatters: """
                BIND, Knot, NSD and ldns refuse to load a zone with such a record. Usually the text is a comment \
                without its `;`, a string without its quotes, or a second value that needs a record of its own. The TTL \
                and the class belong before the type.
                """,
            howToFix: """
                Put `;` before a comment and quotes around text with spaces. Write each value in a record of its own.
                """,
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN A 192.0.2.10 «192.0.2.11»\nmail IN A 192.0.2.12\n"),
            .bad("@ IN MX 10 mail.example.net. «20 mail2.example.net.»\nwww IN A 192.0.2.11 «300»\n"),
            .bad("ftp IN CNAME www.example.net. «web.example.net.»\n"),
            .bad("www IN A 192.0.2.10 «web server, größer»\n"),
            .bad("www IN A «192.0.2.10, 192.0.2.11»\nsub IN NS «ns1.example.net., ns2.example.net.»\n"),
            .bad("@ IN CAA 0 issue ca.example.net «and others»\n"),
            .bad("_matrix-fed._tcp\tIN SRV (\n\t10 5 8448 ; numbers\n\tmatrix.example.net. «8448» )\n"),
            .bad("@ IN MX «3600» 10 mail.example.net.\nwww 300 A «IN» 192.0.2.10\n"),
            .bad("@ IN MX «10 20» mail.example.net.\n"),
            .good("www IN A 192.0.2.10 ; web server\n@ IN CAA 0 issue \"ca.example.net\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let entries = context.fieldMistakes.entries
        for (number, problem) in context.zone.problems.enumerated() {
            if let (mistake, record) = context.fieldMistakes[number] {
                let span = SourceSpan(problem.span.source, mistake.range)
                if case .extra = mistake.kind, let list = ValueList(record, in: span.source) {
                    findings.report(hasList(problem, list, list.fix(record, entries[number]), context))
                } else if case .extra(let count, let names) = mistake.kind {
                    let edits = mistake.corrections.map {
                        Edit(replace: SourceSpan(span.source, $0.range), with: $0.text)
                    }
                    findings.report(hasTooMany(problem, record.type, count, names, span, edits, context))
                } else if let misplaced = MisplacedHeader(mistake, record, in: span.source) {
                    findings.report(isMisplaced(problem, record.type, misplaced, span, context))
                }
                continue
            }
            guard case .extraField(let type, let expected) = problem.kind else { continue }
            findings.report(hasExtraText(problem, type, expected, in: entries[number], context))
        }
    }
}

// MARK: - Messages

extension ExtraField {
    private static func hasExtraText(
        _ problem: ZoneProblem,
        _ type: RecordType,
        _ expected: Int,
        in entry: SourceEntry?,
        _ context: ZoneContext
    ) -> Finding {
        let zone = context.zone
        let text = ExtraText(problem, after: type, expected, in: entry, origin: zone.names.text(zone.apex)) { name in
            Name(name, origin: zone.names.name(zone.apex)).flatMap(zone.names.find).map(zone.exists) ?? false
        }
        return Finding(
            info,
            text.message,
            at: LabelledSpan(text.span, text.label),
            why: "name servers refuse to load a zone with such a record",
            help: text.help,
            fixes: text.fix,
            subject: context.subject(of: problem)
        )
    }

    private static func hasTooMany(
        _ problem: ZoneProblem,
        _ type: RecordType,
        _ count: Int,
        _ names: [String],
        _ span: SourceSpan,
        _ edits: [Edit],
        _ context: ZoneContext
    ) -> Finding {
        let kept = Words.list(names.map { "the \($0)" })
        if type == .srv, count == 1, span.text.hasPrefix("_") { return hasService(problem, span, context) }
        return Finding(
            info,
            "the \(type) record has \(count == 1 ? "one field" : "\(count) fields") too many",
            at: LabelledSpan(span, names.isEmpty ? "unexpected" : "expected only \(kept)"),
            why: "name servers refuse to load a zone with such a record",
            help:
                "remove \(count == 1 && names.isEmpty ? "it" : "what does not belong there"): \(Words.record(type)) has "
                + Words.list(RecordFormat.of(type)?.fields.map(\.name) ?? []),
            fixes: edits.isEmpty ? [] : [Fix("remove it", .safe, edits)],
            subject: context.subject(of: problem)
        )
    }

    /// `@ IN SRV _sip._tcp 10 5 5060 sip`
    private static func hasService(_ problem: ZoneProblem, _ span: SourceSpan, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the service \(Words.quoted(span.text)) is in the data of the SRV record",
            at: LabelledSpan(span, "read as the priority"),
            why:
                "the service belongs to the owner, which is the name that clients query; name servers refuse to load the zone",
            help: "write it in front of the owner, and only priority, weight, port and target after `SRV`",
            subject: context.subject(of: problem)
        )
    }

    private static func hasList(
        _ problem: ZoneProblem, _ list: ValueList, _ fix: [Fix], _ context: ZoneContext
    ) -> Finding {
        let records = list.values.map { Words.quoted("\(list.type) \($0)") }
        return Finding(
            info,
            "\(Words.record(list.type)) has only one \(list.name)",
            at: LabelledSpan(list.span, "\(list.values.count) of them"),
            why: "name servers refuse to load a zone with such a record",
            help: list.type == .cname || list.type == .dname
                ? "keep one \(list.name): a name has at most one \(list.type) record"
                : "write each \(list.name) in a record of its own: \(Words.list(records))",
            fixes: fix,
            subject: context.subject(of: problem)
        )
    }

    private static func isMisplaced(
        _ problem: ZoneProblem,
        _ type: RecordType,
        _ misplaced: MisplacedHeader,
        _ span: SourceSpan,
        _ context: ZoneContext
    ) -> Finding {
        Finding(
            info,
            "\(misplaced.what) is after the type `\(type)`",
            at: LabelledSpan(span, "read as the first field of the data"),
            why: "name servers refuse to load a zone with such a record",
            help: misplaced.help,
            fixes: misplaced.fix,
            subject: context.subject(of: problem)
        )
    }
}
