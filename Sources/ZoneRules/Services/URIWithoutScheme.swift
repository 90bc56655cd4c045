import DNS
import Diagnostics
import ZoneFile

/// Z293: a URI record whose target is not a URI.
enum URIWithoutScheme: ZoneRule {
    static let info = RuleInfo(
        "Z293",
        "uri-without-scheme",
        .warning,
        summary: "the target of a URI record has no scheme",
        page: RulePage(
            whatItChecks: "Reports URI records whose target does not begin with a scheme such as `https:`.",
            whyItMatters: """
                The target is an absolute URI. Without its scheme, clients cannot know how to use it, and ignore the record.
                """,
            howToFix: "Write the whole URI: `\"https://www.example.com/\"`.",
            references: ["RFC 7553 §4.4", "RFC 3986 §3"]
        ),
        examples: [
            .bad(
                """
                _http._tcp IN URI 10 1 «"www.example.com/path"»
                _ftp._tcp  IN URI 10 1 «"ftp.example.com:2121"»
                _web._tcp  IN URI 10 1 «"//www.example.com/"»

                """
            ),
            .good(
                """
                _http._tcp IN URI 10 1 "https://www.example.com/path"
                _sip._udp  IN URI 10 1 "sip:5060@example.com"
                _tel._udp  IN URI 10 1 "tel:+49301234"

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.kind != .responsePolicy, let type = RecordType(mnemonic: "URI") else { return }
        for number in context.zone.records(ofType: type) {
            let id = Int(number)
            let target = context.zone.rdata(of: id).dropFirst(4)
            guard !target.isEmpty, !hasScheme(target), context.isPublished(id) else { continue }
            findings.report(hasNoScheme(context, id))
        }
    }

    /// Whether letters, digits, `+`, `-` and `.` are before a colon (RFC 3986 §3.1), and are not a host before a port.
    private static func hasScheme(_ target: ArraySlice<UInt8>) -> Bool {
        let scheme = target.prefix { $0 != UInt8(ascii: ":") }
        guard let first = scheme.first, asciiLowercased(first) &- 0x61 < 26, scheme.count < target.count else {
            return false
        }
        let isScheme = scheme.allSatisfy {
            asciiLowercased($0) &- 0x61 < 26 || $0 &- 0x30 < 10 || "+-.".utf8.contains($0)
        }
        let isPort = target.dropFirst(scheme.count + 1).first.map { $0 &- 0x30 < 10 } ?? false
        return isScheme && !(isPort && scheme.contains(UInt8(ascii: ".")))
    }
}

// MARK: - Messages

extension URIWithoutScheme {
    private static func hasNoScheme(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let fields = context.zone.fields(of: id)
        let isWritten = !context.zone.records[id].flags.contains(.genericRDATA)
        let span = isWritten ? fields.rdata.last?.span ?? fields.type.span : fields.type.span
        return Finding(
            info,
            "the target of the URI record has no scheme",
            at: LabelledSpan(span, "not an absolute URI"),
            why: "clients cannot know how to use a target without a scheme such as `https`, and ignore the record",
            help: "write the whole URI, such as `\"https://www.example.com/\"`",
            subject: context.subject(of: id)
        )
    }
}
