import DNS
import Diagnostics
import ZoneFile

/// Z289: an SPF record that allows every sender.
enum SPFAllowsAll: ZoneRule {
    static let info = RuleInfo(
        "Z289",
        "spf-allows-all",
        .warning,
        summary: "an SPF record allows every host to send mail",
        page: RulePage(
            whatItChecks: """
                Reports `+all` and `all` without a qualifier in an SPF record, and `ip4:` and `ip6:` networks with the \
                prefix length 0. Records that are not valid are Z266.
                """,
            whyItMatters: """
                A mechanism without a qualifier has the qualifier `+`, which means that the host is allowed to send. \
                With `+all`, all hosts of the Internet are, so that forged mail passes SPF, and with it DMARC.
                """,
            howToFix: "Write `-all` or `~all`, after the mechanisms of the hosts that send mail for the domain.",
            references: ["RFC 7208 §4.6.2", "RFC 7208 §5.1"]
        ),
        examples: [
            .bad(
                """
                @    IN TXT "v=spf1 mx «+all»"
                mail IN TXT "v=spf1 «all»"
                news IN TXT "v=spf1 «ip4:0.0.0.0/0» -all"

                """
            ),
            .good("@ IN TXT \"v=spf1 mx -all\"\nmail IN TXT \"v=spf1 ip4:192.0.2.0/24 -ip4:0.0.0.0/0 ?all\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (id, record) in context.mail.unusualSPF where record.problems.isEmpty {
            guard let term = record.termForAll else { continue }
            findings.report(allowsAll(context, id, term))
        }
    }
}

// MARK: - Messages

extension SPFAllowsAll {
    private static func allowsAll(_ context: ZoneContext, _ id: RecordID, _ term: SPFRecord.Term) -> Finding {
        let span = TextValue.span(of: term.range, in: id, context.zone)
        let isNetwork = term.name != "all"
        return Finding(
            info,
            "the SPF record of \(context.quoted(context.zone.records[id].owner)) allows every sender",
            at: LabelledSpan(span, "matches every host"),
            why: "receivers accept mail from any host as mail of this domain",
            help: isNetwork
                ? "write the networks of the hosts that send mail for the domain"
                : "write `-all` or `~all` after the hosts that send mail for the domain",
            subject: context.subject(of: id)
        )
    }
}
