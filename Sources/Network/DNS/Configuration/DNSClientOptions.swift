/// The options of a ``DNSClient``.
public struct DNSClientOptions: Sendable {
    /// The time after which the next server is asked. A later answer is still accepted until the question ends.
    public var attemptTimeout: Duration = .seconds(5)
    /// The number of times each server is asked.
    public var attempts = 2
    /// The maximum duration of one question.
    public var questionTimeout: Duration = .seconds(20)
    /// Whether each question starts with another server instead of the first one.
    public var rotates = false
    /// The maximum number of concurrent questions. Further ones wait.
    public var maximumOutstanding = 256
    /// The maximum number of packets a second, including retries; `nil` for no limit.
    public var queriesPerSecond: Int?
    /// The maximum number of packets, including retries; `nil` for no limit.
    public var maximumQueries: Int?
    /// The size of an answer over UDP that EDNS offers. 1232 octets are never fragmented (DNS flag day 2020).
    public var payloadSize: UInt16 = 1232
    /// The number of sockets for the questions to one server.
    public var portsPerServer = 16
    /// The number of questions after which a socket is replaced by one with a new port.
    public var questionsPerPort = 128
    /// The time after which a socket is replaced.
    public var portLifetime: Duration = .seconds(2)

    public init() {}

    /// Creates options from the settings of `resolv.conf`.
    public init(_ configuration: ResolverConfiguration) {
        if let timeout = configuration.timeout { attemptTimeout = .seconds(timeout) }
        if let attempts = configuration.attempts { self.attempts = attempts }
        rotates = configuration.rotates
    }
}

/// A clock that tests can replace.
public struct DNSClock: Sendable {
    /// The time in milliseconds since 1970.
    public var wall: @Sendable () -> Int64
    /// The nanoseconds of a monotonic clock.
    public var monotonic: @Sendable () -> UInt64

    public init(wall: @escaping @Sendable () -> Int64, monotonic: @escaping @Sendable () -> UInt64) {
        self.wall = wall
        self.monotonic = monotonic
    }
}
