import DNS
import Diagnostics
import Federation
import ZoneFile
import ZoneRules

/// S209: an SRV record with port 443 for a server name that has an address of its own.
enum MatrixSRVPort443: ServerRule {
    static let info = RuleInfo(
        "S209",
        "matrix-srv-port-443",
        .info,
        isStandingNote: true,
        scope: .server,
        summary: "tuwunel and conduwuit connect to port 8448 although a Matrix SRV record has port 443",
        page: RulePage(
            whatItChecks: """
                Reports Matrix SRV records with port 443 if the server name has an address of its own and no \
                well-known document.
                """,
            whyItMatters: """
                If the server name has an address, tuwunel and conduwuit connect to that address instead of the SRV \
                target. If the record has port 443, they use port 8448 instead. These are known bugs (tuwunel#159, \
                conduwuit#704). Servers that run this software cannot reach yours.
                """,
            howToFix: """
                Publish a well-known document with a host and a port, which both implementations follow. \
                Alternatively, accept federation traffic on port 8448 of the server name.
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let host = context.delegatingHost, let routes = context.likelyRoutes,
            let record = record(context, host, routes), let addresses = context.addressRecords(of: host),
            let own = addresses.first
        else { return }
        guard let dialled = routes[.tuwunel].route.destinations.first, dialled.port == 8448, dialled.host == host
        else { return }
        findings.report(dials8448(context, host, record, own))
    }

    /// The record with port 443 that tuwunel and conduwuit use.
    private static func record(_ context: ServerContext, _ host: String, _ routes: RouteSet) -> AnswerRecord? {
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
        _ context: ServerContext,
        _ host: String,
        _ record: AnswerRecord,
        _ own: AnswerRecord
    ) -> Finding {
        let place = context.location(of: record)
        let address = context.location(of: own)
        return Finding(
            info,
            "\(context.wellKnownCaveat)tuwunel and conduwuit connect to port 8448 of `\(host)`, not to the SRV target",
            at: place.map { LabelledSpan(SRVFields(of: $0.record, in: $0.zone).port, "they use port 8448") },
            why:
                "a known bug: they prefer an address of the server name to the SRV target, and replace port 443 with 8448",
            help: "publish a well-known document with a host and a port, which both implementations follow",
            related: address.map { place in
                let fields = place.zone.fields(of: place.record)
                return [LabelledSpan((fields.rdata.first ?? fields.type).span, "they connect to this address")]
            } ?? [],
            subject: context.subject
        )
    }
}
