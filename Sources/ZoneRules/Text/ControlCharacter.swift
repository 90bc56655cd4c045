import Diagnostics
import ZoneFile

/// Z118: a control character outside comments and quoted strings, or NUL anywhere.
enum ControlCharacter: ZoneRule {
    static let info = RuleInfo(
        "Z118",
        "control-character",
        .error,
        fix: .safe,
        summary: "a control character in the text of the zone",
        page: RulePage(
            whatItChecks: """
                Reports NUL anywhere, other control characters outside comments and quoted strings, and carriage \
                returns in the middle of a line. A binary file is reported once and not read.
                """,
            whyItMatters: """
                Servers read different zones from the same file. BIND takes most control characters as part of a name, \
                and Knot refuses to load the zone. ldns drops a NUL and reads a form feed as a space.
                """,
            howToFix: "Remove the character. If it belongs to the data, write it as `\\DDD`.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN A 192.0.2.10\nma«\0»il IN A 192.0.2.11\n"),
            .bad("größe IN TXT ( \"ä\"\n\t«\u{0C}\u{0C}»x )\n", alsoFires: ["Z126"]),
            .bad("www IN A 192.0.2.10 ; a«\0»b\n"),
            .bad("www IN A 192.0.2.10«\r»mail IN A 192.0.2.11\n"),
            .bad("www IN A 192.0.2.10\n«\u{1A}»"),
            .bad("www IN CNAME web.example.net.\r\n«\u{1A}»\r\n"),
            .bad("www IN CNAME web.example.net.«\u{1A}»"),
            .good("www IN TXT \"a\tb\" ; \u{7}\r\nmail IN TXT a\\000b\r\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .controlCharacter(0x1A) where isAtEnd(problem.span): findings.report(endMark(problem, context))
            case .controlCharacter(let byte): findings.report(control(problem, byte, context))
            case .binary: findings.report(binary(problem, context))
            default: break
            }
        }
    }

    /// Whether nothing but line ends is after the characters.
    private static func isAtEnd(_ span: SourceSpan) -> Bool {
        (span.range.upperBound..<span.source.count).allSatisfy { [0x0A, 0x0D, 0x1A].contains(span.source[$0]) }
    }

    /// Returns the name of an ASCII control character.
    static func name(of byte: UInt8) -> String {
        switch byte {
        case 0x00: "NUL"
        case 0x07: "bell"
        case 0x08: "backspace"
        case 0x0B: "vertical tab"
        case 0x0C: "form feed"
        case 0x0D: "carriage return"
        case 0x1A: "substitute (Ctrl-Z)"
        case 0x1B: "escape"
        case 0x7F: "delete"
        default: "0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
        }
    }
}

// MARK: - Messages

extension ControlCharacter {
    private static func control(_ problem: ZoneProblem, _ byte: UInt8, _ context: ZoneContext) -> Finding {
        let name = name(of: byte)
        let count = problem.span.range.count
        return Finding(
            info,
            byte == 0x0D
                ? "the line contains a carriage return"
                : "the text contains \(name == "escape" ? "an" : "a") \(name) character",
            at: LabelledSpan(problem.span, count > 1 ? "\(name), \(count) times" : name),
            why: why(byte),
            help: byte == 0x0D
                ? "replace it with a line feed, or remove it"
                : "remove it, or write `\\\(String(1000 + Int(byte)).dropFirst())` if it belongs to the data",
            subject: context.subject(of: problem)
        )
    }

    /// Ctrl-Z, with which CP/M and DOS marked the end of a text file.
    private static func endMark(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let (source, start) = (problem.span.source, problem.span.range.lowerBound)
        let isOnOwnLine = start == 0 || source[start - 1] == 0x0A
        let rest = SourceSpan(source, start..<source.count)
        return Finding(
            info,
            "the file ends with a Ctrl-Z character",
            at: LabelledSpan(problem.span, name(of: 0x1A)),
            why: isOnOwnLine
                ? "name servers read it as a record without a type, and refuse to load the zone"
                : "name servers read it as a part of the word before it: they refuse to load the zone, or publish another name",
            help: "remove it: DOS editors end a file with it",
            fixes: [
                Fix(
                    "remove it", isOnOwnLine ? .safe : .unsafe, [Edit(replace: rest, with: isOnOwnLine ? "" : "\n")])
            ],
            subject: context.subject(of: problem)
        )
    }

    private static func why(_ byte: UInt8) -> String {
        switch byte {
        case 0x00:
            "BIND and Knot refuse to load the zone, ldns drops the character, and many tools treat the file as binary"
        case 0x0D: "BIND and NSD end the line here; Knot and ldns refuse to load the zone"
        default: "Knot refuses to load the zone; other servers read the character as text or as a space"
        }
    }

    private static func binary(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the file is not text",
            at: LabelledSpan(problem.span, "one of many control characters"),
            why: "a zone file consists of lines of text; a zone in BIND's raw format has to be converted first",
            help: "check the path; convert a zone in raw format with `named-compilezone -f raw -o OUTPUT ORIGIN FILE`",
            subject: context.subject(of: problem)
        )
    }
}
