import DNS
import Diagnostics
import ZoneFile

/// S208: priorities or weights that much of the federation does not look at.
enum SRVUnevenTargets: ZoneRule {
    static let info = RuleInfo(
        "S208",
        "srv-priorities-differ",
        .info,
        summary: "the targets of a Matrix SRV set have different priorities or weights",
        page: RulePage(
            whatItChecks: """
                Reports sets at `_matrix-fed._tcp` and `_matrix._tcp` that name several destinations with different \
                priorities or weights.
                """,
            whyItMatters: """
                Synapse and Dendrite follow RFC 2782: the lowest priority first, then by weight, then the next. \
                Others do not: continuwuity, tuwunel, conduwuit and Conduit take the first record of the answer, \
                whichever it is; mautrix bridges, Sydent, matrix-media-repo and ejabberd pick one and never try \
                another. A backup target therefore gets traffic at ordinary times, and a dead one is not left.
                """,
            howToFix: "Make sure that every target serves the whole of Matrix at any time, or name one only.",
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
            // With `.` among them, or one destination twice, another rule says what is wrong.
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
            "targets of a Matrix SRV set differ in \(differs)",
            at: LabelledSpan(SRVFields(of: id, in: zone).priorityAndWeight, "not like the first record's"),
            why: "Synapse and Dendrite honour it; continuwuity, tuwunel, conduwuit and Conduit use whichever record "
                + "comes first, and mautrix bridges try one target only",
            help: "make sure that every target serves at any time, or name one only",
            related: [LabelledSpan(SRVFields(of: first, in: zone).priorityAndWeight, "the first record's")],
            subject: context.subject(ofSRV: id)
        )
    }
}
