import DNS
import ZoneFile

/// S301: an SRV record names an alias (RFC 2782 forbids it).
enum SRVTargetAlias: Rule {
    static let info = RuleInfo(
        "S301",
        "srv-target-alias",
        .error,
        fix: .unsafe,
        summary: "the target of an SRV record is an alias",
        page: RulePage(
            whatItChecks: """
                Looks every SRV target up in the zone and reports those that own a CNAME record, be it at the name \
                itself or at the wildcard that covers it.
                """,
            whyItMatters: """
                RFC 2782 says that the target must not be an alias. Synapse and Dendrite follow such a record all the \
                same; the federation tester and some servers refuse it. The admin sees a server that works for some \
                of the federation and not for the rest.
                """,
            howToFix: "Name the host behind the alias, or give the target A and AAAA records of its own.",
            references: ["RFC 2782", "Matrix server-server §2.1"]
        ),
        examples: [
            .bad(
                """
                web              IN A     192.0.2.10
                matrix           IN CNAME web
                _matrix-fed._tcp IN SRV   10 0 8448 «matrix»

                """
            ),
            .bad(
                """
                web              IN A     192.0.2.10
                *                IN CNAME web
                _matrix-fed._tcp IN SRV   10 0 8448 «matrix»
                _xmpp._tcp       IN SRV   10 0 5222 «chat.example.com.»

                """
            ),
            .good(
                """
                web              IN A     192.0.2.10
                _matrix-fed._tcp IN SRV   10 0 8448 web

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let aliases = context.targets { if case .alias(let alias) = $0 { alias } else { nil } }
        for (record, alias) in aliases { findings.report(targetIsAlias(context, record, alias)) }
    }

    /// The end of the chain of aliases, if the zone has it and it has an address.
    private static func host(behind alias: RecordID, in zone: Zone) -> NameID? {
        var target = zone.records[alias].target
        for _ in 0..<16 {
            guard case .alias(let next, _) = zone.lookup(target, .a) else { break }
            target = zone.records[next].target
        }
        let hasAddress = [RecordType.a, .aaaa].contains { type in
            if case .answer = zone.lookup(target, type) { true } else { false }
        }
        return hasAddress ? target : nil
    }
}

// MARK: - Messages

extension SRVTargetAlias {
    private static func targetIsAlias(_ context: ZoneContext, _ id: RecordID, _ alias: RecordID) -> Finding {
        let zone = context.zone
        let fields = SRVFields(of: id, in: zone)
        let host = host(behind: alias, in: zone)
        let owner = zone.records[alias].owner
        let isWildcard = owner != zone.records[id].target
        let label =
            "\(context.quoted(owner)) is an alias for \(context.quoted(zone.records[alias].target))"
            + (isWildcard ? ", and covers \(context.quoted(zone.records[id].target))" : "")
        let elsewhere = context.quoted(zone.records[alias].target)
        return Finding(
            info,
            "SRV target is an alias",
            at: LabelledSpan(fields.target, "must own A or AAAA records itself"),
            why: "RFC 2782 forbids it; some checkers and servers refuse such a record, others follow it, so only some "
                + "clients get through",
            help: host.map { "name the host behind the alias, \(context.quoted($0))" }
                ?? "name a host that has an address of its own; the alias leads to \(elsewhere)",
            related: [LabelledSpan(WrittenOwner(of: alias, in: zone).span, label)],
            fixes: host.flatMap { host in
                guard fields.areWritten else { return nil }
                let text = zone.text(host, writtenIn: id)
                return [Fix("name the host behind the alias", .unsafe, [Edit(replace: fields.target, with: text)])]
            } ?? [],
            subject: context.subject(ofSRV: id)
        )
    }
}
