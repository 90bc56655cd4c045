/// The search for changes that may help a server name.
struct CandidateSearch {
    let host: String
    let evidence: EvidenceIndex
    let routes: RouteSet
    let website: [RemedyChange]
    let endpoints: KnownEndpoints
    /// The responses for the document of the server name.
    let entries: [HTTPSEntry]
    /// The server names of other homeservers in the evidence.
    let otherServerNames: Set<String>

    /// The number of endpoints for which documents are proposed.
    static let endpointLimit = 4

    init(host: String, evidence: EvidenceIndex, routes: RouteSet, website: [RemedyChange]) {
        self.host = host
        self.evidence = evidence
        self.routes = routes
        self.website = website
        entries = evidence.documents(at: WellKnown.url(host, .server))
        otherServerNames = evidence.keyServerNames(otherThan: host)
        var endpoints = KnownEndpoints(evidence, of: host)
        // Port 8448 of the server name is a default, and says nothing about where the homeserver is.
        for destination in routes.specification.destinations.prefix(DiscoveryLimits.services)
        where destination.step != .fallback {
            endpoints.add(destination.host, destination.port, 5)
        }
        for name in Self.delegations(evidence, otherThan: otherServerNames) {
            if let port = name.port { endpoints.add(name.hostText, port, 15) }
        }
        self.endpoints = endpoints
    }

    /// The server names in all documents of the evidence, those of the server name first. Documents of other homeservers in
    /// the evidence lead to these.
    static func delegations(_ evidence: EvidenceIndex, otherThan others: Set<String> = []) -> [ServerName] {
        var seen: Set<ServerName> = []
        let urls = Set(others.map { WellKnown.url($0, .server) })
        return evidence.evidence.https.prefix(64)
            .filter { $0.url.hasSuffix("/.well-known/matrix/server") && !urls.contains($0.url) }
            .compactMap { IntendedDelegation.read($0.body ?? []) }.filter { seen.insert($0).inserted }
    }
}

extension CandidateSearch {
    /// No document, and addresses instead of an alias.
    var others: [[RemedyChange]] {
        // What is in front of the web server also answers instead of a 404.
        guard entries.allSatisfy({ $0.interception == nil }) else { return [] }
        var candidates: [[RemedyChange]] = []
        switch routes.specification.delegation {
        case .present, .unusable, .unknown: candidates.append([.noDocument(host: host)])
        default: break
        }
        if case .absent = routes.specification.delegation,
            entries.contains(where: { $0.error == nil && $0.status != 404 && $0.status != 410 })
        {
            candidates.append([.noDocument(host: host)])
        }
        // A website that answers 404 at once is enough where SRV records delegate.
        let isUnresponsive = website.contains { if case .website = $0 { true } else { false } }
        if isUnresponsive, [.service, .oldService].contains(routes.specification.taken) {
            candidates.append(website + [.noDocument(host: host)])
        }
        return candidates
    }
}
