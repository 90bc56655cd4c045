import DNS
import Federation

/// Makes the changes of remedies at the servers of a scenario, as their admin would.
///
/// It changes only what the remedy says. What a remedy cannot know, such as the document behind a login, is in the
/// scenario.
public struct LabRepair {
    /// The scenario with the changes.
    public private(set) var placed: PlacedScenario
    /// Whether a remedy left open what the admin has to know: the document, where none was behind the obstacle.
    public private(set) var isQuestionAnswered = false
    /// Where hosts are. Each change is made here too, so that a later one finds a new address.
    private var evidence: Evidence

    public init(_ placed: PlacedScenario, _ evidence: Evidence) {
        self.placed = placed
        self.evidence = evidence
    }

    private static let document = "/.well-known/matrix/server"

    /// Makes a change.
    public mutating func apply(_ change: RemedyChange) throws(ProgramError) {
        switch change {
        case .document(let host, let text): try editPages(host) { $0[Self.document] = .json(text) }
        case .documentStatus: throw ProgramError("\(placed.scenario.title): no page of the lab has another status")
        case .noDocument(let host): try editPages(host) { $0[Self.document] = nil }
        case .path(let host, _): try exempt(host)
        case .website(let host, _): try repairWebsite(host)
        case .websiteCertificate(_, let name, let repair):
            try edit(name, 443) { $0.certificate = Self.repaired($0.certificate, name, repair) }
        case .websiteHandshake(_, let name): try edit(name, 443) { $0 = Self.speakingTLS($0) }
        case .certificate(let host, let port, let name, let repair):
            try edit(host, port) { $0.certificate = Self.repaired($0.certificate, name.value, repair) }
        case .port(let host, let port): try open(host, port)
        case .handshake(let host, let port): try edit(host, port) { $0 = Self.speakingTLS($0) }
        case .hostHeader(let host, let port, _, _): try edit(host, port) { $0.acceptEveryHost() }
        case .services(let host, let services):
            remove(MatrixService.allCases.map { "\($0.ownerPrefix).\(host)" }, types: ["SRV"])
            for service in MatrixService.allCases {
                for record in services {
                    add(
                        "\(service.ownerPrefix).\(host)",
                        "SRV \(record.priority) \(record.weight) \(record.port) \(record.target)")
                }
            }
        case .noServices(let host): remove(MatrixService.allCases.map { "\($0.ownerPrefix).\(host)" }, types: ["SRV"])
        case .addresses(let host, let addresses):
            remove([host], types: ["A", "AAAA", "CNAME"])
            for address in addresses { add(host, "\(address.isIPv6 ? "AAAA" : "A") \(address)") }
        case .noAddresses(let host, let addresses):
            let others = Set(EvidenceIndex(evidence).addresses(of: Name(host) ?? .root)).subtracting(addresses)
            remove([host], types: ["A", "AAAA"])
            for address in others.sorted(by: { "\($0)" < "\($1)" }) {
                add(host, "\(address.isIPv6 ? "AAAA" : "A") \(address)")
            }
        }
        evidence = Remedy([change]).apply(to: evidence)
    }

    // MARK: - Web servers

    /// The addresses of a host.
    private func places(_ host: String) -> [Site.Place] {
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let known =
            IPAddress(bare).map { [$0] } ?? Name(host).map { EvidenceIndex(evidence).addresses(of: $0) } ?? []
        return known.compactMap(placed.place)
    }

    /// Changes the web servers of a host at a port.
    private mutating func edit(_ host: String, _ port: Int, _ change: (inout Site) -> Void) throws(ProgramError) {
        let places = places(host)
        var count = 0
        for index in placed.scenario.sites.indices {
            let site = placed.scenario.sites[index]
            guard places.contains(site.place), Int(site.port) == port else { continue }
            change(&placed.scenario.sites[index])
            count += 1
        }
        guard count > 0 else {
            throw ProgramError("\(placed.scenario.title): there is no server at \(host) port \(port) to repair")
        }
    }

    /// Opens a port. If the homeserver uses another one, its proxy listens at this one as well.
    private mutating func open(_ host: String, _ port: Int) throws(ProgramError) {
        for place in places(host) {
            let sites = placed.scenario.sites.filter { $0.place == place }
            guard !sites.contains(where: { Int($0.port) == port }), var site = sites.first(where: \.isHomeserver) else {
                continue
            }
            site.port = UInt16(port)
            placed.scenario.sites.append(site)
        }
        try edit(host, port) { $0.isClosed = false }
    }

