import DNS
import Diagnostics
import ZoneFile

/// S307: a DNAME makes the target an alias.
enum SRVTargetBelowDNAME: ZoneRule {
    static let info = RuleInfo(
        "S307",
        "srv-target-below-dname",
        .error,
        scope: .targets,
        summary: "the target of an SRV record is below a DNAME record",
        page: RulePage(
            whatItChecks: "Reports SRV targets below a name that owns a DNAME record.",
            whyItMatters: """
                A DNAME turns every name below it into an alias: the server answers with a CNAME record that it makes \
                up. RFC 2782 forbids targets that are aliases, and records written below a DNAME are never seen.
                """,
            howToFix: "Name the host in the domain that the DNAME leads to.",
            references: ["RFC 6672 §2.2", "RFC 2782"]
        ),
        examples: [
            .bad(
                """
                old              IN DNAME example.net.
                _matrix-fed._tcp IN SRV   10 0 8448 «matrix.old»

                """
            ),
            .good(
                """
                old              IN DNAME example.net.
                old              IN A     192.0.2.10
                _matrix-fed._tcp IN SRV   10 0 8448 old

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, target) in context.srv.targets {
            guard case .renamed(let dname, let zone) = target else { continue }
            findings.report(belowDNAME(context, record, dname, zone))
        }
    }

    /// What the DNAME makes of the record's target.
    private static func renamed(_ id: RecordID, by dname: RecordID, _ zone: Zone, _ other: Zone) -> String? {
        let target = zone.records[id].target
        let kept = zone.names.depth(of: target) - other.names.depth(of: other.records[dname].owner)
        guard kept > 0 else { return nil }
        let labels = zone.labelText(of: target, 0...kept - 1)
        let new = other.names.text(other.records[dname].target)
        return new == "." ? labels + "." : "\(labels).\(new)"
    }
}

// MARK: - Messages

extension SRVTargetBelowDNAME {
    /// - Parameter other: the zone that has the DNAME; not the record's own when the target is elsewhere.
    private static func belowDNAME(
        _ context: ZoneContext,
        _ id: RecordID,
        _ dname: RecordID,
        _ other: Zone
    ) -> Finding {
        let record = other.records[dname]
        let new = renamed(id, by: dname, context.zone, other)
        return Finding(
            info,
            "SRV target is below a DNAME record",
            at: LabelledSpan(
                SRVFields(of: id, in: context.zone).target,
                "is an alias by the DNAME at `\(other.names.text(record.owner))`"
            ),
            why: "RFC 2782 forbids a target that is an alias; some clients refuse the record, others follow it",
            help: new.map { "name the host there, `\($0)`, if it has an address of its own" }
                ?? "name a host that has an address of its own",
            related: [
                LabelledSpan(
                    WrittenOwner(of: dname, in: other).span,
                    "everything below is renamed to `\(other.names.text(record.target))`"
                )
            ],
            subject: context.subject(ofSRV: id)
        )
    }
}
