import DNS
import Diagnostics
import ZoneFile

/// Z138: an escape with the octal number of a character, which zone files write in decimal.
enum OctalEscape: ZoneRule {
    static let info = RuleInfo(
        "Z138",
        "octal-escape",
        .warning,
        fix: .unsafe,
        summary: "an escape in an owner has an octal number and so means another character",
        page: RulePage(
            whatItChecks: """
                Reports escapes such as `\\052` in owners, if the decimal number is that of a letter or digit, which needs \
                no escape, and the octal number that of another character. Exports of Route 53 write `\\052` for `*`.
                """,
            whyItMatters: """
                The number in an escape is decimal: `\\052` means `4`, not `*`. The wildcard does not exist, and the \
                record is at a name that no client looks up.
                """,
            howToFix: "Write the character itself, `*`, or its decimal number, such as `\\064` for `@`.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad(
                "«\\052» IN A 192.0.2.10\n«\\052.dev.example.com.» IN CNAME www.example.net.\n«a\\100b» IN TXT \"größer\"\n"
            ),
            .good("* IN A 192.0.2.10\n\\042 IN TXT \"\\052\"\nx\\046y IN TXT \"dot\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard zone.recordFlags.contains(.escapedOwner) else { return }
        var reported: Set<NameID> = []
        for (id, record) in zone.records.enumerated() where record.flags.contains(.escapedOwner) {
            guard let owner = zone.fields(of: id).owner, !owner.isQuoted, !reported.contains(record.owner)
            else { continue }
            var text = owner.text
            let escape = text.withUTF8 { first(in: $0[...]) }
            guard let escape else { continue }
            reported.insert(record.owner)
            findings.report(isOctal(context, id, owner, escape))
        }
    }

    /// An escape of a letter or digit whose octal number is that of another character.
    private struct Escape {
        let offset: Int
        let decimal: UInt8
        let octal: UInt8
    }

    private static func first(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Escape? {
        var at = bytes.startIndex
        while let backslash = bytes[at...].firstIndex(of: UInt8(ascii: "\\")) {
            at = min(backslash + 2, bytes.endIndex)
            guard backslash + 3 < bytes.endIndex else { return nil }
            let digits = bytes[backslash + 1...backslash + 3].map { $0 &- 0x30 }
            guard digits.allSatisfy({ $0 < 8 }), digits[0] < 2 else { continue }
            let decimal = digits[0] * 100 + digits[1] * 10 + digits[2]
            let octal = digits[0] * 64 + digits[1] * 8 + digits[2]
            if isAlphanumeric(decimal), (0x21...0x7E).contains(octal), !isAlphanumeric(octal) {
                return Escape(offset: backslash, decimal: decimal, octal: octal)
            }
        }
        return nil
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || asciiLowercased(byte) &- 0x61 < 26
    }
}

// MARK: - Messages

extension OctalEscape {
    private static func isOctal(
        _ context: ZoneContext, _ id: RecordID, _ owner: RecordFields.Field, _ escape: Escape
    ) -> Finding {
        let character = Character(UnicodeScalar(escape.octal))
        let digits = String(escape.octal)
        let right =
            "*-_/".contains(character)
            ? "\(character)" : "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        let start = owner.span.range.lowerBound + escape.offset
        let span = SourceSpan(owner.span.source, start..<start + 4)
        let text = span.text
        return Finding(
            info,
            "the escape `\(text)` means `\(Character(UnicodeScalar(escape.decimal)))`, not `\(character)`",
            at: LabelledSpan(owner.span, "means \(context.quoted(context.zone.records[id].owner))"),
            why: "the number after a backslash is decimal, so the record is at a name that no client looks up",
            help: "write `\(right)` in place of `\(text)`",
            fixes: [Fix("write `\(right)`", .unsafe, [Edit(replace: span, with: right)])],
            subject: context.subject(of: id)
        )
    }
}
