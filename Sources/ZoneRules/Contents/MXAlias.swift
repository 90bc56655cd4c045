import DNS
import Diagnostics
import ZoneFile

/// Z242: the target of an MX record is an alias.
enum MXAlias: ZoneRule {
    static let info = RuleInfo(
        "Z242",
        "mx-alias",
        .error,
        scope: .targets,
        summary: "the target of an MX record is an alias",
        page: RulePage(
            whatItChecks: """
                Looks up the target of every MX record in this zone, or in the zone of the run that is authoritative \
                for it. Reports targets that own a CNAME record, are covered by a wildcard CNAME record, or are below \
                a DNAME record.
                """,
            whyItMatters: """
                RFC 2181 and RFC 5321 forbid it. Many mail servers follow the alias anyway, but some do not deliver to \
                it. Others do not recognise themselves in the list of MX records and send the mail in a loop.
                """,
            howToFix: "Use the host behind the alias as the target, or replace the alias with A and AAAA records.",
            references: ["RFC 2181 §10.3", "RFC 5321 §5.1", "RFC 1912 §2.4"]
        ),
        examples: [
            .bad(
                """
                web  IN A     192.0.2.10
                mail IN CNAME web
                @    IN MX    10 «mail»
                chat IN MX    10 «mail.example.com.»

                """
            ),
            .bad("web IN A 192.0.2.10\n* IN CNAME web\n@ IN MX 10 «mail»\n@ IN MX 20 web\n"),
            .bad("old IN DNAME example.net.\n@ IN MX 10 «mail.old»\n"),
            .good("mail IN A 192.0.2.25\n@ IN MX 10 mail\n@ IN MX 20 mail.example.net.\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, target) in context.contents.mailServers {
            switch target {
            case .alias(let alias, let zone), .renamed(let alias, let zone):
                findings.report(isAlias(context, record, alias, zone))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension MXAlias {
    private static func isAlias(
        _ context: ZoneContext,
        _ id: RecordID,
        _ alias: RecordID,
        _ other: Zone
    ) -> Finding {
        let target = context.zone.records[id].target
        return Finding(
            info,
            "MX target \(context.quoted(target)) is an alias",
            at: LabelledSpan(context.targetSpan(of: id), "expected a name with A or AAAA records"),
            why:
                "RFC 2181 forbids an alias as target; some mail servers do not deliver to it, and others send mail in a loop",
            help: other.records[alias].type == .dname
                ? "use a host with A or AAAA records as the MX target"
                : "use the host behind the alias, `\(other.names.text(other.records[alias].target))`, as the MX target",
            related: [context.aliasSpan(alias, in: other, covers: target)],
            subject: context.subject(of: id)
        )
    }
}
