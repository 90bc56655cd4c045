/// How a ``DNSClient`` asks.
public struct DNSClientOptions: Sendable {
    /// How long one server has before the next is asked; its answer still counts until the question ends.
    public var attemptTimeout: Duration = .seconds(5)
    /// How often each server is asked.
    public var attempts = 2
    /// The most one question may take, everything included.
    public var questionTimeout: Duration = .seconds(20)
    /// Whether questions start with a different server each time, and not with the first.
    public var rotates = false
    /// How many questions are on their way at once; further ones wait.
    public var maximumOutstanding = 256
    /// Packets a second, questions asked again included; `nil`: as fast as answers come.
    public var queriesPerSecond: Int?
    /// Packets in all, questions asked again included; `nil`: no limit.
    public var maximumQueries: Int?
    /// The answer's octets over UDP that EDNS offers. 1232 fit every path unfragmented (DNS flag day 2020).
    public var payloadSize: UInt16 = 1232
    /// How many sockets a server's questions are spread over.
    public var portsPerServer = 16
    /// How many questions one socket sends before a new one, with a new port, takes its place.
    public var questionsPerPort = 128
    /// How long one socket sends questions.
    public var portLifetime: Duration = .seconds(2)

    public init() {}

    /// The options of a configuration file.
    public init(_ configuration: ResolverConfiguration) {
        if let timeout = configuration.timeout { attemptTimeout = .seconds(timeout) }
        if let attempts = configuration.attempts { self.attempts = attempts }
        rotates = configuration.rotates
    }
}

/// The time, so that tests can make it pass.
public struct DNSClock: Sendable {
    /// Milliseconds since 1970.
    public var wall: @Sendable () -> Int64
    /// Nanoseconds of a clock that never goes back.
    public var monotonic: @Sendable () -> UInt64

    public init(wall: @escaping @Sendable () -> Int64, monotonic: @escaping @Sendable () -> UInt64) {
        self.wall = wall
        self.monotonic = monotonic
    }
}
