import DNS
import Diagnostics
import ZoneFile

/// S102: the transport precedes the service.
enum SRVLabelsReversed: ZoneRule {
    static let info = RuleInfo(
        "S102",
        "srv-labels-reversed",
        .error,
        fix: .unsafe,
        summary: "the transport of an SRV record precedes its service",
        page: RulePage(
            whatItChecks: "Reports owner names of SRV records that begin with the transport: `_tcp._matrix-fed`.",
            whyItMatters: """
                The service comes first: `_matrix-fed._tcp.example.com.` Clients query that name and never find this \
                record.
                """,
            howToFix: "Swap the two labels.",
            references: ["RFC 2782", "Matrix server-server §2.1"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                «_tcp._matrix-fed» IN SRV 10 0 8448 matrix
                «_udp._sip»        IN SRV 10 0 5060 matrix
                «_tls.sip»         IN SRV 10 0 5061 matrix

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 0 8448 matrix
                _ldap._tcp.Default-First-Site-Name._sites.dc._msdcs IN SRV 0 100 389 matrix

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for owner in context.srv.owners {
            guard case .reversed = owner.fault else { continue }
            findings.report(reversed(context, owner.record))
        }
    }
}

// MARK: - Messages

extension SRVLabelsReversed {
    private static func reversed(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let zone = context.zone
        let owner = zone.records[id].owner
        let right = [1, 0].map { "_" + GarbledLabels.trimmed(zone.labelText(of: owner, $0...$0)) }.joined(
            separator: ".")
        let edits = WrittenOwner.edits(of: owner, in: zone, labels: 0...1, to: right)
        return Finding(
            info,
            "SRV labels are in the wrong order",
            at: LabelledSpan(WrittenOwner(of: id, in: zone).span(of: 0...1), "the service comes first: `\(right)`"),
            why: "clients query exactly `_service._proto.name`, so they never find this record",
            help: "write `\(right)`",
            fixes: edits.isEmpty ? [] : [Fix("write `\(right)`", .unsafe, edits)],
            subject: context.subject(ofSRV: id)
        )
    }
}
