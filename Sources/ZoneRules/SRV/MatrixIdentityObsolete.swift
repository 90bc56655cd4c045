import DNS
import Diagnostics
import ZoneFile

/// S108: `_matrix-identity._tcp`.
enum MatrixIdentityObsolete: ZoneRule {
    static let info = RuleInfo(
        "S108",
        "matrix-identity-obsolete",
        .info,
        summary: "`_matrix-identity` plays no part in federation",
        page: RulePage(
            whatItChecks: "Reports SRV records of the service `_matrix-identity`.",
            whyItMatters: """
                Old guides told admins to publish the record for identity servers. Clients find an identity server by \
                `/.well-known/matrix/client`, and federation never asks for it, so it does no harm and no good.
                """,
            howToFix:
                "Remove the record. The identity server, if there is one, belongs in `/.well-known/matrix/client`.",
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
            "`_matrix-identity` plays no part in federation",
            at: LabelledSpan(WrittenOwner(of: id, in: context.zone).span(of: label), "nobody asks for this any more"),
            why: "clients find an identity server by `/.well-known/matrix/client`, and servers never ask for one",
            help: "remove the record",
            subject: context.subject(ofSRV: id)
        )
    }
}
