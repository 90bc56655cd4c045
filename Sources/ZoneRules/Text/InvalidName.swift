import Diagnostics
import ZoneFile

/// Z109: a domain name that exceeds the limits of the DNS.
enum InvalidName: ZoneRule {
    static let info = RuleInfo(
        "Z109",
        "invalid-name",
        .error,
        fix: .safe,
        summary: "a domain name has an empty label or is too long",
        page: RulePage(
            whatItChecks: """
                Measures names in wire format. A label has 1 to 63 octets. A name has at most 255, with one length \
                octet for each label and for the root. A relative name includes its origin, and an escape counts as \
                one octet.
                """,
            whyItMatters: """
                Such a name cannot be encoded in a DNS message. BIND, Knot, NSD and ldns refuse to load the zone.
                """,
            howToFix: "Remove the extra dot, or shorten the name.",
            references: ["RFC 1035 §2.3.4", "RFC 1035 §3.1"]
        ),
        examples: [
            .bad("matrix«..»fed IN A 192.0.2.10\nwww IN A 192.0.2.11\n"),
            .bad("_matrix-fed._tcp IN SRV 10 5 8448 matrix.example.net«..» ; größer\nwww IN A 192.0.2.10\n"),
            .bad("_matrix-fed._tcp IN SRV ( 10 5 8448 ; größer\n    «.»matrix.example.net. )\n"),
            .bad("«\(String(repeating: "a", count: 64))».www\tIN\tA\t192.0.2.10\r\n"),
            .bad(
                "www IN CNAME «\(Array(repeating: String(repeating: "a", count: 63), count: 4).joined(separator: "."))»\n"
            ),
            .bad(
                "«2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90»._openpgpkey IN OPENPGPKEY AQNRU3mG\n"
            ),
            .good("\(String(repeating: "a", count: 62))\\046.www IN TXT x\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .emptyLabel: findings.report(emptyLabel(problem, context))
            case .labelTooLong(let length): findings.report(labelTooLong(problem, length, context))
            case .nameTooLong(let length): findings.report(nameTooLong(problem, length, context))
            default: break
            }
        }
    }

    private static let refused =
        "such a name cannot be encoded in a DNS message, so name servers refuse to load the zone"
}

// MARK: - Messages

extension InvalidName {
    private static func emptyLabel(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the name has an empty label",
            at: LabelledSpan(problem.span, "empty label"),
            why: refused,
            help: problem.span.range.count > 1
                ? isAtEnd(problem.span)
                    ? isBehindSingleLabel(problem.span) ? "remove the dots" : "end the name with one dot"
                    : "write one dot between labels"
                : isEmptyText(problem.span) ? "write the name instead of `\"\"`" : "remove the dot",
            fixes: fix(problem.span),
            subject: context.subject(of: problem)
        )
    }

    /// Removes the superfluous dots. Between labels and before the first one, another label may be missing.
    private static func fix(_ span: SourceSpan) -> [Fix] {
        guard !isEmptyText(span), span.text.allSatisfy({ $0 == "." }) else { return [] }
        // With one dot, a single label is a top-level domain.
        let isRemoved = span.range.count == 1 || isAtEnd(span) && isBehindSingleLabel(span)
        // A name without the second dot may also be meant as one of the zone.
        let confidence = Fix.Safety.unsafe
        return [
            Fix(
                isRemoved ? "remove the dots" : "write one dot", confidence,
                [Edit(replace: span, with: isRemoved ? "" : ".")])
        ]
    }

    /// Whether there is only one label before the text.
    private static func isBehindSingleLabel(_ span: SourceSpan) -> Bool {
        var start = span.range.lowerBound
        while start > 0, span.source[start - 1] > 0x20, !"();\"".utf8.contains(span.source[start - 1]) {
            if span.source[start - 1] == UInt8(ascii: ".") { return false }
            start -= 1
        }
        return true
    }

    /// Whether the name ends with the text.
    private static func isAtEnd(_ span: SourceSpan) -> Bool {
        let end = span.range.upperBound
        return end >= span.source.count || span.source[end] <= 0x20 || "();".utf8.contains(span.source[end])
    }

    /// Whether the name is `""`.
    private static func isEmptyText(_ span: SourceSpan) -> Bool {
        let at = span.range.lowerBound
        return at < span.source.count && span.source[at] == UInt8(ascii: "\"")
    }

    private static func labelTooLong(_ problem: ZoneProblem, _ length: Int, _ context: ZoneContext) -> Finding {
        if let name = uncutHash(problem.span) {
            let digits = String(problem.span.text.prefix(56))
            return Finding(
                info,
                "the hash in front of `\(name)` is not cut to 28 octets",
                at: LabelledSpan(problem.span, "64 digits, expected 56"),
                why: refused,
                help: "write the first 56 digits: \(Words.exact("\(digits).\(name)"))",
                fixes: [Fix("write the first 56 digits", .safe, [Edit(replace: problem.span, with: digits)])],
                subject: context.subject(of: problem)
            )
        }
        return Finding(
            info,
            "the label is longer than 63 octets",
            at: LabelledSpan(problem.span, "\(length) octets"),
            why: refused,
            help: "shorten the label to 63 octets, or split it with a dot",
            subject: context.subject(of: problem)
        )
    }

    /// The label behind a whole SHA-256 hash, if keys for mail are below it at the first 28 octets of the hash (RFC 7929 §3,
    /// RFC 8162 §3).
    private static func uncutHash(_ span: SourceSpan) -> String? {
        guard span.range.count == 64, span.text.allSatisfy(\.isHexDigit) else { return nil }
        let end = span.range.upperBound
        return ["_openpgpkey", "_smimecert"].first { name in
            let range = end..<end + name.utf8.count + 1
            return range.upperBound <= span.source.count && span.source.text(in: range).lowercased() == ".\(name)"
        }
    }

    private static func nameTooLong(_ problem: ZoneProblem, _ length: Int, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the name is longer than 255 octets",
            at: LabelledSpan(problem.span, "\(length) octets, with its origin and a length octet for each label"),
            why: refused,
            help: "shorten the name, or add a final dot if it is already complete",
            subject: context.subject(of: problem)
        )
    }
}
