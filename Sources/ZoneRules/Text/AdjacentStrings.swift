import DNS
import Diagnostics
import ZoneFile

/// Z137: text without a space before or after a quoted string.
enum AdjacentStrings: ZoneRule {
    static let info = RuleInfo(
        "Z137",
        "adjacent-strings",
        .warning,
        fix: .unsafe,
        summary: "a quoted string and the text beside it have no space between them",
        page: RulePage(
            whatItChecks: """
                Reports TXT, SPF, CAA, HINFO, NAPTR and URI records in which a quotation mark is directly beside other \
                text, such as `"google-site-verification"content="abc"`. Two quoted strings without a space between \
                them are reported only with `--target knot`, because all other servers read them as they were meant. \
                With that target, the findings are errors.
                """,
            whyItMatters: """
                Knot refuses to load the zone. Other servers read the parts as separate strings without the quotation \
                marks. Readers of a TXT record join them with nothing between them, and so see another text.
                """,
            howToFix: """
                Write one string, and `\\"` for a quotation mark in it, or a space between two strings.
                """,
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("@ IN TXT «\"google-site-verification\"content=\"abc\"»\nx IN TXT «\"a\"b» c «d\"e\"» ; größer\n"),
            .bad("x IN TXT ( \"a\"\n    «\"b\"\"c\"» )\n", targets: [.knot]),
            .good("x IN TXT \"a\"\"b\"\ny IN TXT (\"a\" \"b\");\nz IN HTTPS 1 . alpn=\"h2\"\nz IN A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        let unclosed = UnclosedStrings(of: zone)
        for type in types {
            for number in zone.records(ofType: type) {
                let id = Int(number)
                let flags = zone.records[id].flags
                guard flags.contains(.adjacentFields), !flags.contains(.genericRDATA), !unclosed.contains(id, in: zone)
                else { continue }
                if let inner = textInDoubledQuotes(context.dataSpan(of: id)) {
                    findings.report(hasDoubledQuotes(context, id, inner))
                    continue
                }
                for run in runs(zone.fields(of: id).rdata) {
                    let isRefusedOnly = run.allSatisfy(\.isQuoted)
                    guard !isRefusedOnly || context.targets.contains(.knot) else { continue }
                    findings.report(areAdjacent(context, id, run, isRefusedOnly: isRefusedOnly))
                }
            }
        }
    }

    private static let types: [RecordType] = ["TXT", "SPF", "CAA", "HINFO", "NAPTR", "URI"].compactMap {
        RecordType(mnemonic: $0)
    }

    /// The text of `""text""`, as a table of comma-separated values has it; `nil` for another one.
    private static func textInDoubledQuotes(_ span: SourceSpan) -> String? {
        let text = span.text
        guard text.utf8.count > 4, text.hasPrefix("\"\""), text.hasSuffix("\"\"") else { return nil }
        let inner = text.dropFirst(2).dropLast(2)
        return inner.contains { "\"();\\".contains($0) || $0.isNewline } ? nil : String(inner)
    }

    /// The fields of the data that follow each other without a space, in groups of at least two.
    private static func runs(_ fields: [RecordFields.Field]) -> [[RecordFields.Field]] {
        var runs: [[RecordFields.Field]] = []
        for field in fields {
            if let last = runs.last?.last, last.span.range.upperBound == field.span.range.lowerBound {
                runs[runs.count - 1].append(field)
            } else {
                runs.append([field])
            }
        }
        return runs.filter { $0.count > 1 }
    }
}

// MARK: - Messages

extension AdjacentStrings {
    private static func hasDoubledQuotes(_ context: ZoneContext, _ id: RecordID, _ inner: String) -> Finding {
        let span = context.dataSpan(of: id)
        return Finding(
            info,
            "the text of the \(context.zone.records[id].type) record is in doubled quotation marks",
            at: LabelledSpan(span, "read as strings without quotes, between two empty ones"),
            why: "servers publish an empty string first, so that nobody finds the text; Knot refuses to load the zone",
            help: "write \(Words.exact("\"\(inner)\""))",
            fixes: [Fix("write one pair of quotation marks", .unsafe, [Edit(replace: span, with: "\"\(inner)\"")])],
            severity: context.targets.contains(.knot) ? .error : nil,
            subject: context.subject(of: id)
        )
    }

    private static func areAdjacent(
        _ context: ZoneContext, _ id: RecordID, _ run: [RecordFields.Field], isRefusedOnly: Bool
    ) -> Finding {
        let (first, last) = (run[0].span, run[run.count - 1].span)
        let span = SourceSpan(first.source, first.range.lowerBound..<last.range.upperBound)
        let type = context.zone.records[id].type
        let joined = Words.quoted(run.map(\.text).joined(), limit: 60)
        let edits = run.dropFirst().map { field in
            let start = field.span.range.lowerBound
            return Edit(replace: SourceSpan(first.source, start..<start), with: " ")
        }
        return Finding(
            info,
            "\(Words.count(run.count, "string")) of the \(type) record have no space between them",
            at: LabelledSpan(span, isRefusedOnly ? "expected a space between them" : "read as \(joined)"),
            why: isRefusedOnly
                ? "Knot refuses to load the zone"
                : "Knot refuses to load the zone; other servers publish the parts without the quotation marks",
            help: isRefusedOnly
                ? "write a space between the strings"
                : "write one string, with `\\\"` for a quotation mark in it",
            fixes: isRefusedOnly ? [Fix("write a space between the strings", .unsafe, edits)] : [],
            severity: context.targets.contains(.knot) ? .error : nil,
            subject: context.subject(of: id)
        )
    }
}
