import DNS
import Diagnostics
import ZoneFile

/// S104: a Matrix service with a transport other than `_tcp`.
enum MatrixTransportNotTCP: ZoneRule {
    static let info = RuleInfo(
        "S104",
        "matrix-transport-not-tcp",
        .warning,
        fix: .unsafe,
        summary: "the transport of a Matrix SRV record is not `_tcp`",
        page: RulePage(
            whatItChecks: """
                Reports SRV records of `_matrix-fed` and `_matrix` whose second label is not `_tcp`: `_udp`, `_tls`, \
                `_http`, or no transport at all.
                """,
            whyItMatters: """
                Federation uses HTTPS over TCP, and servers query only `_matrix-fed._tcp` and `_matrix._tcp`. They \
                never find a record under another transport.
                """,
            howToFix: "Change the transport to `_tcp`.",
            references: ["Matrix server-server §2.1", "RFC 2782"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed.«_udp» IN SRV 10 0 8448 matrix
                _matrix.«_tls»     IN SRV 10 0 8448 matrix
                _matrix.«_http».chat IN SRV 10 0 8448 matrix

                """
            ),
            .bad(
                """
                matrix           IN A   192.0.2.10
                «_matrix-fed»      IN SRV 10 0 8448 matrix

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 0 8448 matrix
                _sip._udp        IN SRV 10 0 5060 matrix
                _sip._tls        IN SRV 10 0 443 matrix

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for owner in context.srv.owners {
            guard case .wrongTransport(let label, let isMissing) = owner.fault else { continue }
            findings.report(wrongTransport(context, owner.record, label, isMissing: isMissing))
        }
    }
}

// MARK: - Messages

extension MatrixTransportNotTCP {
    private static func wrongTransport(
        _ context: ZoneContext,
        _ id: RecordID,
        _ label: Int,
        isMissing: Bool
    ) -> Finding {
        let zone = context.zone
        let owner = zone.records[id].owner
        let found = zone.labelText(of: owner, label...label)
        let right = isMissing ? "\(found)._tcp" : "_tcp"
        let edits = WrittenOwner.edits(of: owner, in: zone, labels: label...label, to: right)
        return Finding(
            info,
            isMissing
                ? "Matrix SRV record has no transport label"
                : "transport of a Matrix SRV record is `\(found)`, not `_tcp`",
            at: LabelledSpan(WrittenOwner(of: id, in: zone).span(of: label), "expected `\(right)`"),
            why: "servers query only `_matrix-fed._tcp` and `_matrix._tcp`, so they never find this record",
            help: "write `\(right)`",
            fixes: edits.isEmpty ? [] : [Fix("write `\(right)`", .unsafe, edits)],
            subject: context.subject(ofSRV: id)
        )
    }
}
