import DNS
import Diagnostics
import ZoneFile

/// S105: `*` as the service, or in a position where it is not a wildcard.
enum SRVWildcardOwner: ZoneRule {
    static let info = RuleInfo(
        "S105",
        "srv-wildcard-owner",
        .warning,
        summary: "the owner name of an SRV record contains `*`",
        page: RulePage(
            whatItChecks: """
                Reports SRV records at `*._tcp`, which match every service. Also reports names such as \
                `_matrix-fed._tcp.*`: there the asterisk is not the first label, and therefore not a wildcard. \
                `*._tcp` with the target `.` means that no service is offered, and is not reported.
                """,
            whyItMatters: """
                A wildcard for all services sends every client to the same host and port. A Matrix server and a mail \
                client both find a record, and one of them connects to a service that does not speak its protocol. An \
                asterisk inside a name is an ordinary label (RFC 4592 §2.1.1), so the record does not match any other \
                name.
                """,
            howToFix: "Publish one record for each service and each domain.",
            references: ["RFC 4592 §2.1.1", "RFC 2782", "RFC 8552 §1.4"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                «*»._tcp           IN SRV 10 0 8448 matrix

                """
            ),
            .bad(
                """
                matrix             IN A   192.0.2.10
                _matrix-fed._tcp.«*» IN SRV 10 0 8448 matrix
                _matrix-fed.«*»      IN SRV 10 0 8448 matrix

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                *                IN A   192.0.2.11
                _matrix-fed._tcp IN SRV 10 0 8448 matrix
                *._udp           IN SRV 0 0 0 .

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for owner in context.srv.owners {
            guard case .wildcard(let label) = owner.fault else { continue }
            let isRefusal = context.zone.records[owner.record].target == .root
            if label == 0 {
                if !isRefusal { findings.report(everyService(context, owner.record)) }
            } else {
                findings.report(noWildcard(context, owner.record, label))
            }
        }
    }
}

// MARK: - Messages

extension SRVWildcardOwner {
    private static func everyService(_ context: ZoneContext, _ id: RecordID) -> Finding {
        Finding(
            info,
            "SRV record matches every service",
            at: LabelledSpan(WrittenOwner(of: id, in: context.zone).span(of: 0), "matches any service"),
            why:
                "clients of services that are not offered here, including Matrix servers, are sent to this host and port",
            help: "publish one record for each service that is offered",
            subject: context.subject(ofSRV: id)
        )
    }

    private static func noWildcard(_ context: ZoneContext, _ id: RecordID, _ label: Int) -> Finding {
        Finding(
            info,
            "`*` is a wildcard only as the first label",
            at: LabelledSpan(WrittenOwner(of: id, in: context.zone).span(of: label), "is an ordinary label here"),
            why: "inside a name, an asterisk matches only itself, so clients never find this record",
            help: "publish one record for each name; a wildcard cannot follow the service labels",
            subject: context.subject(ofSRV: id)
        )
    }
}
