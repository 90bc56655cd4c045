import DNS
import Diagnostics
import ZoneFile

/// Z131: a character string longer than 255 octets.
enum LongString: ZoneRule {
    static let info = RuleInfo(
        "Z131",
        "long-string",
        .error,
        fix: .safe,
        summary: "a string is longer than 255 octets",
        page: RulePage(
            whatItChecks: "Measures the strings of TXT, SPF, HINFO and NAPTR records. An escape counts as one octet.",
            whyItMatters: """
                The length of a string is stored in one octet. BIND, NSD and ldns refuse to load the zone; Knot splits \
                the string. DKIM keys of 2048 bits usually exceed this limit.
                """,
            howToFix: """
                Split the text into several quoted strings. Software that reads DKIM, SPF and DMARC records joins them \
                without a space. Inside parentheses, the strings may be on several lines.
                """,
            references: ["RFC 1035 §3.3", "RFC 6376 §3.6.2.2", "RFC 7208 §3.3"]
        ),
        examples: [
            .bad("info IN TXT «\"note \(String(repeating: "A", count: 255))\"»\nwww IN A 192.0.2.10\n"),
            .bad("info\tIN TXT ( \"größer\"\r\n\t«\(String(repeating: "\\065", count: 256))» )\r\n"),
            .good("sel IN TXT ( \"v=DKIM1; p=\"\n    \"\(String(repeating: "\\065", count: 255))\" )\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let entries = ProblemEntries(of: context.zone.problems) { length(of: $0) != nil }
        for (number, problem) in context.zone.problems.enumerated() {
            guard let length = length(of: problem) else { continue }
            let record = entries[number].flatMap { UnreadRecord($0, in: problem.span.source) }
            // In records of other types, and in those of DNS-SD (RFC 6763 §6), the number of strings matters.
            let isService = problem.owner.map(context.zone.names.hasTransport(atOrAbove:)) ?? false
            let isText = record.map { [.txt, .spf].contains($0.type) } ?? false && !isService
            findings.report(tooLong(problem, length, isText ? split(problem.span) : nil, context))
        }
    }

    private static func length(of problem: ZoneProblem) -> Int? {
        if case .longString(let length) = problem.kind { length } else { nil }
    }
}

// MARK: - Messages

extension LongString {
    /// Strings of at most 255 octets in place of one.
    private static func split(_ span: SourceSpan) -> Edit? {
        let text = span.text
        // Octets that are not UTF-8 would be replaced.
        guard text.utf8.count == span.range.count, !text.unicodeScalars.contains("\u{FFFD}"), text.first == "\"",
            text.last == "\"", text.utf8.count > 2
        else { return nil }
        let bytes = Array(text.utf8.dropFirst().dropLast())
        var result: [UInt8] = []
        var octets = 0
        var at = 0
        while at < bytes.count {
            // An escape is one octet: `\"` or `\034`. Octets of one character beyond ASCII stay together.
            var length = 1
            if bytes[at] == UInt8(ascii: "\\") {
                length = at + 1 < bytes.count && bytes[at + 1] &- 0x30 < 10 ? 4 : 2
            } else if bytes[at] >= 0xC0 {
                length = bytes[at] >= 0xF0 ? 4 : bytes[at] >= 0xE0 ? 3 : 2
            }
            let width = bytes[at] == UInt8(ascii: "\\") ? 1 : length
            guard at + length <= bytes.count else { return nil }
            if octets + width > 255 {
                result += Array("\" \"".utf8)
                octets = 0
            }
            result += bytes[at..<at + length]
            octets += width
            at += length
        }
        return Edit(replace: span, with: "\"" + String(decoding: result, as: UTF8.self) + "\"")
    }

    private static func tooLong(
        _ problem: ZoneProblem, _ length: Int, _ split: Edit?, _ context: ZoneContext
    ) -> Finding {
        Finding(
            info,
            "the string is longer than 255 octets",
            at: LabelledSpan(problem.span, "\(length) octets"),
            why: "the length is stored in one octet; BIND, NSD and ldns refuse to load the zone",
            help: "split it into several quoted strings; software that reads SPF, DKIM and DMARC joins them again",
            fixes: split.map { [Fix("split it after each 255 octets", .safe, [$0])] } ?? [],
            subject: context.subject(of: problem)
        )
    }
}
