import DNS
import Diagnostics
import ZoneFile

/// Z244: the target of an MX record has no address.
enum MXWithoutAddress: ZoneRule {
    static let info = RuleInfo(
        "Z244",
        "mx-without-address",
        .warning,
        scope: .targets,
        summary: "the target of an MX record has no address",
        page: RulePage(
            whatItChecks: """
                Reports MX records whose target is in this zone, or in another zone of the run, and has no A or AAAA \
                record. A wildcard may provide one, but only for names that do not exist. `MX 0 .`, which states that a \
                domain accepts no mail, is correct. Nothing is reported if the address may be in a line that could \
                not be read.
                """,
            whyItMatters: """
                Mail cannot be delivered to that server. If another MX record works, delivery is only delayed; \
                otherwise the mail bounces.
                """,
            howToFix: "Give the target an A or AAAA record, or write a host that has one.",
            references: ["RFC 5321 §5.1", "RFC 7505"]
        ),
        examples: [
            .bad("@ IN MX 10 «mail»\n"),
            .bad("mail IN TXT \"to come\"\n@ IN MX 10 «mail»\nchat IN MX 10 «mial.example.com.»\n"),
            .bad("*    IN A   192.0.2.10\nmail IN TXT \"exists\"\n@    IN MX  10 «mail»\n"),
            .good("@ IN MX 10 mail\nmail IN AAAA 2001:db8::25\n"),
            .good("@ IN MX 0 .\n*.in IN A 192.0.2.25\nchat IN MX 10 one.in\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, target) in context.contents.mailServers {
            guard case .noAddress(let exists, let zone) = target,
                // Z261 reports a wildcard, which is not the name of a host.
                context.zone.names.withLabel(of: context.zone.records[record].target, { !$0.elementsEqual("*".utf8) })
            else { continue }
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
            exists ? "MX target \(name) has no address" : "MX target \(name) does not exist",
            at: LabelledSpan(
                context.targetSpan(of: id),
                exists ? "no A or AAAA record at this name" : "no such name in \(context.zoneName(other))"
            ),
            why: "mail for \(context.quoted(zone.records[id].owner)) cannot be delivered to it",
            help: "give \(name) an A or AAAA record, or write a host that has one; to accept no mail, write `MX 0 .`",
            related: context.wildcardNotApplied(to: zone.records[id].target, in: other),
            subject: context.subject(of: id)
        )
    }
}
