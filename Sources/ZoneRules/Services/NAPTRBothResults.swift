import DNS
import Diagnostics
import ZoneFile

/// Z292: a NAPTR record with a regular expression and a replacement.
enum NAPTRBothResults: ZoneRule {
    static let info = RuleInfo(
        "Z292",
        "naptr-both-results",
        .warning,
        fix: .unsafe,
        summary: "a NAPTR record has a regular expression and a replacement",
        page: RulePage(
            whatItChecks: """
                Reports NAPTR records with the flags `s`, `a`, `u` or `p`, or none, in which the regular expression is not empty \
                and the replacement is not `.`.
                """,
            whyItMatters: """
                The two exclude each other. RFC 3403 calls a record with both an error, which clients ignore or report. \
                Those that accept it use the one or the other.
                """,
            howToFix: """
                Write `.` as the replacement if the regular expression gives the result, as with the flag `u`. Otherwise write \
                `""` as the regular expression.
                """,
            references: ["RFC 3403 §4.1"]
        ),
        examples: [
            .bad(
                """
                @ IN NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" «sip.example.net.»
                @ IN NAPTR 100 20 "s" "SIP+D2U" «"!^.*$!example.com!"» _sip._udp.example.net.

                """
            ),
            .good(
                """
                @ IN NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .
                @ IN NAPTR 100 20 "s" "SIP+D2U" "" _sip._udp.example.net.

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.kind != .responsePolicy, let type = RecordType(mnemonic: "NAPTR") else { return }
        let reader = RDATAReader(context.zone)
        for number in context.zone.records(ofType: type) {
            let id = Int(number)
            guard let flags = flags(of: reader.rdata(of: id) ?? []), context.isPublished(id) else { continue }
            findings.report(hasBoth(context, id, flags))
        }
    }

    /// The flags of a record that has both; `nil` for another one, and for flags that no application uses.
    private static func flags(of rdata: [UInt8]) -> String? {
        guard let data = NAPTRData(rdata), !data.expression.isEmpty, !data.replacement.isRoot,
            // Z104 reports a dot in the position of the expression.
            data.expression != [UInt8(ascii: ".")],
            ["", "s", "a", "u", "p"].contains(data.flags)
        else { return nil }
        return data.flags
    }
}

// MARK: - Messages

extension NAPTRBothResults {
    private static func hasBoth(_ context: ZoneContext, _ id: RecordID, _ flags: String) -> Finding {
        let zone = context.zone
        let fields = zone.fields(of: id)
        let isWritten = !zone.records[id].flags.contains(.genericRDATA) && fields.rdata.count == 6
        // A URI, the result of the flag `u`, is not a name (RFC 3404 §4.3).
        let isURI = flags == "u"
        let isName = flags == "s" || flags == "a"
        let span = isWritten ? fields.rdata[isName ? 4 : 5].span : fields.type.span
        return Finding(
            info,
            "the NAPTR record has a regular expression and a replacement",
            at: LabelledSpan(
                span, isName ? "expected `\"\"` beside the replacement" : "expected `.` beside the regular expression"),
            why: "a record has one or the other (RFC 3403), so clients ignore this one or take either",
            help: isURI
                ? "write `.` as the replacement: with the flag `u`, the regular expression gives the URI"
                : "write `\"\"` as the regular expression, or `.` as the replacement",
            related: isWritten
                ? [
                    LabelledSpan(
                        fields.rdata[isName ? 5 : 4].span, isName ? "the replacement" : "the regular expression")
                ]
                : [],
            fixes: isURI && isWritten
                ? [Fix("write `.` as the replacement", .unsafe, [Edit(replace: span, with: ".")])] : [],
            subject: context.subject(of: id)
        )
    }
}
