import DNS
import Diagnostics
import ZoneFile

/// Z244: a mail server that has no address.
enum MXWithoutAddress: ZoneRule {
    static let info = RuleInfo(
        "Z244",
        "mx-without-address",
        .warning,
        scope: .targets,
        summary: "the target of an MX record has no address",
        page: RulePage(
            whatItChecks: """
                Reports MX records whose target is a name that the zone answers for (or another zone of the run) and \
                that has no A or AAAA record; a wildcard may provide one. `MX 0 .`, which says that a domain takes no \
                mail, is as it should be. Nothing is said in a zone that is not whole.
                """,
            whyItMatters: """
                Mail cannot be delivered there. With another MX record it takes longer; without one it comes back to \
                the sender.
                """,
            howToFix: "Give the name an A or AAAA record, correct the name, or remove the MX record.",
            references: ["RFC 5321 §5.1", "RFC 7505"]
        ),
        examples: [
            .bad("@ IN MX 10 «mail»\n"),
            .bad("mail IN TXT \"to come\"\n@ IN MX 10 «mail»\nchat IN MX 10 «mial.example.com.»\n"),
            .good("@ IN MX 10 mail\nmail IN AAAA 2001:db8::25\n"),
            .good("@ IN MX 0 .\n*.in IN A 192.0.2.25\nchat IN MX 10 one.in\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, target) in context.contents.mailServers {
            guard case .noAddress(let exists, let zone) = target else { continue }
            findings.report(hasNoAddress(context, record, exists, zone))
        }
    }
}

// MARK: - Messages

extension MXWithoutAddress {
    private static func hasNoAddress(
        _ context: ZoneContext,
        _ id: RecordID,
        _ exists: Bool,
        _ other: Zone
    ) -> Finding {
        let zone = context.zone
        let name = context.quoted(zone.records[id].target)
        return Finding(
            info,
            exists ? "the mail server \(name) has no address" : "the mail server \(name) does not exist",
            at: LabelledSpan(
                context.targetSpan(of: id),
                exists ? "owns no A or AAAA record" : "there is no such name in \(context.place(other))"
            ),
            why: "mail for \(context.quoted(zone.records[id].owner)) cannot be delivered to it",
            help: "give \(name) an A or AAAA record, or name a server that has one; for no mail at all write `MX 0 .`",
            subject: context.subject(of: id)
        )
    }
}
