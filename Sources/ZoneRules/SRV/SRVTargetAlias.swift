import DNS
import Diagnostics
import ZoneFile

/// S301: an SRV record names an alias (RFC 2782 forbids it).
public enum SRVTargetAlias: ZoneRule {
    public static let info = RuleInfo(
        "S301",
        "srv-target-alias",
        .error,
        fix: .unsafe,
        scope: .targets,
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

    public static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, target) in context.srv.targets {
            guard case .alias(let alias, let zone) = target else { continue }
            findings.report(targetIsAlias(context, record, alias, zone))
        }
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
    /// - Parameter other: the zone that has the alias; not the record's own when the target is elsewhere.
    private static func targetIsAlias(
        _ context: ZoneContext,
        _ id: RecordID,
        _ alias: RecordID,
        _ other: Zone
    ) -> Finding {
        let zone = context.zone
        let fields = SRVFields(of: id, in: zone)
        let host = host(behind: alias, in: other)
        let owner = other.names.text(other.records[alias].owner)
        let elsewhere = other.names.text(other.records[alias].target)
        let target = zone.names.text(zone.records[id].target)
        let reached =
            MatrixService(of: zone.records[id].owner, in: zone) == nil
            ? "some clients get" : "part of the federation gets"
        let covers = owner == target ? "" : ", and covers `\(target)`"
        return Finding(
            info,
            "SRV target is an alias",
            at: LabelledSpan(fields.target, "must own A or AAAA records itself"),
            why: "RFC 2782 forbids it; some checkers and servers refuse such a record, others follow it, so only "
                + "\(reached) through",
            help: host.map { "name the host behind the alias, `\(other.names.text($0))`" }
                ?? "name a host that has an address of its own; the alias leads to `\(elsewhere)`",
            related: [
                LabelledSpan(
                    WrittenOwner(of: alias, in: other).span,
                    "`\(owner)` is an alias for `\(elsewhere)`\(covers)"
                )
            ],
            fixes: host.flatMap { host in
                guard fields.areWritten else { return nil }
                let text = other === zone ? zone.text(host, writtenIn: id) : other.names.text(host)
                return [Fix("name the host behind the alias", .unsafe, [Edit(replace: fields.target, with: text)])]
            } ?? [],
            subject: context.subject(ofSRV: id)
        )
    }
}
