import DNS
import Diagnostics
import ZoneFile

/// S105: `*` where the service belongs, or where it is no wildcard.
enum SRVWildcardOwner: ZoneRule {
    static let info = RuleInfo(
        "S105",
        "srv-wildcard-owner",
        .warning,
        summary: "an SRV record stands at a wildcard",
        page: RulePage(
            whatItChecks: """
                Reports SRV records at `*._tcp`, which answer for every service there is, and at names such as \
                `_matrix-fed._tcp.*`, where the asterisk is not the first label and so no wildcard. `*._tcp` with the \
                target `.` says that no service is offered, and is fine.
                """,
            whyItMatters: """
                A wildcard for all services sends each client to the same host and port: a Matrix server and a mail \
                client both find a record, and one of them finds something that does not speak its language. An \
                asterisk inside a name is an ordinary label (RFC 4592 §2.1.1): the record answers for nothing else.
                """,
            howToFix: "Write one record for each service, and for each domain, that there is.",
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
            "SRV record answers for every service",
            at: LabelledSpan(WrittenOwner(of: id, in: context.zone).span(of: 0), "stands for any service"),
            why: "clients of services that are not offered here are sent to the same host and port, Matrix servers "
                + "among them",
            help: "name the services that there are, one record each",
            subject: context.subject(ofSRV: id)
        )
    }

    private static func noWildcard(_ context: ZoneContext, _ id: RecordID, _ label: Int) -> Finding {
        Finding(
            info,
            "`*` is a wildcard only as the first label",
            at: LabelledSpan(WrittenOwner(of: id, in: context.zone).span(of: label), "is an ordinary label here"),
            why: "inside a name an asterisk matches nothing but itself, so nobody finds this record",
            help: "write one record for each name that is meant; a wildcard cannot stand behind a service",
            subject: context.subject(ofSRV: id)
        )
    }
}
