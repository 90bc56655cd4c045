import DNS
import Diagnostics
import Federation
import ZoneFile

/// Why peers get to a part of the route at all.
public struct RouteOrigin: Sendable, Equatable {
    /// The part without which they would not get there.
    public let part: RoutePart
    /// Where they connect once that part is in order: "`matrix.example.com` port 443". `nil` if it is not known, so that
    /// it may be the same endpoint.
    public let destination: String?
}

extension ServerContext {
    /// Returns the part whose failure is the only reason why peers get to another part, or `nil` if there is none or it is
    /// uncertain.
    public func origin(of part: RoutePart) -> RouteOrigin? {
        guard let endpoint = part.endpoint, let routes = likelyRoutes else { return nil }
        let (host, port) = endpoint
        let users = routes.all.map(\.route).filter { route in
            route.destinations.contains { $0.host.routeName == host && (port == nil || $0.port == port) }
        }
        guard !users.isEmpty else { return nil }
        guard isDocumentUnaccepted else {
            return missingPortOrigin(users) ?? invalidValueOrigin(users) ?? misplacedOrigin(users)
        }
        guard users.allSatisfy({ $0.delegation == .absent }) else { return nil }
        if let intended = unacceptedDelegation {
            let isSame = intended.hostText.routeName == host && (port == nil || port == intended.port ?? 8448)
            // By the document, peers would verify another name at the same endpoint.
            if isSame, !isOtherCertificateName(part, intended) { return nil }
            return RouteOrigin(
                part: .document,
                destination: "`\(intended.hostText.routeName)`" + (intended.port.map { " port \($0)" } ?? "")
                    + (isSame ? " and verify this name" : ""))
        }
        // SRV records lead to their endpoint by themselves. The default port is used for want of anything else.
        guard users.allSatisfy({ $0.taken == .fallback }) else { return nil }
        return RouteOrigin(part: .document, destination: nil)
    }

    /// Returns the document if peers connect to port 8448 only because `m.server` has no port, which was meant as 443.
    private func missingPortOrigin(_ users: [Route]) -> RouteOrigin? {
        guard let name = delegated, name.port == nil, users.allSatisfy({ $0.taken == .delegatedFallback }),
            isAnsweringOnWebPort(name)
        else { return nil }
        return RouteOrigin(part: .document, destination: "`\(name.hostText.routeName)` port 443")
    }

    /// Returns the document if its value is not a server name, and peers that ignore it connect to port 8448.
    private func invalidValueOrigin(_ users: [Route]) -> RouteOrigin? {
        guard let specification = routes?.specification, delegated == nil,
            specification.delegation == .unusable || specification.delegation == .unknown,
            fetched(.server).contains(where: { $0.error == nil && $0.status == 200 }),
            users.allSatisfy({ $0.taken == .fallback })
        else { return nil }
        return RouteOrigin(part: .document, destination: nil)
    }

    /// Whether a part is a certificate that peers would verify for another name if they accepted the document.
    private func isOtherCertificateName(_ part: RoutePart, _ intended: ServerName) -> Bool {
        guard case .certificate = part else { return false }
        return intended.hostText.routeName != delegatingHost?.routeName
    }

    /// Returns the part whose failure is the only reason why peers get to the part that a finding is about.
    public func origin(of finding: Finding) -> RouteOrigin? {
        part(of: finding).flatMap(origin(of:))
    }

    /// Whether there is a response for the document that peers do not accept.
    var isDocumentUnaccepted: Bool {
        guard isWithoutWellKnown, let host = delegatingHost else { return false }
        if input.wellKnown != nil || !misplacedDocuments.isEmpty { return true }
        return fetched(.server).contains { entry in
            switch entry.error {
            case .dnsFailed, .connectionRefused, .unreachable: false
            case nil: entry.status == 200 || !unacceptedBodies(host).isEmpty
            default: true
            }
        }
    }

    /// Whether something in front of the web server answers the request for the document.
    public var isDocumentIntercepted: Bool { fetched(.server).contains { $0.interception != nil } }

    /// The server that the document names although peers do not accept the document.
    public var unacceptedDelegation: ServerName? {
        guard isWithoutWellKnown, let host = delegatingHost else { return nil }
        return unacceptedBodies(host).lazy.compactMap { body -> ServerName? in
            guard case .success(let document) = Result(catching: { try JSONReader.read(body) }) else { return nil }
            return document["m.server"]?.string.flatMap { try? ServerName($0) }
        }.first ?? misplacedDocuments.first?.delegated
    }

    /// The documents as the web server sent them, whether or not peers trust its certificate.
    private func unacceptedBodies(_ host: String) -> [[UInt8]] {
        if let given = input.wellKnown { return [Array(given.contents)] }
        let url = WellKnown.url(host, .server)
        return (input.evidence?.https ?? []).filter { $0.url == url }.compactMap(\.body)
    }
}

// MARK: - Parts

extension RoutePart {
    static func certificate(_ destination: Destination) -> RoutePart {
        .certificate(host: destination.host.routeName, port: destination.port)
    }

    /// The host of a part, and its port if the part has one.
    fileprivate var endpoint: (host: String, port: Int?)? {
        switch self {
        case .host(let host): (host, nil)
        case .connection(let host, let port), .certificate(let host, let port), .responses(let host, let port):
            (host, port)
        case .serverName, .document, .services, .discovery: nil
        }
    }

    /// The part that the answer to a question decides.
    static func answer(to question: Question) -> RoutePart {
        let name = question.name.description.routeName
        return question.type == .srv ? .services(owner: name) : .host(name)
    }
}

extension ServerContext {
    /// The part of the route that a finding is about: the one that its rule states, otherwise the one of its owner name.
    public func part(of finding: Finding) -> RoutePart? {
        if let part = finding.route.part { return part }
        guard let owner = finding.subject.owner?.routeName else { return nil }
        let questions = (likelyRoutes?.all ?? []).flatMap(\.route.questions)
        return questions.first { $0.name.description.routeName == owner }.map(RoutePart.answer)
            ?? (owner.hasPrefix("_") ? .services(owner: owner) : nil)
    }

    /// The parts of a route at which discovery ends without a result, the last one first.
    func partsWithoutResult(of route: Route) -> [RoutePart] {
        let hosts = route.destinations.map { RoutePart.host($0.host.routeName) }
        let owners = route.steps.reversed().filter { step in
            switch step.status {
            case .failed, .unknown: true
            case .taken: !hosts.isEmpty
            case .skipped: false
            }
        }.compactMap { step in
            route.questions.first { $0.type == .srv && $0.description == step.question }.map(RoutePart.answer)
        }
        let isDocument = route.delegation == .unusable || route.delegation == .unknown
        return hosts + owners + hosts.compactMap { origin(of: $0)?.part } + (isDocument ? [.document] : [])
    }
}

extension String {
    /// The name as parts of routes have it.
    var routeName: String { trimmingFinalDot.lowercased() }
}
