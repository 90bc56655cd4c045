import DNS
import Federation
import ZoneFile

/// S209: an SRV record with port 443 beside an address of the server name.
enum MatrixSRVPort443: DelegationRule {
    static let info = RuleInfo(
        "S209",
        "matrix-srv-port-443",
        .info,
        summary: "tuwunel and conduwuit connect to port 8448 where a Matrix SRV record says 443",
        page: RulePage(
            whatItChecks: """
                Looks for Matrix SRV records with port 443 of server names that have an address of their own and no \
                well-known document.
                """,
            whyItMatters: """
                tuwunel and conduwuit do not connect to the target of the record when the server name itself has an \
                address: they connect to that, and where the record says 443, to port 8448 of it. It is a fault of \
                theirs (tuwunel#159, conduwuit#704), and servers that run them cannot reach yours.
                """,
            howToFix: """
                Publish a well-known document with a host and a port, which they follow; or let something answer at \
                port 8448 of the server name.
                """,
            references: ["Matrix server-server, Resolving server names"]
        ),
        examples: [
            .bad(
                """
                @                IN A   192.0.2.80
                synapse          IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 «443» synapse
                _matrix._tcp     IN SRV 10 5 443 synapse

                """
            ),
            .good(
                """
                synapse          IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 443 synapse
                _matrix._tcp     IN SRV 10 5 443 synapse

                """
            ),
            .good(
                """
                @                IN A   192.0.2.80
                synapse          IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 synapse
                _matrix._tcp     IN SRV 10 5 8448 synapse

                """
            ),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let host = context.delegatingHost, let routes = context.likelyRoutes,
            let record = record(context, host, routes), let addresses = context.addressRecords(of: host),
            let own = addresses.first
        else { return }
        guard let dialled = routes[.tuwunel].route.destinations.first, dialled.port == 8448, dialled.host == host
        else { return }
        findings.report(dials8448(context, host, record, own))
    }

    /// The record with port 443 that tuwunel and conduwuit take.
    private static func record(_ context: DelegationContext, _ host: String, _ routes: RouteSet) -> AnswerRecord? {
        let service: MatrixService
        switch routes.specification.taken {
        case .service: service = .federation
        case .oldService: service = .legacy
        default: return nil
        }
        let record = context.services(service, at: host)?.records.first
        return record?.service?.port == 443 ? record : nil
    }
}

// MARK: - Messages

extension MatrixSRVPort443 {
    private static func dials8448(
        _ context: DelegationContext,
        _ host: String,
        _ record: AnswerRecord,
        _ own: AnswerRecord
    ) -> Finding {
        let place = context.place(of: record)
        let address = context.place(of: own)
        return Finding(
            info,
            "\(context.proviso)tuwunel and conduwuit connect to port 8448 of `\(host)`, not to the target's port 443",
            at: place.map { LabelledSpan(SRVFields(of: $0.record, in: $0.zone).port, "8448 for them") },
            why: "a fault of theirs: an address of the server name wins over the SRV target, and 443 counts as no port",
            help: "publish a well-known document with a host and a port, which they follow",
            related: address.map { place in
                let fields = place.zone.fields(of: place.record)
                return [LabelledSpan((fields.rdata.first ?? fields.type).span, "what they connect to")]
            } ?? [],
            subject: context.subject
        )
    }
}
