import Federation

/// The time limits of the phases of an exchange and of the whole exchange.
///
/// A limit applies to the whole phase and not to silence, so that a server that sends one byte a minute is cut off too.
public struct TransportTimeouts: Sendable, Hashable {
    public var resolve: Duration
    public var connect: Duration
    public var tls: Duration
    public var request: Duration
    public var headers: Duration
    public var body: Duration
    /// The limit of all hops of an exchange together.
    public var total: Duration

    public init(
        resolve: Duration = .seconds(10),
        connect: Duration = .seconds(10),
        tls: Duration = .seconds(10),
        request: Duration = .seconds(5),
        headers: Duration = .seconds(10),
        body: Duration = .seconds(10),
        total: Duration = .seconds(30)
    ) {
        self.resolve = resolve
        self.connect = connect
        self.tls = tls
        self.request = request
        self.headers = headers
        self.body = body
        self.total = total
    }

    /// Creates the same limit for each phase and for the whole exchange.
    public init(all limit: Duration) {
        self.init(
            resolve: limit, connect: limit, tls: limit, request: limit, headers: limit, body: limit, total: limit)
    }

    /// Creates limits for one of several exchanges that together may take `budget`. Fetching a document and probing an
    /// endpoint leave time for DNS even if both time out. No limit is longer than its default.
    public init(within budget: Duration) {
        self.init()
        let share = budget * 3 / 10
        (resolve, connect, tls) = (min(resolve, share), min(connect, share), min(tls, share))
        (request, headers, body) = (min(request, share), min(headers, share), min(body, share))
        total = min(total, share)
    }

    func limit(of phase: Phase) -> Duration {
        let limit =
            switch phase {
            case .resolve: resolve
            case .connect: connect
            case .tls: tls
            case .request: request
            case .headers: headers
            case .body: body
            }
        return Self.clamped(limit)
    }

    var totalLimit: Duration { Self.clamped(total) }

    /// Clamps a limit to between a millisecond and a day, so that deadlines cannot overflow.
    private static func clamped(_ limit: Duration) -> Duration {
        min(max(limit, .milliseconds(1)), .seconds(86_400))
    }
}
