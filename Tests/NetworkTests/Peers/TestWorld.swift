import DNS
import Federation
import NIOCore
import NIOSSL

@testable import Network

/// A resolver for a few hosts that records its queries.
struct FixedAddresses: AddressResolver {
    var answers: [String: [IPAddress]] = [:]

    func addresses(of host: String) async throws -> [IPAddress] {
        guard let found = answers[host] else { throw AddressLookupError("\(host) is not in this test") }
        return found
    }
}

/// A resolver that never answers.
struct DeafResolver: AddressResolver {
    func addresses(of host: String) async throws -> [IPAddress] {
        try await Task.sleep(for: .seconds(60))
        return []
    }
}

extension HTTPSClient {
    /// Settings with timeouts that a passing test never reaches, except those that it sets.
    static func forTest(
        resolver: any AddressResolver = FixedAddresses(),
        limits: HTTPSLimits = HTTPSLimits(),
        connectTo: [ConnectTo] = [],
        _ change: (inout TransportTimeouts) -> Void = { _ in }
    ) throws -> HTTPSClient {
        // Tests that wait for programs may block all threads for minutes.
        var timeouts = TransportTimeouts(all: .seconds(900))
        change(&timeouts)
        return try HTTPSClient(resolver: resolver, limits: limits, timeouts: timeouts, connectTo: connectTo)
    }
}

extension HTTPSRequest {
    /// A request for `/start` of example.test at a peer.
    static func of(
        _ peer: TestPeer,
        redirects: RedirectPolicy = RedirectPolicy(),
        internalAddresses: InternalAddressPolicy = .follow
    ) throws -> HTTPSRequest {
        HTTPSRequest(
            try HTTPURL("https://example.test/start"), address: .loopback, port: peer.port, redirects: redirects,
            internalAddresses: internalAddresses)
    }
}

/// Settings of a server with an invalid certificate.
func badCertificate() throws -> NIOSSLContext {
    try TestCertificate.expiredForAnotherName.get().server()
}

/// Returns the result of one request to one peer, and expects that no connection to the peer stays open.
func exchange(
    tls: Bool = true,
    greets: Bool = false,
    with client: HTTPSClient? = nil,
    redirects: RedirectPolicy = RedirectPolicy(),
    internalAddresses: InternalAddressPolicy = .follow,
    bodyLimit: Int? = nil,
    answer: @escaping @Sendable (String) -> Reaction
) async throws -> HTTPSExchange {
    let peer = try await TestPeer(tls: tls ? badCertificate() : nil, greets: greets, answer: answer)
    var request = try HTTPSRequest.of(peer, redirects: redirects, internalAddresses: internalAddresses)
    request.bodyLimit = bodyLimit
    let exchange = try await (client ?? .forTest()).get(request)
    guard try await peer.log.isLeftAlone() else { throw LeakedConnection() }
    await peer.stop()
    return exchange
}

struct LeakedConnection: Error {}

extension IPAddress {
    static let loopback = IPAddress.v4(0x7F00_0001)
}
