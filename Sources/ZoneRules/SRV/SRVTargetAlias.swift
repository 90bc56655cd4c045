import DNS
import Diagnostics
import ZoneFile

/// S301: an alias as SRV target, which RFC 2782 forbids.
public enum SRVTargetAlias: ZoneRule {
    public static let info = RuleInfo(
        "S301",
        "srv-target-alias",
        .error,
        fix: .unsafe,
        scope: .targets,
        stopsPeers: true,
        summary: "the target of an SRV record is an alias",
        page: RulePage(
            whatItChecks: """
                Looks up every SRV target in the zone and reports those with a CNAME record, either at the name itself \
                or at the wildcard that matches it.
                """,
            whyItMatters: """
                RFC 2782 says that the target must not be an alias. Synapse and Dendrite follow the alias anyway, but \
                the federation tester and stricter software reject the record. The server may then work for only part \
                of the federation.
                """,
            howToFix: "Use the host behind the alias as the target, or replace the alias with A and AAAA records.",
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

    /// The end of the alias chain, if it is in the zone and has an address.
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
    /// - Parameter other: The zone with the alias, which differs from the record's own if the target is in another zone.
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
        let why =
            MatrixService(of: zone.records[id].owner, in: zone) == nil
            ? "RFC 2782 forbids an alias as target; some clients follow it, others reject the record"
            : "RFC 2782 forbids an alias as target; most homeservers follow it, but the federation tester and stricter "
                + "software reject the record"
        let matches = owner == target ? "" : ", and matches `\(target)`"
        return Finding(
            info,
            "SRV target is an alias",
            at: LabelledSpan(fields.target, "expected a name with A or AAAA records"),
            why: why,
            help: host.map { "use the host behind the alias, `\(other.names.text($0))`, as the SRV target" }
                ?? "use a host with A or AAAA records as the SRV target; the alias leads to `\(elsewhere)`",
            related: [
                LabelledSpan(
                    WrittenOwner(of: alias, in: other).span,
                    "`\(owner)` is an alias for `\(elsewhere)`\(matches)"
                )
            ],
            fixes: host.flatMap { host in
                guard fields.areWritten else { return nil }
                let text = other === zone ? zone.text(host, writtenIn: id) : other.names.text(host)
                return [Fix("use the host behind the alias", .unsafe, [Edit(replace: fields.target, with: text)])]
            } ?? [],
            subject: context.subject(ofSRV: id)
        )
    }
}
