import DNS
import Federation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Makes HTTP/1.1 requests over TLS to given addresses, and records everything that happens.
///
/// It accepts every certificate and records the chain, which is judged later. It only sends GET requests, ignores proxy
/// settings of the environment, and keeps connections open only for ``OpenConnections``.
public struct HTTPSClient: Sendable {
    public var limits: HTTPSLimits
    public var timeouts: TransportTimeouts
    public var connectTo: [ConnectTo]
    public var clock: TransportClock
    public var userAgent: String
    let resolver: any AddressResolver
    let group: any EventLoopGroup
    let contexts: TLSContexts
    private let limiter: ConnectionLimiter
    private let idleLimit: IdleConnectionLimit

    /// - Parameters:
    ///   - resolver: Resolves the hosts of redirects and in `connectTo`.
    ///   - userAgent: Visible ASCII.
    ///   - maximumConnections: The maximum number of open connections. Time limits do not include the time that further
    ///     requests wait.
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
        // Connections without a request never keep others from being opened.
        let idle = maximumConnections / 4
        idleLimit = IdleConnectionLimit(idle)
        limiter = ConnectionLimiter(maximumConnections - idle)
    }

    /// Creates the connections for several requests, which must be closed after the last one.
    func openConnections() -> OpenConnections { OpenConnections(on: group, idleLimit) }

    /// Makes the request and follows its redirects. The exchange records failures.
    /// - Throws: Only if the task is cancelled, and then immediately.
    public func get(_ request: HTTPSRequest) async throws(CancellationError) -> HTTPSExchange {
        try await get(request, over: nil)
    }

    /// Makes the request over connections that stay open, if there are any.
    func get(_ request: HTTPSRequest, over connections: OpenConnections?) async throws(CancellationError)
        -> HTTPSExchange
    {
        try await limiter.enter()
        defer { limiter.leave() }
        var run = ExchangeRun(client: self, request: request, connections: connections)
        return try await run.run()
    }

    /// Makes a TLS handshake without a request.
    /// - Throws: Only if the task is cancelled, and then immediately.
    public func handshake(
        address: IPAddress,
        port: UInt16,
        serverName: String?,
        only version: TLSProtocolVersion? = nil
    ) async throws(CancellationError) -> TLSHandshakeRecord {
        try await limiter.enter()
        defer { limiter.leave() }
        let at = clock.now()
        var record = TLSHandshakeRecord(
            address: address, port: port, serverName: Self.sni(serverName), at: at, milliseconds: 0)
        let plan = ConnectionPlan(
            address: address, port: port, tls: contexts.context(for: version), serverName: record.serverName,
            request: nil,
            limits: limits, timeouts: timeouts, deadline: .now() + TimeAmount(timeouts.totalLimit), clock: clock)
        let outcome = try await Connection.run(plan, on: group)
        record.addHandshake(of: outcome)
        record.milliseconds = outcome.milliseconds
        return record
    }

    /// The name for SNI, which must not be an address literal or have a final dot (RFC 6066 §3).
    static func sni(_ name: String?) -> String? {
        guard var name else { return nil }
        if name.hasSuffix(".") { name.removeLast() }
        if name.hasPrefix("["), name.hasSuffix("]") { return nil }
        return name.isEmpty || HTTPURL.isAddress(name) ? nil : name
    }
}

extension TLSHandshakeRecord {
    /// Adds the part of an outcome that belongs to the handshake.
    mutating func addHandshake(of outcome: ConnectionOutcome) {
        version = outcome.version
        cipherSuite = outcome.cipherSuite
        applicationProtocol = outcome.applicationProtocol
        certificates = outcome.certificates
        if let failed = outcome.failure, failed.phase == .tls || failed.phase == .connect { failure = failed }
    }
}
