import DNS
import Federation
import TLSIdentity

extension ServerContext {
    /// The evidence that remedies are applied to: everything that was collected, also what peers do not accept, and
    /// the answers of the zones.
    ///
    /// - Parameter hosts: Further hosts whose records are looked up in the zones, with those that these lead to.
    public func evidenceForRemedies(about hosts: [Name]) -> Evidence {
        var known = input.evidence ?? Evidence()
        known.dns = evidence.evidence.dns
        var zones = zoneEvidence
        let aliases = known.dns.prefix(Self.aliasLimit).flatMap(\.records).filter { $0.type == .cname }
        var open = hosts + aliases.prefix(Self.aliasLimit).compactMap(\.target)
        var asked: Set<Name> = []
        var next = 0
        while next < open.count, asked.count < 2 * Self.aliasLimit {
            let host = open[next]
            next += 1
            guard asked.insert(host).inserted else { continue }
            let services = MatrixService.allCases.compactMap { $0.owner(at: host) }.map { Question($0, .srv) }
            for question in [Question(host, .a), Question(host, .aaaa)] + services
            where evidence.entry(question) == nil {
                guard let entry = zones.answer(question) else { continue }
                known.dns.append(entry)
                // A remedy may name the hosts behind these aliases and the targets of these records.
                open += entry.records.prefix(Self.aliasLimit).compactMap { $0.target ?? $0.service?.target }
            }
        }
        return known
    }

    /// The number of entries and of aliases that are looked at.
    private static let aliasLimit = 200

    /// Returns the evidence with the document that was given in a file.
    public func evidenceWithDocument(_ known: Evidence) -> Evidence {
        guard let file = input.wellKnown, let host = delegatingHost else { return known }
        var known = known
        let url = WellKnown.url(host, .server)
        known.https.removeAll { $0.url == url }
        known.https.append(HTTPSEntry(url: url, status: 200, body: file.contents))
        return known
    }

    /// The responses for the document of a host, one for each address that was asked.
    public func evidenceOfDocument(_ host: String) -> [HTTPSEntry] {
        let url = WellKnown.url(host, .server)
        return (input.evidence?.https ?? []).filter { $0.url == url && !$0.isUnasked }
    }

    /// What must be repaired at the website of the server name before peers accept a document there.
    public var websiteRepairs: [RemedyChange] {
        guard let host = delegatingHost, input.wellKnown == nil, let given = input.evidence else { return [] }
        var repairs: [RemedyChange] = []
        func add(_ repair: RemedyChange) {
            if !repairs.contains(repair) { repairs.append(repair) }
        }
        for entry in evidenceOfDocument(host).prefix(DiscoveryLimits.addresses) {
            let refused = DocumentTrust.refusedHosts(of: entry, in: given, input.trust, time)
            switch entry.error {
            case .tlsFailed where refused.isEmpty:
                let last = entry.redirectionHost ?? host
                add(Self.repair(of: entry, [host, last].uniqued(), last))
            case .timeout where isTimeout(becauseOfAddressAt: entry): break
            // Without an address, it is the DNS that must be repaired.
            case .connectionRefused, .timeout, .protocolError: add(.website(host: host))
            default: break
            }
            for (name, chain) in refused {
                guard
                    let repair = repair(
                        of: chain, as: .dns(name), at: name == host.lowercased() ? entry.address : nil, 443)
                else { continue }
                add(.websiteCertificate(hosts: [host, name].uniqued(), name: name, repair))
            }
        }
        return repairs
    }
}

extension ServerContext {
    /// What a website needs whose handshake failed, by the words of the client that tried it.
    private static func repair(of entry: HTTPSEntry, _ hosts: [String], _ name: String) -> RemedyChange {
        switch entry.circumstances.detail.flatMap(TLSFailure.init(detail:)) {
        // The server has no certificate for the name, or the client refused it.
        case .alert(.unrecognizedName), nil:
            .websiteCertificate(hosts: hosts, name: name, entry.isCertificateExpired ? .renew : .obtain)
        case .alert, .closed, .reset, .otherProtocol: .websiteHandshake(hosts: hosts, name: name)
        }
    }
}

extension [String] {
    fileprivate func uniqued() -> [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
