import DNS

/// What the certificates at the end of a route have to name, and why.
public struct CertificateAdvice: Sendable {
    /// What the specification requires, in the order of the destinations.
    public let required: [CertificateName]
    /// The required names, and those that satisfy the homeservers that check another one.
    public let recommended: [CertificateName]
    /// In sentences, for the admin of the server.
    public let explanation: [String]
    /// How to get such a certificate, in sentences.
    public let acquisition: [String]

    public init(_ routes: RouteSet) {
        let route = routes.specification
        let required = Self.unique(route.destinations.map(\.certificateName))
        let others = routes.all.filter { $0.implementation.kind != .tester && $0.route.outcome == .resolved }
            .flatMap { $0.route.destinations.map(\.certificateName) }
        self.required = required
        recommended = required.isEmpty ? [] : Self.unique(required + others.filter { $0.value != "." })
        explanation = Self.explanation(route)
        acquisition = Self.acquisition(route, recommended)
    }

    private static func unique(_ names: [CertificateName]) -> [CertificateName] {
        var seen: Set<CertificateName> = []
        return names.filter { seen.insert($0).inserted }
    }

    private static func explanation(_ route: Route) -> [String] {
        guard let first = route.destinations.first else { return [] }
        let name = first.certificateName.value
        switch first.step {
        case .addressLiteral, .delegatedAddress:
            return [
                "Peers connect to the address `\(name)` and verify that very address: the certificate needs it as an "
                    + "iPAddress entry. Addresses are not sent as SNI, so the server has to present this certificate "
                    + "when no name is asked for."
            ]
        case .explicitPort:
            return ["Peers connect to `\(name)` port \(first.port) and verify the name `\(name)`."]
        case .delegatedPort, .delegatedFallback:
            return [
                "The well-known names `\(name)`, and since HTTPS has proved it, peers take that name over: they "
                    + "connect to it, ask for it by SNI and verify it. The name `\(route.serverName)` is not needed in "
                    + "this certificate, only in the one for `https://\(route.serverName)/`."
            ]
        case .service, .oldService, .delegatedService, .delegatedOldService:
            let targets = unique(route.destinations.map(\.host)).map { "`\($0.trimmingFinalDot)`" }
            return [
                "Peers connect to \(targets.joined(separator: " and ")), but ask for and verify `\(name)`, because an "
                    + "SRV record only moves the connection, it does not prove the name: whoever can forge an answer "
                    + "of the DNS could name a target of their own."
            ]
        case .fallback:
            return ["Peers connect to `\(name)` port \(first.port) itself and verify the name `\(name)`."]
        case .wellKnown: return []
        }
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0.lowercased()).inserted }
    }

    private static func acquisition(_ route: Route, _ recommended: [CertificateName]) -> [String] {
        guard let first = route.destinations.first else { return [] }
        let names = recommended.map { "`\($0.value)`" }.joined(separator: ", ")
        if case .ip = first.certificateName {
            return [
                "Few authorities issue certificates for addresses; a server name that is a name of the DNS is easier "
                    + "to run."
            ]
        }
        var sentences = [
            "Order a certificate for \(names) from an authority that browsers trust (ACME), and serve it with its "
                + "intermediates."
        ]
        if first.isService {
            sentences.append(
                "Where port 80 of `\(first.certificateName.value)` is served by another machine, the HTTP-01 challenge "
                    + "arrives there: use the DNS-01 challenge, or pass `/.well-known/acme-challenge/` on."
            )
            sentences.append(
                "A well-known document would spare the name: with `\(WellKnownAdvice.document(for: route))` at "
                    + "`\(WellKnownAdvice.url(for: route))` the certificate only has to name "
                    + "`\(first.host.trimmingFinalDot)`."
            )
        }
        return sentences
    }
}
