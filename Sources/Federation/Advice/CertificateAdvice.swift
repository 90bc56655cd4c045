import DNS
import TLSIdentity

/// The names that the certificates at the end of a route must be valid for, and why.
public struct CertificateAdvice: Sendable {
    /// The names that the specification requires, in the order of the destinations.
    public let required: [CertificateName]
    /// The required names, and those that other implementations verify instead.
    public let recommended: [CertificateName]
    /// Why those names, in sentences for the server admin, the most important one first.
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
                "The well-known document delegates to `\(name)`. HTTPS has authenticated the document, so peers "
                    + "connect to that name, send it in SNI and verify it. Only the certificate of "
                    + "`https://\(route.serverName)/` needs the name `\(route.serverName)`."
            ]
        case .service, .oldService, .delegatedService, .delegatedOldService:
            let targets = unique(route.destinations.map(\.host)).map { "`\($0.trimmingFinalDot)`" }
            return [
                "Peers connect to \(targets.joined(separator: " and ")), but expect a certificate for `\(name)`.",
                "An SRV record only moves the connection. It does not authenticate the target, because an attacker who "
                    + "forges DNS answers could name any target.",
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
        let names = recommended.map { "`\($0.value)`" }.joined(separator: recommended.count == 2 ? " and " : ", ")
        if case .ip = first.certificateName {
            return [
                "Only a few CAs issue certificates for IP addresses. A server name that is a domain name is easier to "
                    + "operate."
            ]
        }
        var sentences = [
            "Order a certificate for \(names) from a public CA, for example with ACME, and serve it with its intermediate "
                + "certificates."
        ]
        if first.isService {
            sentences.append(
                "If another machine serves port 80 of `\(first.certificateName.value)`, it receives the HTTP-01 "
                    + "challenge: use the DNS-01 challenge, or forward `/.well-known/acme-challenge/` from there."
            )
        }
        return sentences
    }
}
