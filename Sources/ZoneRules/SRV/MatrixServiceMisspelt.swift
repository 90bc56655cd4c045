import DNS
import Diagnostics
import ZoneFile

/// S103: a misspelling of a Matrix service.
enum MatrixServiceMisspelt: ZoneRule {
    static let info = RuleInfo(
        "S103",
        "matrix-service-misspelt",
        .warning,
        fix: .unsafe,
        summary: "the service of an SRV record looks like a misspelling of `_matrix-fed` or `_matrix`",
        page: RulePage(
            whatItChecks: """
                Reports services that look like a typo or a common misunderstanding of `_matrix-fed` or `_matrix`: \
                `_matrix_fed`, `_matrixfed`, `_matrix-federation`, `_martix`. Other services with similar names, such \
                as `_matrix-rtc`, are not reported.
                """,
            whyItMatters: """
                Matrix servers query exactly `_matrix-fed._tcp` and then `_matrix._tcp`. A record under any other name \
                is not used in federation.
                """,
            howToFix: "Write `_matrix-fed`, or the deprecated `_matrix` for software that queries only that name.",
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

    /// Whether the zone already has the correctly spelt name, so that renaming would mix two RRsets.
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
            "`\(found)` is not a Matrix service",
            at: LabelledSpan(WrittenOwner(of: id, in: zone).span(of: label), "did you mean `\(right)`?"),
            why: "servers query only `_matrix-fed._tcp` and `_matrix._tcp`, so they never find this record",
            help: isThere
                ? "remove this record, because the zone already has records at `\(right)`"
                : "write `\(right)`, or suppress this finding if the name is intended",
            fixes: edits.isEmpty ? [] : [Fix("write `\(right)`", .unsafe, edits)],
            subject: context.subject(ofSRV: id)
        )
    }
}
