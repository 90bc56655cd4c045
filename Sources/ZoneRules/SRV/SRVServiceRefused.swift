import DNS
import Diagnostics
import ZoneFile

/// S206: `0 0 0 .` at a Matrix name.
enum SRVServiceRefused: ZoneRule {
    static let info = RuleInfo(
        "S206",
        "srv-service-refused",
        .info,
        summary: "an SRV record says that Matrix is not offered here",
        page: RulePage(
            whatItChecks: """
                Reports `0 0 0 .` as the only record at `_matrix-fed._tcp` or `_matrix._tcp`: the service is decidedly \
                not available at this domain.
                """,
            whyItMatters: """
                The Matrix specification does not mention it, so servers differ. Synapse, Dendrite and mautrix bridges \
                fail and do not try port 8448; continuwuity and Conduit dial the server name itself on the port of the \
                record. A well-known document comes first and makes the record meaningless.
                """,
            howToFix:
                "Nothing, if no Matrix server runs under this name. Otherwise name its host, or remove the record.",
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
                zone.records(at: record.owner, type: .srv).count == 1
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
            "SRV record says that Matrix is not offered here",
            at: LabelledSpan(SRVFields(of: id, in: context.zone).target, "the service is decidedly not available"),
            why: "Synapse, Dendrite and mautrix bridges then fail without trying port 8448; continuwuity and Conduit "
                + "dial the server name itself on port 0",
            help: "leave it if no Matrix server runs under this name; otherwise name the host",
            subject: context.subject(ofSRV: id)
        )
    }
}
