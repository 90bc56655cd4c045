import DNS
import Federation
import NIOCore
import NIOSSL

@testable import Network

/// Answers for a few hosts, and notes who was asked for.
struct FixedAddresses: AddressResolver {
    var answers: [String: [IPAddress]] = [:]

    func addresses(of host: String) async throws -> [IPAddress] {
        guard let found = answers[host] else { throw AddressLookupError("\(host) is not in this test") }
        return found
    }
}

/// Never answers.
struct DeafResolver: AddressResolver {
    func addresses(of host: String) async throws -> [IPAddress] {
        try await Task.sleep(for: .seconds(60))
        return []
    }
}

extension HTTPSClient {
    /// With time-outs no working test reaches, except those it sets itself.
    static func forTest(
        resolver: any AddressResolver = FixedAddresses(),
        limits: HTTPSLimits = HTTPSLimits(),
        connectTo: [ConnectTo] = [],
        _ change: (inout TransportTimeouts) -> Void = { _ in }
    ) throws -> HTTPSClient {
        // Tests that wait for programs may hold every thread for minutes.
        var timeouts = TransportTimeouts(all: .seconds(900))
        change(&timeouts)
        return try HTTPSClient(resolver: resolver, limits: limits, timeouts: timeouts, connectTo: connectTo)
    }
}

extension HTTPSRequest {
    /// For `/start` of example.test at a peer.
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

/// Settings of a server with a certificate nobody would accept.
func badCertificate() throws -> NIOSSLContext {
    try TestCertificate.expiredForAnotherName.get().server()
}

/// What one request to one peer leads to, and that the peer is left without an open connection.
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
