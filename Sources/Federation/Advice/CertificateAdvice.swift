import DNS
import TLSIdentity

/// The names that the certificates at the end of a route must be valid for, and why.
public struct CertificateAdvice: Sendable {
    /// The names that the specification requires, in the order of the destinations.
    public let required: [CertificateName]
    /// The required names, and those that other implementations verify instead.
    public let recommended: [CertificateName]
    /// Why those names, in sentences for the server admin.
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
                "Peers connect to the address `\(name)` and verify that address: the certificate needs it as an "
                    + "iPAddress entry. Clients do not send addresses in SNI, so the server must present this "
                    + "certificate to clients that send no name."
            ]
        case .explicitPort:
            return ["Peers connect to `\(name)` port \(first.port) and verify the name `\(name)`."]
        case .delegatedPort, .delegatedFallback:
            return [
                "The well-known document delegates to `\(name)`. HTTPS has authenticated the document, so peers use "
                    + "that name: they connect to it, send it in SNI and verify it. This certificate does not need the name "
                    + "`\(route.serverName)`, only the one for `https://\(route.serverName)/` does."
            ]
        case .service, .oldService, .delegatedService, .delegatedOldService:
            let targets = unique(route.destinations.map(\.host)).map { "`\($0.trimmingFinalDot)`" }
            return [
                "Peers connect to \(targets.joined(separator: " and ")), but send and verify `\(name)`: an SRV record "
                    + "only moves the connection and does not authenticate a name. An attacker who can forge DNS "
                    + "answers could name any target."
            ]
        case .fallback:
            return ["Peers connect to `\(name)` port \(first.port) and verify the name `\(name)`."]
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
                "Few authorities issue certificates for IP addresses. A server name that is a domain name is easier to "
                    + "operate."
            ]
        }
        var sentences = [
            "Get a certificate for \(names) from an authority that browsers trust, for example with ACME, and serve it "
                + "with its intermediate certificates."
        ]
        if first.isService {
            sentences.append(
                "If another machine serves port 80 of `\(first.certificateName.value)`, it receives the HTTP-01 "
                    + "challenge: use the DNS-01 challenge, or forward `/.well-known/acme-challenge/` from there."
            )
            sentences.append(
                "With a well-known document, the certificate does not need that name: publish "
                    + "`\(WellKnownAdvice.document(for: route))` at `\(WellKnownAdvice.url(for: route))`, and it only "
                    + "needs `\(first.host.trimmingFinalDot)`."
            )
        }
        return sentences
    }
}
