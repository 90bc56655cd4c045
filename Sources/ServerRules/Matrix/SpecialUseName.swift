import DNS
import Diagnostics
import Federation
import ZoneFile
import ZoneRules

/// M209: a special-use name, which is not in the public DNS.
enum SpecialUseName: ServerRule {
    static let info = RuleInfo(
        "M209",
        "special-use-name",
        .info,
        summary: "a server name or a host it leads to ends in a name that is not in the public DNS",
        page: RulePage(
            whatItChecks: """
                Reports a server name, or a host that it leads to, that ends in `.local`, `.localhost`, `.internal`, \
                `.test`, `.invalid`, `.example`, `.onion`, `.alt` or `.home.arpa`.
                """,
            whyItMatters: """
                These names are reserved for private networks, tests and other naming systems. Servers elsewhere \
                cannot look them up, and public certificate authorities do not issue certificates for most of them. \
                Federation works only within the network. A server name cannot be changed later.
                """,
            howToFix: "For public federation, use a name under a domain that you own.",
            references: ["RFC 6761", "RFC 6762", "RFC 7686", "RFC 8375", "RFC 9476"]
        ),
        examples: [
            .bad(
                """
                synapse            IN A   192.0.2.10
                _matrix-fed._tcp   IN SRV 10 5 8448 «matrix.internal.»
                _matrix._tcp       IN SRV 10 5 8448 matrix.internal.

                """
            ),
            .bad("", continuation: false, server: ExampleServer("matrix.local", evidence: "{}")),
            .good(
                """
                synapse          IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 synapse
                _matrix._tcp     IN SRV 10 5 8448 synapse

                """
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        if let host = context.namedHost, let ending = SpecialUse.ending(of: host) {
            findings.report(serverName(context, host, ending))
            return
        }
        var seen: Set<String> = []
        for destination in context.likelyRoutes?.specification.destinations ?? [] {
            let host = destination.host.trimmingFinalDot
            guard let ending = SpecialUse.ending(of: host), seen.insert(host.lowercased()).inserted else { continue }
            findings.report(leadsTo(context, destination, host, ending))
        }
    }
}

// MARK: - Messages

extension SpecialUseName {
    private static let help = "for public federation, use a name under a domain that you own"

    private static func why(_ ending: String) -> String {
        ending == "onion"
            ? "only software that uses Tor can look it up"
            : "servers elsewhere cannot look it up, and public certificate authorities do not issue certificates for it"
    }

    private static func serverName(_ context: ServerContext, _ host: String, _ ending: String) -> Finding {
        Finding(
            info,
            "`\(host)` ends in `.\(ending)`, which is not in the public DNS",
            at: context.fallbackSpan("reserved, not in the public DNS"),
            why: why(ending),
            help: help,
            subject: context.subject
        )
    }

    private static func leadsTo(
        _ context: ServerContext,
        _ destination: Destination,
        _ host: String,
        _ ending: String
    ) -> Finding {
        let record = MatrixService.allCases.lazy
            .compactMap { service in context.serviceHost.flatMap { context.services(service, at: $0) } }
            .flatMap(\.records)
            .first { $0.service?.target.description.lowercased() == destination.host.lowercased() }
        var place: LabelledSpan?
        if let written = record.flatMap({ context.location(of: $0) }) {
            place = LabelledSpan(SRVFields(of: written.record, in: written.zone).target, "ends in `.\(ending)`")
        } else if let document = context.serverDocument, let value = document.serverValue {
            place = document.place(value.range, "ends in `.\(ending)`")
        }
        return Finding(
            info,
            "`\(host)`, to which peers connect, ends in `.\(ending)`, which is not in the public DNS",
            at: place,
            why: why(ending),
            help: help,
            subject: context.subject
        )
    }
}
