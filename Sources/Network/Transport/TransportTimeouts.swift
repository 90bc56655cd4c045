import Federation

/// How long each phase of an exchange may take, and all of it together.
///
/// Each is a limit on the whole phase, not on silence: a server that sends one byte a minute is cut off too.
public struct TransportTimeouts: Sendable, Hashable {
    public var resolve: Duration
    public var connect: Duration
    public var tls: Duration
    public var request: Duration
    public var headers: Duration
    public var body: Duration
    /// For all hops of an exchange together.
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

    /// The same limit for every phase and for all of them.
    public init(all limit: Duration) {
        self.init(
            resolve: limit, connect: limit, tls: limit, request: limit, headers: limit, body: limit, total: limit)
    }

    /// For one of several exchanges that together may take `budget`: the fetch of a document and then a visit to a
    /// destination, each of them made to wait, leave time for the DNS. No limit is longer than the usual one.
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

    /// Between a millisecond and a day, which deadlines can be counted with.
    private static func clamped(_ limit: Duration) -> Duration {
        min(max(limit, .milliseconds(1)), .seconds(86_400))
    }
}
