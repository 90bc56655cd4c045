import DNS
import Federation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Speaks HTTP/1.1 over TLS with addresses somebody else looked up, and writes down everything that happens.
///
/// It trusts every certificate and judges none: the chain is kept for that. It sends nothing but a GET, reads no
/// environment, uses no proxy, and keeps no connection open.
public struct HTTPSClient: Sendable {
    public var limits: HTTPSLimits
    public var timeouts: TransportTimeouts
    public var connectTo: [ConnectTo]
    public var clock: TransportClock
    public var userAgent: String
    let resolver: any AddressResolver
    let group: any EventLoopGroup
    let contexts: TLSContexts
    private let gate: ConnectionLimiter

    /// - Parameters:
    ///   - resolver: asked for the hosts of redirects, and for hosts named in `connectTo`
    ///   - userAgent: visible ASCII
    ///   - maximumConnections: how many are open at once; further requests wait, and their time begins when they go on
    public init(
        resolver: any AddressResolver,
        limits: HTTPSLimits = HTTPSLimits(),
        timeouts: TransportTimeouts = TransportTimeouts(),
        connectTo: [ConnectTo] = [],
        clock: TransportClock = .system,
        userAgent: String = "srvlint",
        maximumConnections: Int = .max,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) throws {
        self.resolver = resolver
        self.limits = limits
        self.timeouts = timeouts
        self.connectTo = connectTo
        self.clock = clock
        self.userAgent = userAgent
        self.group = group
        contexts = try TLSContexts()
        gate = ConnectionLimiter(maximumConnections)
    }

    /// Makes the request and follows its redirects. Everything that goes wrong is in the exchange.
    /// - Throws: only when its task is cancelled, and then at once.
    public func get(_ request: HTTPSRequest) async throws(CancellationError) -> HTTPSExchange {
        try await gate.enter()
        defer { gate.leave() }
        var run = ExchangeRun(client: self, request: request)
        return try await run.run()
    }

    /// Makes a TLS handshake and nothing more.
    /// - Throws: only when its task is cancelled, and then at once.
    public func handshake(
        address: IPAddress,
        port: UInt16,
        serverName: String?,
        only version: TLSProtocolVersion? = nil
    ) async throws(CancellationError) -> TLSHandshakeRecord {
        try await gate.enter()
        defer { gate.leave() }
        let at = clock.now()
        var record = TLSHandshakeRecord(
            address: address, port: port, serverName: Self.sni(serverName), at: at, milliseconds: 0)
        let plan = ConnectionPlan(
            address: address, port: port, tls: contexts.context(for: version), serverName: record.serverName,
            request: nil,
            limits: limits, timeouts: timeouts, deadline: .now() + TimeAmount(timeouts.totalLimit), clock: clock)
        let outcome = try await Connection.run(plan, on: group)
        record.take(outcome)
        record.milliseconds = outcome.milliseconds
        return record
    }

    /// The name as it may stand in SNI: no address literal, no trailing dot (RFC 6066 §3).
    static func sni(_ name: String?) -> String? {
        guard var name else { return nil }
        if name.hasSuffix(".") { name.removeLast() }
        if name.hasPrefix("["), name.hasSuffix("]") { return nil }
        return name.isEmpty || HTTPURL.isAddress(name) ? nil : name
    }
}

extension TLSHandshakeRecord {
    /// The part of an outcome that belongs to the handshake.
    mutating func take(_ outcome: ConnectionOutcome) {
        version = outcome.version
        cipherSuite = outcome.cipherSuite
        applicationProtocol = outcome.applicationProtocol
        certificates = outcome.certificates
        if let failed = outcome.failure, failed.phase == .tls || failed.phase == .connect { failure = failed }
    }
}
