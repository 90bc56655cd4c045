import DNS
import Diagnostics
import ZoneFile

/// Z288: an ALPN identifier that no client has.
enum ProtocolInvalid: ZoneRule {
    static let info = RuleInfo(
        "Z288",
        "protocol-invalid",
        .warning,
        summary: "an SVCB or HTTPS record has an ALPN identifier that no client knows",
        page: RulePage(
            whatItChecks: """
                Reports identifiers in the `alpn` parameter of SVCB and HTTPS records that contain a space or an apostrophe, and \
                other spellings of `h2`, `h3` and `http/1.1`, such as `H2`, `http/2` and `http3`. Other identifiers are not \
                reported.
                """,
            whyItMatters: """
                Clients compare identifiers octet by octet, and ignore those that they do not know. With `alpn="h2, h3"` \
                the second identifier is ` h3`, with a space, so clients do not use HTTP/3. If they know none, they \
                ignore the record.
                """,
            howToFix: "Separate the identifiers by commas without spaces: `alpn=h2,h3`.",
            references: ["RFC 9460 §7.1", "RFC 7301 §6"]
        ),
        examples: [
            .bad(
                """
                @    IN HTTPS 1 . alpn=«"h2, h3"»
                @    IN A     192.0.2.10
                chat IN HTTPS 1 . port=443 «alpn=http/2,h3»
                chat IN A     192.0.2.10
                shop IN HTTPS 1 . alpn=«"h2 h3"»
                shop IN A     192.0.2.10
                news IN HTTPS 1 . «alpn='h2,h3'»
                news IN A     192.0.2.10

                """
            ),
            .good("@ IN HTTPS 1 . alpn=\"h2,h3,http/1.1,h3-29\"\n@ IN A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (id, binding) in ServiceBinding.records(context) {
            let protocols = binding.protocols
            guard let wrong = protocols.first(where: { corrected($0) != nil }) else { continue }
            findings.report(isUnknown(context, id, wrong, protocols.flatMap { corrected($0) ?? [$0] }))
        }
    }

    /// What was meant; `nil` for an identifier that may be one.
    private static func corrected(_ identifier: String) -> [String]? {
        let words = identifier.split(separator: " ").map { $0.filter { $0 != "'" } }.map { word -> String in
            switch word.lowercased() {
            case "h2", "http2", "http/2", "http/2.0": "h2"
            case "h3", "http3", "http/3", "http/3.0": "h3"
            case "http1.1", "http/1.1", "http-1.1": "http/1.1"
            default: String(word)
            }
        }
        return words == [identifier] ? nil : words
    }

    /// The value of the parameter if it is in quotes, or the whole parameter.
    private static func span(of id: RecordID, in zone: Zone) -> SourceSpan {
        let fields = zone.fields(of: id)
        let rdata = fields.rdata
        guard !zone.records[id].flags.contains(.genericRDATA),
            let index = rdata.firstIndex(where: { $0.text.lowercased().hasPrefix("alpn=") })
        else { return fields.type.span }
        guard rdata[index].text.utf8.count == 5, index + 1 < rdata.count else { return rdata[index].span }
        return rdata[index + 1].span
    }
}

// MARK: - Messages

extension ProtocolInvalid {
    private static func label(_ wrong: String) -> String {
        if wrong.contains(" ") { return "a space is part of an identifier" }
        return wrong.contains("'") ? "an apostrophe is part of an identifier" : "unknown"
    }

    private static func isUnknown(_ context: ZoneContext, _ id: RecordID, _ wrong: String, _ right: [String]) -> Finding
    {
        let list = right.joined(separator: ",")
        return Finding(
            info,
            "\(Words.quoted(wrong)) is not an ALPN identifier that clients know",
            at: LabelledSpan(
                span(of: id, in: context.zone), label(wrong)),
            why: "clients ignore protocols that they do not know, so they do not use this one",
            help: list.utf8.allSatisfy { 0x21...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C }
                ? "write `alpn=\(list)`" : "write the identifiers with commas between them, without spaces",
            subject: context.subject(of: id)
        )
    }
}
