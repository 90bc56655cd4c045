import DNS
import Diagnostics
import ZoneFile

/// Z102: a record that ends before its last field.
enum MissingField: ZoneRule {
    static let info = RuleInfo(
        "Z102",
        "missing-field",
        .error,
        fix: .safe,
        summary: "a record has fewer fields than its type needs",
        page: RulePage(
            whatItChecks: """
                Compares the fields of each record with those of its type. The form of the fields that are there (names, \
                numbers, times, addresses, quoted text) shows which one is missing. If it does not, all that may be \
                missing are named.
                """,
            whyItMatters: """
                BIND, Knot, NSD and ldns refuse to load a zone with such a record. In an SRV record the weight is \
                often forgotten, and the error of the server is then about the target.
                """,
            howToFix: "Add the missing field in its position.",
            references: ["RFC 1035 §5.1", "RFC 2782"]
        ),
        examples: [
            .bad("_matrix-fed._tcp IN SRV 10 5 «8448»\nwww IN A 192.0.2.10\n"),
            .bad("www IN «MX»\n"),
            .bad("«www:»\n  type: A\n  value: 192.0.2.10\nftp IN A 192.0.2.11\n"),
            .bad("www IN MX ( ; the server is missing\n    «10» )\n"),
            .bad("www 3600 «IN»\r\n«TTL» 300\r\n"),
            .bad("«=======»\nwww IN A 192.0.2.10\n«-----------------»\n«www\\tIN\\tA\\t192.0.2.10»\n"),
            .bad("@ IN MX «mail.example.net.»\n_matrix-fed._tcp IN SRV 10 «8448» matrix.example.net.\n"),
            .bad("@ IN CAA 0 «\"ca.example.net\"»\n@ IN DS 60485 «2» ( \(String(repeating: "ab", count: 32)) )\n"),
            .good("_matrix-fed._tcp IN SRV (\n    10 5 8448\n    matrix.example.net. )\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let fences = MarkdownFences.survey(context.zone.problems)
        for (number, problem) in context.zone.problems.enumerated() {
            if let (mistake, record) = context.fieldMistakes[number] {
                guard case .missing(let names, let count, let isLast) = mistake.kind else { continue }
                let span = SourceSpan(problem.span.source, mistake.range)
                if isLast, let commented = CommentedFields(record, after: mistake.range.upperBound, in: span.source) {
                    findings.report(
                        isInComment(problem, record.type, names.suffix(commented.count), commented, context))
                    continue
                }
                findings.report(
                    missing(
                        problem, record, names, count, isLast ? .after(span) : .before(span), mistake.corrections,
                        context))
                continue
            }
            switch problem.kind {
            case .missingType where context.foreignBlocks[number] != nil:
                if let finding = ForeignBlockText.finding(info, number, context) { findings.report(finding) }
            case .missingType:
                if let pair = fences[number] {
                    if pair.opening == number { findings.report(isBetweenFences(pair, context)) }
                    continue
                }
                findings.report(noType(problem, context))
            case .missingField(let type, let field, _):
                let record = context.fieldMistakes.entries[number].flatMap { UnreadRecord($0, in: problem.span.source) }
                let commented = record.flatMap {
                    CommentedFields($0, after: problem.span.range.upperBound, in: problem.span.source)
                }
                findings.report(
                    commented.map {
                        let all = RecordFormat.of(type)?.fields.map(\.name) ?? [field]
                        return isInComment(problem, type, all.suffix($0.count), $0, context)
                    }
                        ?? missing(problem, type, field, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension MissingField {
    private static func noType(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let text = LineWithoutType(problem)
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

    private static func missing(
        _ problem: ZoneProblem,
        _ type: RecordType,
        _ field: String,
        _ context: ZoneContext
    ) -> Finding {
        let names = RecordFormat.of(type)?.fields.map(\.name) ?? []
        let order = names.count > 1 ? ": \(Words.record(type)) has \(Words.list(names))" : ""
        return Finding(
            info,
            "the \(type) record has no \(field)",
            at: LabelledSpan(problem.span, "expected the \(field) after this"),
            why: "name servers refuse to load a zone with such a record",
            help: "add the \(field)\(order)",
            subject: context.subject(of: problem)
        )
    }

    private static func isInComment(
        _ problem: ZoneProblem, _ type: RecordType, _ names: some Collection<String>, _ commented: CommentedFields,
        _ context: ZoneContext
    ) -> Finding {
        let what = Words.list(names.map { "the \($0)" }, "and")
        return Finding(
            info,
            "`;` makes a comment of \(what) of the \(type) record",
            at: LabelledSpan(commented.span, "not read"),
            why: "name servers refuse to load a zone with such a record",
            help: "write \(Words.quoted(commented.text.drop { $0 == " " }, limit: 280)) without `;`",
            fixes: [
                Fix("remove the semicolons", .unsafe, [Edit(replace: commented.span, with: commented.text)])
            ],
            subject: context.subject(of: problem)
        )
    }

    /// Where the missing fields belong.
    private enum Position {
        case before(SourceSpan)
        case after(SourceSpan)
    }

    private static func missing(
        _ problem: ZoneProblem,
        _ record: UnreadRecord,
        _ names: [String],
        _ count: Int,
        _ position: Position,
        _ corrections: [FieldMistake.Replacement],
        _ context: ZoneContext
    ) -> Finding {
        let type = record.type
        let isKnown = names.count == count
        let fields = Words.list(names.map { "the \($0)" }, isKnown ? "and" : "or")
        let all = RecordFormat.of(type)?.fields.map(\.name) ?? []
        let order = all.count > 1 ? ": \(Words.record(type)) has \(Words.list(all))" : ""
        let (span, side) =
            switch position {
            case .before(let span): (span, "before")
            case .after(let span): (span, "after")
            }
        let number = isKnown ? fields : "\(count) of \(fields)"
        let value = corrections.first.map { "`\($0.text.filter { $0 != " " })`" }
        let edits = corrections.map { Edit(replace: SourceSpan(span.source, $0.range), with: $0.text) }
        return Finding(
            info,
            isKnown
                ? "the \(type) record has no \(Words.list(names, "or"))"
                : count == 1
                    ? "\(fields) of the \(type) record is missing"
                    : "\(number) of the \(type) record are missing",
            at: LabelledSpan(span, "expected \(count == 1 ? fields : number) \(side) this"),
            why: "name servers refuse to load a zone with such a record",
            help: value.map { "write \($0) as \(fields)\(order)" }
                ?? "add \(isKnown ? fields : count == 1 ? "the missing field" : "the missing fields")\(order)"
                + hint(record, names, span),
            fixes: value.map { [Fix("write \($0) as \(fields)", .safe, edits)] } ?? [],
            subject: context.subject(of: problem)
        )
    }

    /// A further mistake of the same record that is plain to see.
    private static func hint(_ record: UnreadRecord, _ names: [String], _ span: SourceSpan) -> String {
        if record.type == .mx, span.isAddress { return "; the mail server must be a host name, not an address" }
        let isCutOff = span.source.nextByte(after: span.range.upperBound) == UInt8(ascii: ";")
        if record.type == .caa, names == ["value"], isCutOff {
            return "; an unquoted `;` starts a comment, so to allow no one, write `\";\"`"
        }
        return ""
    }
}

extension SourceSpan {
    fileprivate var isAddress: Bool {
        var text = text
        return text.withUTF8 { IPv4Text.read($0) != nil || IPv6Text.read($0) != nil }
    }
}

extension SourceFile {
    /// The first byte after spaces and tabs.
    fileprivate func nextByte(after offset: Int) -> UInt8? {
        var at = offset
        while at < count, self[at] == 0x20 || self[at] == 0x09 { at += 1 }
        return at < count ? self[at] : nil
    }
}
