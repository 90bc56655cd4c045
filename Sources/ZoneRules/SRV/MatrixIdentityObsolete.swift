import DNS
import Diagnostics
import ZoneFile

/// S108: `_matrix-identity._tcp`.
enum MatrixIdentityObsolete: ZoneRule {
    static let info = RuleInfo(
        "S108",
        "matrix-identity-obsolete",
        .info,
        tag: .deprecated,
        summary: "`_matrix-identity` is not used in federation",
        page: RulePage(
            whatItChecks: "Reports SRV records of the service `_matrix-identity`.",
            whyItMatters: """
                Old guides recommended this record for identity servers. Clients discover the identity server through \
                `/.well-known/matrix/client`, and homeservers never query this name. The record has no effect.
                """,
            howToFix: "Remove the record. If you run an identity server, announce it in `/.well-known/matrix/client`.",
            references: ["Matrix client-server §.well-known", "Matrix server-server §2.1"]
        ),
        examples: [
            .bad(
                """
                matrix                IN A   192.0.2.10
                _matrix-fed._tcp      IN SRV 10 0 8448 matrix
                «_matrix-identity»._tcp IN SRV 10 0 443 matrix

                """
            ),
            .good(
                """
                matrix                IN A   192.0.2.10
                _matrix-fed._tcp      IN SRV 10 0 8448 matrix

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for owner in context.srv.owners {
            guard case .matrixIdentity(let label) = owner.fault else { continue }
            findings.report(obsolete(context, owner.record, label))
        }
    }
}

// MARK: - Messages

extension MatrixIdentityObsolete {
    private static func obsolete(_ context: ZoneContext, _ id: RecordID, _ label: Int) -> Finding {
        Finding(
            info,
            "`_matrix-identity` is not used in federation",
            at: LabelledSpan(WrittenOwner(of: id, in: context.zone).span(of: label), "no longer queried"),
            why:
                "clients discover identity servers through `/.well-known/matrix/client`, and homeservers never query this name",
            help: "remove the record",
            subject: context.subject(ofSRV: id)
        )
    }
}
