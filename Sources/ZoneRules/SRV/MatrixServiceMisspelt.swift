import DNS
import Diagnostics
import ZoneFile

/// S103: nearly the name of a Matrix service.
enum MatrixServiceMisspelt: ZoneRule {
    static let info = RuleInfo(
        "S103",
        "matrix-service-misspelt",
        .warning,
        fix: .unsafe,
        summary: "the service of an SRV record is nearly `_matrix-fed` or `_matrix`",
        page: RulePage(
            whatItChecks: """
                Reports services that are a slip of the finger away from `_matrix-fed` or `_matrix`, or a popular \
                misunderstanding of them: `_matrix_fed`, `_matrixfed`, `_matrix-federation`, `_martix`. Services of \
                their own that happen to look alike are not meant.
                """,
            whyItMatters: """
                Matrix servers ask for `_matrix-fed._tcp` and then for `_matrix._tcp`, letter by letter. A record \
                under any other name plays no part in federation.
                """,
            howToFix: "Write `_matrix-fed`, or the deprecated `_matrix` for software that asks for nothing else.",
            references: ["Matrix server-server §2.1", "RFC 6335 §5.1"]
        ),
        examples: [
            .bad(
                """
                matrix                  IN A   192.0.2.10
                «_matrix_fed»._tcp        IN SRV 10 0 8448 matrix
                «_matrix-federation»._tcp.chat IN SRV 10 0 8448 matrix
                «_martix»._tcp            IN SRV 10 0 8448 matrix

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 0 8448 matrix
                _matrix._tcp     IN SRV 10 0 8448 matrix
                _mumble._tcp     IN SRV 10 0 64738 matrix
                _metrics._tcp    IN SRV 10 0 9100 matrix
                _matrix-rtc._tcp IN SRV 10 0 443 matrix

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for owner in context.srv.owners {
            guard case .misspelt(let label, let service) = owner.fault else { continue }
            findings.report(misspelt(context, owner.record, label, service))
        }
    }

    /// Whether the zone has the service beside the misspelt name, so that renaming would mix two sets.
    private static func hasRight(_ service: MatrixService, beside owner: NameID, _ label: Int, _ zone: Zone) -> Bool {
        guard label == 0 else { return false }
        let right = zone.names.child(of: zone.names.parent(of: owner), label: service.rawValue)
        return right.map { !zone.records(at: $0).isEmpty } ?? false
    }
}

// MARK: - Messages

extension MatrixServiceMisspelt {
    private static func misspelt(
        _ context: ZoneContext,
        _ id: RecordID,
        _ label: Int,
        _ service: MatrixService
    ) -> Finding {
        let zone = context.zone
        let owner = zone.records[id].owner
        let right = service.rawValue
        let isThere = hasRight(service, beside: owner, label, zone)
        let edits = isThere ? [] : WrittenOwner.edits(of: owner, in: zone, labels: label...label, to: right)
        let found = zone.labelText(of: owner, label...label)
        return Finding(
            info,
            "no Matrix server asks for the service `\(found)`",
            at: LabelledSpan(WrittenOwner(of: id, in: zone).span(of: label), "did you mean `\(right)`?"),
            why: "servers ask for `_matrix-fed._tcp` and then for `_matrix._tcp`, so nobody finds this record",
            help: isThere
                ? "remove this record; `\(right)` stands beside it"
                : "write `\(right)`; if this is a service of its own, keep it and silence this",
            fixes: edits.isEmpty ? [] : [Fix("write `\(right)`", .unsafe, edits)],
            subject: context.subject(ofSRV: id)
        )
    }
}
