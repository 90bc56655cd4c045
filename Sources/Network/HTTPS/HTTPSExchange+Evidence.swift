import DNS
import Federation
import TLSIdentity

extension HTTPSExchange {
    /// The `https` entry of an evidence file. It does not list connections without a response as hops.
    ///
    /// - Parameter policy: Decides whether a body from an internal address may be kept.
    public func httpsEntry(_ policy: InternalAddressPolicy) -> HTTPSEntry {
        var entry = HTTPSEntry(
            url: url.description,
            address: requestedAddress,
            hops: hops.filter { $0.status != nil }.map {
                HTTPSEntry.Hop(url: $0.url.description, status: $0.status, headers: $0.headers.filter(\.isKept))
            },
            status: status,
            body: status == nil ? nil : body,
            error: failure?.word,
            circumstances: Circumstances(at: at, milliseconds: milliseconds, failure)
        )
        entry.skippedAddresses = skippedAddresses
        entry.isBodyWithheld = isBodyWithheld(policy)
        return entry
    }

    private func isBodyWithheld(_ policy: InternalAddressPolicy) -> Bool {
        isFromInternalAddress && policy.isPublicServerName && !body.isEmpty
    }

    /// The `federation` entry of an evidence file.
    ///
    /// - Parameter policy: Decides whether a body from an internal address may be kept.
    public func federationEntry(_ policy: InternalAddressPolicy) -> FederationEntry {
        var entry = FederationEntry(
            address: address,
            port: port,
            path: url.target,
            hostHeader: hostHeader,
            status: status,
            headers: headers.filter(\.isKept),
            body: status == nil ? nil : String(decoding: body, as: UTF8.self),
            speaks: failure?.cause == .malformedHTTP ? "something other than HTTP" : nil,
            error: failure?.word,
            circumstances: Circumstances(at: at, milliseconds: milliseconds, failure)
        )
        entry.isBodyWithheld = isBodyWithheld(policy)
        return entry
    }
}

extension Header {
    /// Whether rules or people need the header. Evidence is passed on, so cookies, tokens and the like are not kept.
    fileprivate var isKept: Bool { Self.kept.contains(name.lowercased()) }

    private static let kept: Set<String> = [
        "access-control-allow-headers", "access-control-allow-methods", "access-control-allow-origin", "age",
        "cache-control", "content-encoding", "content-length", "content-type", "date", "expires", "location",
        "retry-after", "server", "vary", "via",
    ]
}

extension TLSHandshakeRecord {
    /// The `tls` entry of an evidence file.
    /// - Parameter asked: The name to record if the handshake sent none.
    public func entry(of asked: String) -> TLSEntry {
        TLSEntry(
            address: address,
            port: port,
            serverName: serverName ?? asked,
            version: version?.rawValue,
            certificates: certificates.map(PEM.certificate),
            speaks: failure?.peer,
            error: failure?.word,
            circumstances: Circumstances(at: at, milliseconds: milliseconds, failure)
        )
    }
}

extension TransportFailure {
    /// The protocol of a peer that does not speak TLS.
    var peer: String? {
        if case .notTLS(let peer) = cause { peer.rawValue } else { nil }
    }
}

extension Circumstances {
    fileprivate init(at: Timestamp, milliseconds: Int, _ failure: TransportFailure?) {
        self.init(at: at, milliseconds: milliseconds, phase: failure?.phase, detail: failure?.detail)
    }
}