    private mutating func editPages(
        _ host: String, _ change: (inout [String: Site.Page]) -> Void
    ) throws(ProgramError) {
        try edit(host, 443) { site in
            guard case .pages(var pages, let name) = site.service else { return }
            change(&pages)
            site.service = .pages(pages, host: name)
        }
    }

    /// Removes what answers instead of the document. If there is no document behind it, the admin writes one, with the
    /// host and port of the homeserver.
    private mutating func exempt(_ host: String) throws(ProgramError) {
        let homeserver = placed.scenario.sites.first { $0.isHomeserver && $0.port != 443 }
        var isAnswered = false
        try editPages(host) { pages in
            if case .guarded(let behind, _)? = pages[Self.document] {
                pages[Self.document] = behind
            } else if let homeserver, let name = homeserver.certificate.names.first {
                pages[Self.document] = .json("{\"m.server\": \"\(name):\(homeserver.port)\"}")
                isAnswered = true
            } else {
                pages[Self.document] = nil
            }
        }
        if isAnswered { isQuestionAnswered = true }
    }

    private mutating func repairWebsite(_ host: String) throws(ProgramError) {
        // Nothing can listen on the address that never answers: the website gets another one.
        if let dead = IPAddress(LabZones.deadAddress), let name = Name(host),
            EvidenceIndex(evidence).addresses(of: name).contains(dead)
        {
            placed.scenario.records = placed.scenario.records.replacing("{dead}", with: "{9v6}")
            placed.scenario.sites.append(Site.web(9, .good(for: host)).on(.ipv6))
        }
        for place in places(host)
        where !placed.scenario.sites.contains(where: { $0.place == place && $0.port == 443 }) {
            placed.scenario.sites.append(Site.web(place.address, .good(for: host)).on(place.network))
        }
        try edit(host, 443) { site in
            site.isClosed = false
            guard case .peer(let behaviour) = site.service else { return }
            // A slow website has the document that it was about to send.
            switch behaviour {
            case .late(_, let body), .dripping(let body): site.service = .pages([Self.document: .json(body)], host: nil)
            case .silent, .garbage: site.service = .pages([:], host: nil)
            }
        }
    }

    private static func speakingTLS(_ site: Site) -> Site {
        var site = site
        site.ciphers = nil
        if site.certificate.kind == .none { site.certificate.kind = .good }
        if case .peer = site.service { site.service = Site.homeserver(site.address, site.port).service }
        return site
    }

    private static func repaired(
        _ certificate: LabCertificate, _ name: String, _ repair: CertificateRepair
    ) -> LabCertificate {
        switch repair {
        // The others stay on it, because other names lead to the same server.
        case .obtain, .install, .virtualHost:
            LabCertificate(.good, for: certificate.names.filter { $0 != name } + [name])
        case .wait, .renew, .reload, .completeChain, .addIssuer, .replaceChain:
            LabCertificate(.good, for: certificate.names)
        }
    }

    // MARK: - Records

    /// The owner of records relative to the origin of the zone.
    private func owner(_ name: String) -> String {
        let name = name.lowercased().trimmingFinalDot
        if name == placed.name { return "@" }
        return name.hasSuffix(".\(placed.name)") ? String(name.dropLast(placed.name.count + 1)) : "\(name)."
    }

    private mutating func remove(_ owners: [String], types: Set<String>) {
        let owners = Set(owners.map(owner))
        placed.scenario.records = placed.scenario.records.split(separator: "\n").filter { line in
            let words = line.split(separator: " ")
            return words.count < 2 || !owners.contains(words[0].lowercased()) || !types.contains(String(words[1]))
        }.joined(separator: "\n")
    }

    private mutating func add(_ name: String, _ record: String) {
        placed.scenario.records += "\n\(owner(name)) \(record)"
    }
}

extension Site {
    /// Whether it answers as a homeserver.
    fileprivate var isHomeserver: Bool {
        switch service {
        case .pages(let pages, _): pages["/_matrix/key/v2/server"] != nil
        case .synapse: true
        case .peer: false
        }
    }
}
