import DNS
import Diagnostics
import ZoneFile

/// Z104: a field that is not valid for the type of its record.
enum InvalidField: ZoneRule {
    static let info = RuleInfo(
        "Z104",
        "invalid-field",
        .error,
        fix: .safe,
        summary: "a field of a record is not valid for its type",
        page: RulePage(
            whatItChecks: """
                Checks every field of every record against the format that its type defines: addresses, names, \
                numbers, times, base64, hexadecimal digits and so on. If the record could be read with its fields in \
                another order, with a space, without commas or with other quotes, this is reported. A service name \
                instead of an SRV port is S203.
                """,
            whyItMatters: """
                Name servers refuse to load a zone with such a record. They also refuse an address such as \
                `192.0.2.010`, because some software would read the last part as octal 8.
                """,
            howToFix: """
                Write the value in the form that the message states. Changing the type to that of the address is an unsafe \
                fix, because the address may be wrong as well.
                """,
            references: ["RFC 1035 §5.1", "RFC 4291 §2.2", "RFC 6943 §3.1.1"]
        ),
        examples: [
            .bad("www IN A «192.0.2.010»\nmail IN A 192.0.2.11\n"),
            .bad("www IN A «2001:db8::10»\n"),
            .bad("größe IN TXT \"ä\"\nwww\tIN\tAAAA\t«192.0.2.10»\r\n", alsoFires: ["Z126"]),
            .bad("www IN A «web.example.net.»\n"),
            .bad("www IN A «192.0.2.10.»\nftp IN AAAA «[2001:db8::10]»\n192.0.2.11 IN A «mail»\n"),
            .bad("_matrix-fed._tcp IN SRV ( «high» ; priority\n    5 8448 matrix.example.net. )\n"),
            .bad("www IN SSHFP 4 2 \(String(repeating: "ab", count: 31))«g»0\n"),
            .bad("@ IN MX «mail.example.net. 10»\nnews IN MX «10,» mail.example.net.\n"),
            .bad("@ IN CAA 0 «\"issue\"» \"ca.example.net\"\nwww IN CAA «\"0 issue ca.example.net\"»\n"),
            .bad("www IN LOC 52 14 «05N» 13 24 50 E 10m\n"),
            .bad("svc IN SVCB 1 web.example.net. «ipv4hint»\nwww IN HTTPS 1 web.example.net. alpn=h2 «port»\n"),
            .bad("@ IN HTTPS 1 web.example.net. «alpn = h2»\nwww IN HTTPS 1 web.example.net. «h2,h3»\n"),
            .bad("ftp IN HTTPS 1 web.example.net. alpn=\"h2,h3\" ipv4hint=«auto»\n"),
            .bad("ftp IN HTTPS 1 web.example.net. «ipv4hint=192.0.2.1 192.0.2.2»\n"),
            .bad("news IN MX «@PRIORITY@» mail.example.net.\nwww IN A «192.0.2.x»\n"),
            .bad(
                "news IN MX «10:» mail.example.net.\nwww IN SSHFP 4 2 «\(Array(repeating: "ab", count: 32).joined(separator: ":"))»\n"
            ),
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. (
                         2026113001 «serial
                         7200 refresh 3600 retry
                         1209600 expire
                         3600 minimum» )
                @ IN NS  ns1.example.net.
                @ IN NS  ns2.example.net.

                """,
                continuation: false
            ),
            .bad("phone IN NAPTR 100 10 \"u\" \"E2U+sip\" «\"sip:info\"» .\n"),
            .good("www IN A 192.0.2.10\nwww IN AAAA 2001:db8::192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let entries = context.fieldMistakes.entries
        for (number, problem) in context.zone.problems.enumerated() {
            if let (mistake, record) = context.fieldMistakes[number] {
                if let correction = FieldCorrectionText(mistake, record, in: problem.span.source) {
                    findings.report(correctable(problem, correction, context))
                }
                continue
            }
            switch problem.kind {
            case .invalidField(let type, let field, _, let expected)
            where !ServicePorts.isName(problem):
                findings.report(invalid(problem, type, field, expected, in: entries[number], context))
            case .doubtfulField(let type, let field, let expected):
                findings.report(doubtful(problem, type, field, expected, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension InvalidField {
    private static func invalid(
        _ problem: ZoneProblem,
        _ type: RecordType,
        _ field: String,
        _ expected: String,
        in entry: SourceEntry?,
        _ context: ZoneContext
    ) -> Finding {
        let text = problem.span.text
        let address = [.a, .aaaa].contains(type) ? AddressMistake(text, in: type) : nil
        if let swap = entry.flatMap({ SwappedOwner(problem, type, $0) }) {
            return isSwapped(problem, type, swap, context)
        }
        if [.a, .aaaa].contains(type), NumberPlaceholder.isForAddress(text) {
            return isPlaceholder(problem, expected, context)
        }
        let number = address == nil ? NumberMistake(text, expected) : nil
        let isBare = expected.hasPrefix("a value") && (text == field || text == "\(field)=")
        let isParameter = ServiceBinding.types.contains(type) && !["priority", "target", "parameters"].contains(field)
        let isPlaceholder = expected.hasPrefix("a number") && NumberPlaceholder.matches(text)
        let relation =
            isParameter
            ? ParameterRelation.message(field, expected, type)
            : isPlaceholder ? "the placeholder \(Words.quoted(text)) was not replaced by a number" : nil
        return Finding(
            info,
            relation
                ?? (isBare
                    ? "\(Words.quoted(text)) has no value in the \(type) record"
                    : "\(Words.quoted(text)) is not valid as the \(isParameter ? "`\(field)` parameter" : field) of "
                        + Words.record(type)),
            at: LabelledSpan(problem.span, address?.label ?? "expected \(expected)"),
            why: address?.why ?? RefusingServers.why(problem, type, field),
            help: address?.help(problem.span)
                ?? number.map { "write `\($0.number)`\($0.isCertain ? "" : " if that is the number")" }
                ?? DigestLength(problem, type)?.help
                ?? InvalidFieldHelp.text(
                    expected, text, field: field,
                    whole: entry?.fields.first { $0.contains(problem.span.range.lowerBound) }
                        .map { problem.span.source.text(in: $0) }),
            fixes: address?.fixes(problem, type, entry, context)
                ?? number.map {
                    let confidence: Fix.Safety = $0.isCertain ? .safe : .unsafe
                    return [Fix("write `\($0.number)`", confidence, [Edit(replace: problem.span, with: $0.number)])]
                } ?? [],
            subject: context.subject(of: problem)
        )
    }

    private static func isPlaceholder(_ problem: ZoneProblem, _ expected: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the placeholder \(Words.quoted(problem.span.text)) was not replaced by an address",
            at: LabelledSpan(problem.span, "expected \(expected)"),
            why: "name servers refuse to load a zone with such a record",
            help: "write the address",
            subject: context.subject(of: problem)
        )
    }

    private static func isSwapped(
        _ problem: ZoneProblem, _ type: RecordType, _ swap: SwappedOwner, _ context: ZoneContext
    ) -> Finding {
        Finding(
            info,
            "the owner and the address of the \(type) record are swapped",
            at: LabelledSpan(problem.span, "expected the address"),
            why: "name servers refuse to load the zone",
            help: "write \(Words.quoted(problem.span.text)) as the owner, and the address after the type",
            related: [LabelledSpan(swap.owner, "expected the name")],
            fixes: swap.fix,
            subject: context.subject(of: problem)
        )
    }

    private static func correctable(
        _ problem: ZoneProblem, _ correction: FieldCorrectionText, _ context: ZoneContext
    ) -> Finding {
        Finding(
            info,
            correction.message,
            at: LabelledSpan(correction.span, correction.label),
            why: correction.why,
            help: correction.help,
            fixes: correction.fix,
            subject: context.subject(of: problem)
        )
    }
}
