import DNS
import Diagnostics
import ZoneFile

/// S208: priorities or weights that much of the federation ignores.
enum SRVUnevenTargets: ZoneRule {
    static let info = RuleInfo(
        "S208",
        "srv-priorities-differ",
        .info,
        isStandingNote: true,
        summary: "the targets of a Matrix SRV RRset have different priorities or weights",
        page: RulePage(
            whatItChecks: """
                Reports RRsets at `_matrix-fed._tcp` and `_matrix._tcp` with several destinations that have different \
                priorities or weights.
                """,
            whyItMatters: """
                Synapse and Dendrite follow RFC 2782: they try the lowest priority first, choose by weight, and then \
                try the next target. Other implementations do not. The servers continuwuity, tuwunel, conduwuit and \
                Conduit use the first record of the answer, in whatever order it arrives. The mautrix bridges, Sydent, \
                matrix-media-repo and ejabberd choose one target and never try another. A backup target therefore gets \
                traffic in normal operation, and many peers do not switch away from a dead one.
                """,
            howToFix: "Make sure that every target can serve all of Matrix at any time, or publish only one target.",
            references: ["RFC 2782", "Matrix server-server §2.1"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                backup           IN A   192.0.2.11
                _matrix-fed._tcp IN SRV 10 5 8448 matrix
                _matrix-fed._tcp IN SRV «20 5» 8448 backup

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                backup           IN A   192.0.2.11
                _matrix-fed._tcp IN SRV 10 5 8448 matrix
                                 IN SRV 10 5 8448 backup
                _xmpp._tcp       IN SRV 10 5 5222 matrix
                                 IN SRV 20 5 5222 backup

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        for set in context.srv.severalRecords {
            guard let first = set.first, context.isMatrix(first) else { continue }
            let head = zone.records[first]
            // Other rules report the target `.` among them, and repeated destinations.
            guard set.allSatisfy({ zone.records[$0].target != .root }),
                let uneven = set.first(where: { id in
                    let record = zone.records[id]
                    return (record.priority, record.weight) != (head.priority, head.weight)
                        && (record.target, record.port) != (head.target, head.port)
                })
            else { continue }
            findings.report(unevenTargets(context, uneven, first))
        }
    }
}

// MARK: - Messages

extension SRVUnevenTargets {
    private static func unevenTargets(_ context: ZoneContext, _ id: RecordID, _ first: RecordID) -> Finding {
        let zone = context.zone
        let record = zone.records[id]
        let differs = record.priority == zone.records[first].priority ? "weight" : "priority"
        return Finding(
            info,
            "targets of a Matrix SRV RRset differ in \(differs)",
            at: LabelledSpan(SRVFields(of: id, in: zone).priorityAndWeight, "differs from the first record"),
            why:
                "Synapse and Dendrite follow priority and weight; continuwuity, tuwunel, conduwuit and Conduit use whichever record comes "
                + "first, and mautrix bridges try only one target",
            help: "make sure that every target can serve all requests at any time, or publish only one target",
            related: [LabelledSpan(SRVFields(of: first, in: zone).priorityAndWeight, "first record")],
            subject: context.subject(ofSRV: id)
        )
    }
}
