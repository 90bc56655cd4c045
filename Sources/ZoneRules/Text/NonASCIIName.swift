import Diagnostics
import ZoneFile

/// Z126: a domain name with bytes outside ASCII.
enum NonASCIIName: ZoneRule {
    static let info = RuleInfo(
        "Z126",
        "non-ascii-name",
        .warning,
        fix: .unsafe,
        summary: "a domain name contains non-ASCII characters",
        page: RulePage(
            whatItChecks: """
                Reports names with non-ASCII bytes, and suggests the A-label (`xn--…`) where it is unambiguous. Letters of \
                other scripts that look like those of ASCII, in the same word, are typing errors. DNS-SD \
                instance names, such as those below `_ipp._tcp`, are UTF-8 by design and are not reported.
                """,
            whyItMatters: """
                Programs look up the A-label (RFC 5890), so the name as written is never found. BIND, NSD and ldns \
                publish the raw bytes, and BIND warns if the name is a host name. Knot refuses to load the zone.
                """,
            howToFix: "Write the A-label: `idn2 münchen` prints `xn--mnchen-3ya`.",
            references: ["RFC 5890 §2.3.2.1", "RFC 3492", "RFC 6763 §4.1.1"]
        ),
        examples: [
            .bad("«münchen» IN A 192.0.2.10\nwww IN A 192.0.2.11\n"),
            .bad("«my–host» IN A 192.0.2.10\n"),
            .bad("«mаil» IN A 192.0.2.25\n@ IN MX 10 «mаil»\n"),
            .bad("_matrix-fed._tcp\tIN SRV (\n\t10 5 8448 ; größer\n\t«Matrix.BÜCHER.example.net.» )\r\n"),
            .good("xn--mnchen-3ya IN A 192.0.2.10\nBüro._ipp._tcp IN TXT \"größer\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .nonASCIIName {
            findings.report(nonASCII(problem, context))
        }
    }
}

// MARK: - Messages

extension NonASCIIName {
    /// Whether the only characters beyond ASCII are dashes, as word processors write them in place of a hyphen.
    private static func isDash(_ text: String) -> Bool {
        let others = text.filter { !$0.isASCII }
        return !others.isEmpty && others.allSatisfy(SPFRecord.Problem.dashes.contains)
    }

    private static func withHyphens(_ text: String) -> String {
        String(text.map { SPFRecord.Problem.dashes.contains($0) ? "-" : $0 })
    }

    /// The A-label would be that of a name that nobody meant, and that looks like another one.
    private static func hasLookalikes(_ problem: ZoneProblem, _ plain: String, _ context: ZoneContext) -> Finding {
        let isFullStop = problem.span.text.filter { !$0.isASCII }.allSatisfy { "\u{3002}\u{FF0E}\u{FF61}".contains($0) }
        return Finding(
            info,
            isFullStop
                ? "\(Words.quoted(problem.span.text)) has full stops of another script in place of `.`"
                : "\(Words.quoted(problem.span.text)) has letters of another script that look like those of ASCII",
            at: LabelledSpan(problem.span, "not \(Words.quoted(plain))"),
            why:
                "the two names are different, so whoever types the name does not find this one; Knot refuses to load the zone",
            help: "write \(Words.quoted(plain)), in ASCII",
            fixes: [Fix("write it in ASCII", .unsafe, [Edit(replace: problem.span, with: plain)])],
            subject: context.subject(of: problem)
        )
    }

    private static func isInvisible(_ problem: ZoneProblem, _ plain: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(Words.quoted(plain)) has a character that cannot be seen",
            at: LabelledSpan(problem.span, "not \(Words.quoted(plain, limit: 80))"),
            why: "the character is a part of the name, so nobody finds it; Knot refuses to load the zone",
            help: "remove the character: write \(Words.exact(plain))",
            fixes: [Fix("remove the character", .unsafe, [Edit(replace: problem.span, with: plain)])],
            subject: context.subject(of: problem)
        )
    }

    private static func nonASCII(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let text = problem.span.text
        let isUTF8 = !text.unicodeScalars.contains("\u{FFFD}")
        if let plain = LookalikeLetters.name(text) { return hasLookalikes(problem, plain, context) }
        if let plain = TypographicName.withoutInvisible(text) { return isInvisible(problem, plain, context) }
        let ascii = isUTF8 ? ALabel.name(text) : nil
        return Finding(
            info,
            "\(Words.quoted(text)) contains non-ASCII characters",
            at: LabelledSpan(
                problem.span, ascii.map { "looked up as \(Words.quoted($0, limit: 80))" } ?? "published as raw bytes"),
            why: "programs look up the A-label, so this name is never found; Knot refuses to load the zone",
            help: isDash(text)
                ? "write `-` in place of the dash: \(Words.quoted(withHyphens(text)))"
                : isUTF8
                    ? "write the A-label, which starts with `xn--`"
                    : "find out which letters are intended (the bytes are not UTF-8, perhaps Latin-1), and write the A-label",
            fixes: isDash(text)
                ? [Fix("write `-`", .unsafe, [Edit(replace: problem.span, with: withHyphens(text))])]
                : ascii.map { [Fix("write the A-label", .unsafe, [Edit(replace: problem.span, with: $0)])] } ?? [],
            subject: context.subject(of: problem)
        )
    }
}
