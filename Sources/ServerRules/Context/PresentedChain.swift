import Certificates
import DNS
import Diagnostics
import Federation
import TLSIdentity
import ZoneFile

/// A certificate chain that peers receive, or will receive, and the destinations that present it.
public struct PresentedChain: Sendable {
    public let chain: CertificateChain
    public let origin: Origin
    /// The destinations of the likely route that present it.
    public let destinations: [Destination]
    /// Whether clients trust it, if that was evaluated.
    public let trust: TrustJudgement?
    /// The certificates that clients need at the time of the check.
    public let path: CertificatePath

    public enum Origin: Sendable {
        /// A given file, with the range of each certificate.
        case file(SourceFile, CertificateFile)
        /// The handshakes with this chain, never empty.
        case handshakes([TLSEntry])
    }

    /// The index of the server certificate: 0, unless the chain starts with the issuer of another certificate in it.
    public let leafIndex: Int

    /// - Parameter time: The time of the check.
    init(
        chain: CertificateChain, origin: Origin, destinations: [Destination], trust: TrustJudgement?,
        at time: Timestamp?
    ) {
        self.chain = chain
        path = chain.path(trust: trust, at: time)
        self.origin = origin
        self.destinations = destinations
        self.trust = trust
        leafIndex = chain.serverIndex
    }

    /// The server certificate.
    public var leaf: PresentedCertificate { chain.certificates[leafIndex] }

    /// The URLs of the missing intermediate certificate, or `nil` if none is missing.
    public var missingIssuerAddresses: [String]? {
        switch trust {
        case .intermediateMissing(_, let addresses): return addresses
        case nil, .noRoots:
            // Public CAs never issue server certificates directly from a root (CA/Browser Forum, Baseline Requirements
            // §6.1.7), so this is certain without knowing the roots.
            let leaf = leaf
            let isSent = chain.certificates.contains { leaf.isIssued(by: $0) }
            return leaf.isOfPublicAuthority && leaf.builtIn == nil && !isSent ? leaf.issuerAddresses : nil
        default: return nil
        }
    }

    /// The names that the destinations require, each with its destinations.
    public var requiredNames: [RequiredName] {
        destinations.grouped { $0.certificateName }.map { RequiredName(name: $0.key, destinations: $0.elements) }
    }

    /// The required names, quoted for a message; a pronoun for none.
    var requiredNameText: String {
        let names = requiredNames.map { CertificateDescription.quoted($0.name.value) }
        return names.isEmpty ? "the server" : Words.list(names, limit: 4)
    }

    /// A name that a certificate must be valid for.
    public struct RequiredName: Sendable {
        public let name: CertificateName
        /// Never empty.
        public var destinations: [Destination]
    }
}

// MARK: - All chains of a server name

extension PresentedChain {
    /// Returns the chain of the file and those of the handshakes, with equal chains grouped.
    static func all(
        _ given: GivenCertificate?, _ evidence: Evidence, _ route: Route?, _ input: ServerInput, at time: Timestamp?
    ) -> [PresentedChain] {
        let destinations = route?.destinations ?? []
        var chains: [PresentedChain] = []
        if let given, let chain = given.content.chain {
            chains.append(
                PresentedChain(
                    chain: chain, origin: .file(given.file, given.content), destinations: destinations,
                    trust: input.trust[chain], at: time))
        }
        let endpoints = Endpoints(destinations)
        let handshakes = evidence.tls.compactMap {
            entry -> (entry: TLSEntry, group: Group, destinations: [Destination])? in
            let indices = endpoints.destinations(entry).filter { entry.isHandshake(with: destinations[$0]) }
            // Other ports, such as that of a well-known document, are not federation endpoints.
            guard let first = indices.first, let chain = entry.chain else { return nil }
            let group = Group(chain: chain, destination: destinations.firstIndex(of: destinations[first]) ?? first)
            return (entry, group, indices.map { destinations[$0] })
        }
        return chains
            + handshakes.grouped { $0.group }.map { group in
                PresentedChain(
                    chain: group.key.chain, origin: .handshakes(group.elements.map(\.entry)),
                    destinations: group.elements[0].destinations, trust: input.trust[group.key.chain], at: time)
            }
    }
}

extension PresentedChain {
    private struct Group: Hashable {
        let chain: CertificateChain
        /// The first destination that presents it.
        let destination: Int
    }

    /// The destinations of a route by address and port.
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

extension ServerInput {
    /// The chains whose trust can be evaluated before the checks, for ``trust``.
    public var chains: [CertificateChain] {
        let given = certificate.flatMap { CertificateFile(contents: $0.contents).chain }
        return [given].compactMap { $0 } + (evidence?.tls ?? []).compactMap(\.chain)
    }
}

extension TLSEntry {
    /// The presented certificates, as far as they are readable.
    public var chain: CertificateChain? { content.chain }

    /// The presented certificates, and the problems of their encoding.
    var content: CertificateFile { DecodedCertificates.content(certificates) }

    /// Whether a peer on the route makes this handshake, by address, port and SNI.
    func isHandshake(with destination: Destination) -> Bool {
        guard Int(port) == destination.port, destination.addresses.contains(address) else { return false }
        guard let sni = destination.sni else { return true }
        return serverName.lowercased().trimmingFinalDot == sni.lowercased().trimmingFinalDot
    }

    /// The source of facts about the certificate.
    var source: FactSource {
        let endpoint = address.isIPv6 ? "[\(address)]:\(port)" : "\(address):\(port)"
        return FactSource(
            .tls, serverName.isEmpty ? "certificate without SNI" : "certificate for \(serverName)", server: endpoint,
            at: circumstances.at.map(\.description))
    }
}

extension ServerContext {
    /// Returns the client families of the implementations that verify a name, without the specification.
    public func families(verifying name: CertificateName) -> [TLSClientFamily] {
        shared.families(name) { findFamilies(verifying: name) }
    }

    private func findFamilies(verifying name: CertificateName) -> [TLSClientFamily] {
        let users = (likelyRoutes?.all ?? []).filter { compared in
            compared.implementation.kind != .tester && compared.route.outcome == .resolved
                && compared.route.destinations.contains { $0.certificateName == name }
        }
        let families = Set(users.map(\.implementation.policy.matching))
        // Families without measured rules are skipped.
        return TLSClientFamily.allCases.filter { families.contains($0) && $0.rules != nil && $0 != .specification }
    }
}
