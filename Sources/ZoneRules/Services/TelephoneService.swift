import DNS
import Diagnostics
import ZoneFile

/// Z258: an ENUM record whose service or result no client understands.
enum TelephoneService: ZoneRule {
    static let info = RuleInfo(
        "Z258",
        "telephone-service",
        .warning,
        fix: .unsafe,
        summary: "the service or the result of an ENUM record is not valid",
        page: RulePage(
            whatItChecks: """
                Reports NAPTR records with the service in the order of RFC 2916, such as `sip+E2U`, and those with a service such as \
                `E2U+sip` and the flag `u` whose regular expression gives text without a scheme.
                """,
            whyItMatters: "Clients ignore a service that they do not know, and cannot call a result that is not a URI.",
            howToFix: "Write a service such as `E2U+sip`, and a result such as `sip:info@example.com`.",
            references: ["RFC 6116 §3.4.3", "RFC 6116 §3.6", "RFC 2916 §2.4"]
        ),
        examples: [
            .bad(
                """
                a IN NAPTR 100 10 "u" «"sip+E2U"» "!^.*$!sip:info@example.com!" .
                b IN NAPTR 100 10 "u" "E2U+sip" «"!^.*$!info@example.com!"» .

                """
            ),
            .good(
                """
                a IN NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .
                b IN NAPTR 100 10 "u" "E2U+email:mailto" "!^.*$!mailto:info@example.com!" .
                c IN NAPTR 100 10 "u" "E2U+pstn:tel" "!^(.*)$!\\\\1!" .

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.kind != .responsePolicy, let type = RecordType(mnemonic: "NAPTR") else { return }
        for number in context.zone.records(ofType: type) {
            let id = Int(number)
            guard let data = NAPTRData(context.zone.rdata(of: id)), context.isPublished(id) else { continue }
            if data.services.hasSuffix("+e2u"), !data.services.dropLast(4).contains("+") {
                findings.report(isReversed(context, id, "E2U+" + data.services.dropLast(4)))
            } else if data.services.hasPrefix("e2u+"), data.flags == "u", let result = result(data.expression) {
                findings.report(hasNoScheme(context, id, data, result))
            }
        }
    }

    /// The result of a regular expression, if it has no scheme, and no part of the number that may be one.
    private static func result(_ expression: [UInt8]) -> String? {
        guard let delimiter = expression.first else { return nil }
        let parts = expression.dropFirst().split(separator: delimiter, omittingEmptySubsequences: false)
        guard parts.count > 1, !parts[1].isEmpty, !parts[0].contains(0x5C) else { return nil }
        let result = parts[1]
        return result.first == 0x5C || result.contains(UInt8(ascii: ":"))
            ? nil : String(decoding: result, as: UTF8.self)
    }
}

// MARK: - Messages

extension TelephoneService {
    private static func isReversed(_ context: ZoneContext, _ id: RecordID, _ meant: String) -> Finding {
        let span = context.dataField(3, of: id)
        let text = span.text.first == "\"" ? "\"\(meant)\"" : meant
        return Finding(
            info,
            "the service \(Words.quoted(span.text)) of the NAPTR record has `E2U` at its end",
            at: LabelledSpan(span, "expected `E2U` first"),
            why: "clients know only the order of RFC 6116, and ignore the record",
            help: "write \(Words.exact(text))",
            fixes: span.text.utf8.count >= meant.utf8.count
                ? [Fix("write \(Words.exact(text))", .unsafe, [Edit(replace: span, with: text)])] : [],
            subject: context.subject(of: id)
        )
    }

    private static func hasNoScheme(_ context: ZoneContext, _ id: RecordID, _ data: NAPTRData, _ result: String)
        -> Finding
    {
        let span = context.dataField(4, of: id)
        let schemes = ["e2u+sip": "sip:", "e2u+email:mailto": "mailto:", "e2u+h323": "h323:", "e2u+pres": "pres:"]
        let meant = schemes[data.services].flatMap { scheme in
            let delimiter = data.expression.first.map { String(UnicodeScalar($0)) } ?? ""
            return span.text.firstRange(of: "\(delimiter)\(result)\(delimiter)").map {
                span.text.replacingCharacters(in: $0, with: "\(delimiter)\(scheme)\(result)\(delimiter)")
            }
        }
        return Finding(
            info,
            "the result \(Words.quoted(result)) of the NAPTR record has no scheme",
            at: LabelledSpan(span, "expected a URI"),
            why: "clients take the result for a URI, and cannot use it without a scheme",
            help: meant.map { "write \(Words.exact($0))" } ?? "write the scheme in front of it, such as `sip:`",
            fixes: meant.map { [Fix("write \(Words.exact($0))", .unsafe, [Edit(replace: span, with: $0)])] } ?? [],
            subject: context.subject(of: id)
        )
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
