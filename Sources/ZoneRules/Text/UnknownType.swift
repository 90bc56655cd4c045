import DNS
import Diagnostics
import ZoneFile

/// Z101: an unknown record type.
enum UnknownType: ZoneRule {
    static let info = RuleInfo(
        "Z101",
        "unknown-type",
        .error,
        fix: .safe,
        summary: "unknown record type",
        page: RulePage(
            whatItChecks: """
                Looks up every type in the IANA registry. Types such as `TYPE65280` (RFC 3597) are valid whatever \
                their number. Types that exist only in queries and messages, such as ANY, are not valid in a zone. If \
                the fields show what was meant, the message says it: a type that is missing, a space too many or too \
                few, a class or a TTL that is written twice, or a directive without its `$`.
                """,
            whyItMatters: """
                Name servers refuse to load a zone with an unknown type. After a single typo they continue to serve \
                the old zone, or none. srvlint continues with the next record.
                """,
            howToFix: """
                Correct the mnemonic. If your server is too old to know the type, write it as `TYPEn \\# length hex`.
                """,
            references: ["RFC 1035 §5.1", "RFC 3597 §5", "RFC 6895 §3.1"]
        ),
        examples: [
            .bad("_matrix-fed._tcp IN «SVR» 10 5 8448 matrix.example.net.\nwww IN A 192.0.2.10\n"),
            .bad("www\t3600\tIN\t«ADDRESS»\t192.0.2.10\r\n"),
            .bad("@ IN «MX10» mail.example.net.\n"),
            .bad("www «1 day» IN A 192.0.2.10\n"),
            .bad("www IN «ANY» \\# 0\n"),
            .bad(
                "www «192.0.2.10»\nmail «INA» 192.0.2.11\nftp IN «A192.0.2.12»\n_sip._tcp «5» 0 5060 sip.example.net.\n"
            ),
            .bad("my «pc» A 192.0.2.10\n«ORIGIN» example.com.\nThe «servers» of the office\n"),
            .bad("www IN «А» 192.0.2.10\nftp «192.0.2.11 A»\n@ IN «HTTPSSVC» 1 web.example.net. alpn=h2\n"),
            .bad("www IN «IN» A 192.0.2.10\nftp 300 «300» A 192.0.2.11\n"),
            .bad("«zone \"example.org\" {»\n    file \"db.example.org\";\n};\nwww IN A 192.0.2.10\n"),
            .bad("@ IN «URL301» https://www.example.com/\n"),
            .bad(
                """
                $TTL 3600
                @ IN «ns1.example.net.» hostmaster.example.com. ( 1 7200 3600 1209600 3600 )
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .good(
                "www IN TYPE65280 \\# 4 c0000201\n_443._tcp.www IN TLSA 3 1 1 (\n    \(String(repeating: "ab", count: 32)) )\n"
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let causes = UnknownTypeCause.survey(context.zone)
        for (number, problem) in context.zone.problems.enumerated() {
            switch problem.kind {
            case .unknownType where context.foreignBlocks[number] != nil:
                if let finding = ForeignBlockText.finding(info, number, context) { findings.report(finding) }
            case .unknownType(let nearest): findings.report(unknown(problem, causes[number], nearest, context))
            case .metaType(let type): findings.report(notForZones(problem, type, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension UnknownType {
    private static func unknown(
        _ problem: ZoneProblem, _ cause: UnknownTypeCause?, _ nearest: RecordType?, _ context: ZoneContext
    ) -> Finding {
        let text = UnknownTypeText(problem, cause, nearest)
        return Finding(
            info,
            text.message,
            at: LabelledSpan(text.span, text.label),
            why: "name servers refuse to load a zone with an unknown type",
            help: text.help,
            fixes: text.fix,
            subject: context.subject(of: problem)
        )
    }

    private static func notForZones(_ problem: ZoneProblem, _ type: RecordType, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "`\(type)` is not valid in a zone file",
            at: LabelledSpan(problem.span, "exists only in queries and messages"),
            why: "no record of this type can be published, so name servers refuse to load the zone",
            help: "remove the record, or write the intended type",
            subject: context.subject(of: problem)
        )
    }
}
