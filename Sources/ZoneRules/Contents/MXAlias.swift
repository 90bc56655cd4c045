import DNS
import Diagnostics
import ZoneFile

/// Z242: an MX record names an alias.
enum MXAlias: ZoneRule {
    static let info = RuleInfo(
        "Z242",
        "mx-alias",
        .error,
        scope: .targets,
        summary: "the target of an MX record is an alias",
        page: RulePage(
            whatItChecks: """
                Looks the target of every MX record up in the zone, or in the other zone of the run that answers for it, \
                and reports those that own a CNAME record, that a wildcard with one covers, or that are below a DNAME.
                """,
            whyItMatters: """
                RFC 2181 and RFC 5321 forbid it. Many mail servers follow the alias all the same; some refuse to, some \
                do not recognise themselves in the list of MX records and send the mail in circles.
                """,
            howToFix: "Name the host behind the alias, or give the target A and AAAA records of its own.",
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
            "the mail server \(context.quoted(target)) is an alias",
            at: LabelledSpan(context.targetSpan(of: id), "must own A or AAAA records itself"),
            why: "RFC 2181 forbids it; some mail servers do not deliver to an alias, some loop",
            help: other.records[alias].type == .dname
                ? "name a host that has an address of its own"
                : "name the host behind the alias, `\(other.names.text(other.records[alias].target))`, or one with an "
                    + "address of its own",
            related: [context.aliasSpan(alias, in: other, covers: target)],
            subject: context.subject(of: id)
        )
    }
}
