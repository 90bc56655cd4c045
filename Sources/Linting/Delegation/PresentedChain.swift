import Certificates
import DNS
import Federation
import TLSIdentity
import ZoneFile

/// A chain that peers get, or will get, and the places where they do.
public struct PresentedChain: Sendable {
    public let chain: CertificateChain
    public let origin: Origin
    /// Those of the likely route that present it.
    public let destinations: [Destination]
    /// Whether clients trust it, where that was found out.
    public let trust: TrustJudgement?

    public enum Origin: Sendable {
        /// A file that was given, with the place of each certificate.
        case file(SourceFile, CertificateFile)
        /// Handshakes in which the same chain came; never empty.
        case handshakes([TLSEntry])
    }

    /// The place of the server's own certificate: the first, unless the chain begins with one that issued others of it.
    public let leafIndex: Int

    init(chain: CertificateChain, origin: Origin, destinations: [Destination], trust: TrustJudgement?) {
        self.chain = chain
        self.origin = origin
        self.destinations = destinations
        self.trust = trust
        leafIndex = chain.serverIndex
    }

    /// The certificate whose names count.
    public var leaf: PresentedCertificate { chain.certificates[leafIndex] }

    /// Where the intermediate certificate can be fetched that ought to be in the chain; `nil` where none is missing.
    public var missingIssuerAddresses: [String]? {
        switch trust {
        case .intermediateMissing(_, let addresses): return addresses
        case nil, .noRoots:
            // Certificates of public authorities never hang below a root directly (CA/Browser Forum, Baseline
            // Requirements §6.1.7), so that this is certain without knowing any root.
            let leaf = leaf
            let isSent = chain.certificates.contains { leaf.isIssued(by: $0) }
            return leaf.isOfPublicAuthority && !isSent ? leaf.issuerAddresses : nil
        default: return nil
        }
    }

    /// The names that the destinations need, each with those that need it.
    public var demands: [Demand] {
        destinations.grouped { $0.certificateName }.map { Demand(name: $0.key, destinations: $0.elements) }
    }

    /// A name that a certificate has to carry.
    public struct Demand: Sendable {
        public let name: CertificateName
        /// Never empty.
        public var destinations: [Destination]
    }
}

// MARK: - Chains of a judgement

extension PresentedChain {
    /// The chain of the file and those of the handshakes, equal ones together.
    static func all(_ given: GivenCertificate?, _ evidence: Evidence, _ route: Route?, _ input: DelegationInput)
        -> [PresentedChain]
    {
        let destinations = route?.destinations ?? []
        var chains: [PresentedChain] = []
        if let given, let chain = given.content.chain {
            chains.append(
                PresentedChain(
                    chain: chain, origin: .file(given.file, given.content), destinations: destinations,
                    trust: input.trust[chain]))
        }
        let endpoints = Endpoints(destinations)
        let handshakes = evidence.tls.compactMap {
            entry -> (entry: TLSEntry, group: Group, destinations: [Destination])? in
            let indices = endpoints.destinations(entry).filter { entry.isHandshake(with: destinations[$0]) }
            // Other ports, such as the one of a well-known document, are not endpoints of federation.
            guard let first = indices.first, let chain = entry.chain else { return nil }
            let group = Group(chain: chain, destination: destinations.firstIndex(of: destinations[first]) ?? first)
            return (entry, group, indices.map { destinations[$0] })
        }
        return chains
            + handshakes.grouped { $0.group }.map { group in
                PresentedChain(
                    chain: group.key.chain, origin: .handshakes(group.elements.map(\.entry)),
                    destinations: group.elements[0].destinations, trust: input.trust[group.key.chain])
            }
    }
}

extension PresentedChain {
    private struct Group: Hashable {
        let chain: CertificateChain
        /// The first of those that present it.
        let destination: Int
    }

    /// The destinations of a route by the addresses and ports that handshakes are made with.
    private struct Endpoints {
        private var indices: [TransportEndpoint: [Int]] = [:]

        init(_ destinations: [Destination]) {
            for (index, destination) in destinations.enumerated() {
                for address in Set(destination.addresses) {
                    indices[TransportEndpoint(address, port: destination.port), default: []].append(index)
                }
            }
        }

        func destinations(_ entry: TLSEntry) -> [Int] {
            indices[entry.endpoint] ?? []
        }
    }
}

extension DelegationInput {
    /// The chains whose trust can be asked for before the judgement, for ``trust``.
    public var chains: [CertificateChain] {
        let given = certificate.flatMap { CertificateFile(contents: $0.contents).chain }
        return [given].compactMap { $0 } + (evidence?.tls ?? []).compactMap(\.chain)
    }
}

extension TLSEntry {
    /// The certificates presented, as far as they can be read.
    public var chain: CertificateChain? { content.chain }

    /// The certificates presented, and what is wrong with their texts.
    var content: CertificateFile {
        CertificateFile(contents: Array(certificates.joined(separator: "\n").utf8))
    }

    /// Whether a peer that takes the route makes this handshake: the address, the port, and the name asked for.
    func isHandshake(with destination: Destination) -> Bool {
        guard Int(port) == destination.port, destination.addresses.contains(address) else { return false }
        guard let sni = destination.sni else { return true }
        return serverName.lowercased().trimmingFinalDot == sni.lowercased().trimmingFinalDot
    }

    /// Where the fact comes from.
    var source: FactSource {
        let place = address.isIPv6 ? "[\(address)]:\(port)" : "\(address):\(port)"
        return FactSource(
            .tls, "certificate for \(serverName)", server: place, at: circumstances.at.map(\.description))
    }
}

extension DelegationContext {
    /// The families of the homeservers and other software that verify a name, without the specification and families
    /// without measured rules.
    public func families(verifying name: CertificateName) -> [TLSClientFamily] {
        shared.families(name) { findFamilies(verifying: name) }
    }

    private func findFamilies(verifying name: CertificateName) -> [TLSClientFamily] {
        let users = (likelyRoutes?.all ?? []).filter { compared in
            compared.implementation.kind != .tester && compared.route.outcome == .resolved
                && compared.route.destinations.contains { $0.certificateName == name }
        }
        let families = Set(users.map(\.implementation.policy.matching))
        return TLSClientFamily.allCases.filter { families.contains($0) && $0.rules != nil && $0 != .specification }
    }
}
