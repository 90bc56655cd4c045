import DNS
import Diagnostics
import ZoneFile

/// S307: a target that is an alias because of a DNAME record.
enum SRVTargetBelowDNAME: ZoneRule {
    static let info = RuleInfo(
        "S307",
        "srv-target-below-dname",
        .error,
        scope: .targets,
        stopsPeers: true,
        summary: "the target of an SRV record is below a DNAME record",
        page: RulePage(
            whatItChecks: "Reports SRV targets below the owner of a DNAME record.",
            whyItMatters: """
                A DNAME record makes every name below its owner an alias: the server synthesizes a CNAME record for \
                it. RFC 2782 forbids targets that are aliases. Records that the zone has below a DNAME record are \
                occluded and never served.
                """,
            howToFix: "Use the corresponding host in the target domain of the DNAME record.",
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

    /// The name to which the DNAME record redirects the SRV target.
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
    /// - Parameter other: The zone with the DNAME, which differs from the record's own if the target is in another zone.
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
                "is an alias because of the DNAME record at `\(other.names.text(record.owner))`"
            ),
            why: "RFC 2782 forbids an alias as target; some clients follow it, others reject the record",
            help: new.map { "use `\($0)` as the SRV target, if it has A or AAAA records" }
                ?? "use a host with A or AAAA records as the SRV target",
            related: [
                LabelledSpan(
                    WrittenOwner(of: dname, in: other).span,
                    "redirects every name below it to `\(other.names.text(record.target))`"
                )
            ],
            subject: context.subject(ofSRV: id)
        )
    }
}
