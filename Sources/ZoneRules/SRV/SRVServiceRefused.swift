import DNS
import Diagnostics
import ZoneFile

/// S206: `0 0 0 .` at a Matrix name.
enum SRVServiceRefused: ZoneRule {
    static let info = RuleInfo(
        "S206",
        "srv-service-refused",
        .info,
        isStandingNote: true,
        stopsPeers: true,
        summary: "an SRV record declares that Matrix is not offered",
        page: RulePage(
            whatItChecks: """
                Reports `0 0 0 .` as the only record at `_matrix-fed._tcp` or `_matrix._tcp`: it declares that the \
                service is decidedly not available at this domain.
                """,
            whyItMatters: """
                The Matrix specification does not mention such records, so implementations differ. Synapse, Dendrite \
                and mautrix bridges fail and do not try port 8448. The servers continuwuity and Conduit connect to the \
                server name itself on the port of the record. A well-known document takes precedence, and the record \
                then has no effect.
                """,
            howToFix: """
                No action is needed if no Matrix server uses this name. Otherwise, write its host as the target, or \
                remove the record.
                """,
            references: ["RFC 2782", "Matrix server-server §2.1"]
        ),
        examples: [
            .bad(
                """
                _matrix-fed._tcp IN SRV 0 0 0 «.»

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 matrix
                _imap._tcp       IN SRV 0 0 0 .

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        for (id, _) in context.srv.refusals {
            let record = zone.records[id]
            guard record.priority == 0, record.weight == 0, record.port == 0, context.isMatrix(id),
                zone.records(at: record.owner, type: .srv).count == 1, !zone.unread.mayContain(record.owner, .srv)
            else { continue }
            findings.report(refused(context, id))
        }
    }
}

// MARK: - Messages

extension SRVServiceRefused {
    private static func refused(_ context: ZoneContext, _ id: RecordID) -> Finding {
        Finding(
            info,
            "SRV record declares that Matrix is not offered",
            at: LabelledSpan(SRVFields(of: id, in: context.zone).target, "means that the service is not available"),
            why:
                "Synapse, Dendrite and mautrix bridges fail without trying port 8448; continuwuity and Conduit connect to "
                + "port 0 of the server name itself",
            help: "keep it if no Matrix server uses this name; otherwise, write the host as the target",
            subject: context.subject(ofSRV: id)
        )
    }
}
