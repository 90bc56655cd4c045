import DNS
import Diagnostics
import ZoneFile

/// Z103: text after the last field of a record.
enum ExtraField: ZoneRule {
    static let info = RuleInfo(
        "Z103",
        "extra-field",
        .error,
        summary: "text after the last field of a record",
        page: RulePage(
            whatItChecks: "Reports text after the last field that the type of a record has.",
            whyItMatters: """
                BIND, Knot, NSD and ldns refuse to load a zone with such a record. Usually the text is a comment \
                without its `;`, a string without its quotes, or a second value that needs a record of its own.
                """,
            howToFix: """
                Put `;` before a comment and quotes around text with spaces. Write each value in a record of its own.
                """,
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN A 192.0.2.10 «192.0.2.11»\nmail IN A 192.0.2.12\n"),
            .bad("www IN A 192.0.2.10 «web server, größer»\n"),
            .bad("@ IN CAA 0 issue ca.example.net «and others»\n"),
            .bad("_matrix-fed._tcp\tIN SRV (\n\t10 5 8448 ; numbers\n\tmatrix.example.net. «8448» )\n"),
            .good("www IN A 192.0.2.10 ; web server\n@ IN CAA 0 issue \"ca.example.net\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            guard case .extraField(let type, let expected) = problem.kind else { continue }
            findings.report(hasExtraText(problem, type, expected, context))
        }
    }
}

// MARK: - Messages

extension ExtraField {
    private static func hasExtraText(
        _ problem: ZoneProblem,
        _ type: RecordType,
        _ expected: Int,
        _ context: ZoneContext
    ) -> Finding {
        let text = problem.span.text
        return Finding(
            info,
            "unexpected \(Words.quoted(text)) after the last field of \(Words.record(type))",
            at: LabelledSpan(problem.span, "the record is complete after \(Words.count(expected, "field"))"),
            why: "name servers refuse to load a zone with such a record",
            help: remedy(for: text, type),
            subject: context.subject(of: problem)
        )
    }

    private static func remedy(for text: String, _ type: RecordType) -> String {
        let words = text.split { $0 == " " || $0 == "\t" || $0 == "\n" }
        if takesText(type) { return "put the whole text in double quotes" }
        if isAddress(words[...]) { return "give each address a record of its own" }
        let isProse = words.allSatisfy { $0.allSatisfy { $0.isLetter || "-,!?'.".contains($0) } }
        return isProse ? "put `;` before it if it is a comment" : "remove it, or put `;` before it if it is a comment"
    }

    private static func takesText(_ type: RecordType) -> Bool {
        [.txt, .spf, .caa].contains(type) || ["HINFO", "NAPTR", "URI", "ISDN", "X25"].contains(type.description)
    }

    private static func isAddress(_ words: ArraySlice<Substring>) -> Bool {
        words.allSatisfy { word in
            var word = String(word)
            return word.withUTF8 { IPv4Text.read($0) != nil || IPv6Text.read($0) != nil }
        }
    }
}
