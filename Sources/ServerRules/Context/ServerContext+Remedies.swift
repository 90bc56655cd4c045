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

    /// Whether no response of the website shows whether it has a document.
    public var isDocumentUnseen: Bool {
        guard let host = delegatingHost, input.wellKnown == nil else { return false }
        return evidenceOfDocument(host).allSatisfy { $0.status == nil && $0.body == nil && $0.hops.isEmpty }
    }

    /// Whether something accepts or drops connections to the website, so that a document may be behind it.
    public var isWebsiteSilent: Bool {
        guard let host = delegatingHost else { return false }
        return evidenceOfDocument(host).contains { $0.error == .timeout || $0.error == .protocolError }
    }

    /// Whether there is a document, or another response instead of it, that peers do not accept.
    var isDocumentPublished: Bool {
        fetched(.server).contains { entry in
            switch entry.error {
            case nil: entry.status == 200 || entry.hasRefusedDocument
            case .dnsFailed, .connectionRefused, .unreachable, .internalAddress: false
            default: true
            }
        }
    }

    /// Another address at which the same request succeeded, over a connection that peers trust.
    func addressServing(_ entry: HTTPSEntry) -> IPAddress? {
        fetched(at: entry.url).first { $0.error == nil && $0.status == 200 && $0.address != entry.address }?.address
    }

    /// What must be repaired at the website of the server name before peers accept a document there.
    public var websiteRepairs: [RemedyChange] {
        guard let host = delegatingHost, input.wellKnown == nil, let given = input.evidence else { return [] }
        var repairs: [RemedyChange] = []
        func add(_ repair: RemedyChange) {
            if !repairs.contains(repair) { repairs.append(repair) }
        }
        let entries = evidenceOfDocument(host).prefix(DiscoveryLimits.addresses)
        let silent = entries.filter(\.isWithoutResponse)
        let addresses = silent.count < entries.count ? silent.compactMap(\.address) : []
        for entry in entries {
            let refused = DocumentTrust.refusedHosts(of: entry, in: given, input.trust, time)
            switch entry.error {
            case .tlsFailed where refused.isEmpty:
                let last = entry.redirectionHost ?? host
                let place = last == host ? addressServing(entry).map { "at \($0)" } : nil
                add(Self.repair(of: entry, [host, last].uniqued(), last, place))
            case .timeout where isTimeout(becauseOfAddressAt: entry): break
            default: if entry.isWithoutResponse { add(.website(host: host, addresses: addresses)) }
            }
            for (name, chain) in refused {
                let isOwn = name == host.lowercased()
                guard var repair = repair(of: chain, as: .dns(name), at: isOwn ? entry.address : nil, 443) else {
                    continue
                }
                if isOwn, repair == .obtain, let address = addressServing(entry) {
                    repair = .install("at \(address)" + (entry.address.map { ", but not at \($0)" } ?? ""))
                }
                add(.websiteCertificate(hosts: [host, name].uniqued(), name: name, repair))
            }
        }
        return repairs
    }
}

extension ServerContext {
    /// What a website needs whose handshake failed, by the words of the client that tried it.
    ///
    /// - Parameter place: Where the website presents a certificate for the name, as an adverbial.
    private static func repair(
        of entry: HTTPSEntry, _ hosts: [String], _ name: String, _ place: String?
    ) -> RemedyChange {
        switch entry.circumstances.detail.flatMap(TLSFailure.init(detail:)) {
        // The server has no certificate for the name, or the client refused it.
        case .alert(.unrecognizedName), nil:
            .websiteCertificate(
                hosts: hosts, name: name, entry.isCertificateExpired ? .renew : place.map { .install($0) } ?? .obtain)
        case .alert, .closed, .reset, .otherProtocol: .websiteHandshake(hosts: hosts, name: name)
        }
    }
}

extension HTTPSEntry {
    /// Whether the website did not answer. Without an address, it is the DNS that must be repaired.
    fileprivate var isWithoutResponse: Bool {
        switch error {
        case .connectionRefused, .timeout, .protocolError: true
        default: false
        }
    }
}

extension [String] {
    fileprivate func uniqued() -> [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
