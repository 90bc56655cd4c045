import Diagnostics
import ZoneFile

/// Z118: a control character where text belongs.
enum ControlCharacter: ZoneRule {
    static let info = RuleInfo(
        "Z118",
        "control-character",
        .error,
        summary: "a control character stands where text belongs",
        page: RulePage(
            whatItChecks: """
                Finds NUL anywhere, other control characters outside comments and quoted strings, and carriage \
                returns in the middle of a line. A file that is no text at all is not read.
                """,
            whyItMatters: """
                BIND takes most of them for a part of a name, Knot refuses them, ldns drops a NUL or takes a form \
                feed for a blank: the same file is three different zones.
                """,
            howToFix: "Remove the character; one that belongs to the data is written `\\DDD`.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN A 192.0.2.10\nma«\0»il IN A 192.0.2.11\n"),
            .bad("größe IN TXT ( \"ä\"\n\t«\u{0C}\u{0C}»x )\n", alsoFires: ["Z126"]),
            .bad("www IN A 192.0.2.10 ; a«\0»b\n"),
            .bad("www IN A 192.0.2.10«\r»mail IN A 192.0.2.11\n"),
            .good("www IN TXT \"a\tb\" ; \u{7}\r\nmail IN TXT a\\000b\r\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .controlCharacter(let byte): findings.report(control(problem, byte, context))
            case .binary: findings.report(binary(problem, context))
            default: break
            }
        }
    }

    /// The name of an ASCII control character.
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
        default: "control character 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
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
                ? "a carriage return stands within the line"
                : "the text holds \(name == "escape" ? "an" : "a") \(name)",
            at: LabelledSpan(problem.span, count > 1 ? "\(name), \(count) times" : name),
            why: why(byte),
            help: byte == 0x0D
                ? "end the line here, or remove the character"
                : "remove it; one that belongs to the data is written `\\DDD`",
            subject: context.subject(of: problem)
        )
    }

    private static func why(_ byte: UInt8) -> String {
        switch byte {
        case 0x00: "BIND and Knot refuse it, ldns drops it, and tools take the file for binary data"
        case 0x0D: "BIND and NSD end the line here, Knot and ldns refuse the zone"
        default: "Knot refuses the zone, other servers take the character for text or for a blank"
        }
    }

    private static func binary(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the file is not text",
            at: LabelledSpan(problem.span, "one of many control characters"),
            why: "a zone file is lines of text; what a name server keeps in its raw format is none",
            help: "check the text: `named-compilezone -f raw` writes out a zone that BIND keeps in its raw format",
            subject: context.subject(of: problem)
        )
    }
}
