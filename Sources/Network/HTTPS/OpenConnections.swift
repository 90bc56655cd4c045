import DNS
import NIOCore
import Synchronization

/// The connections that stay open between the requests about one server name.
///
/// A handshake costs far more than a request over an open connection, for this program and for the server, and browsers
/// and homeservers keep their connections, too. The results are those of new connections: whatever fails on an open one
/// is requested again on a new one (RFC 9112 §9.3.1 and §9.5).
final class OpenConnections: Sendable {
    /// Where a connection leads to. The certificate depends on the name in SNI.
    struct Endpoint: Hashable {
        var address: IPAddress
        var port: UInt16
        var serverName: String?
    }

    /// The connections of an endpoint, and the requests that wait for one.
    struct Line {
        var idle: [OpenConnection] = []
        /// The number of requests that have a connection, or are about to open one.
        var busy = 0
        var waiting: [Waiter] = []
        /// Whether the server closes connections after a response, so that waiting for one is of no use.
        var closes = false
    }

    struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<OpenConnection?, Never>
        let timer: Scheduled<Void>
    }

    struct State {
        var lines: [Endpoint: Line] = [:]
        var nextID: UInt64 = 0
        var isClosed = false
    }

    let state = Mutex(State())
    let group: any EventLoopGroup
    let limit: IdleConnectionLimit

    /// The time that a request waits for the connection of another one. A server that does not answer one of several
    /// requests delays the others no longer than this.
    static let patience = TimeAmount.milliseconds(250)

    init(on group: any EventLoopGroup, _ limit: IdleConnectionLimit) {
        self.group = group
        self.limit = limit
    }

    /// Sends a request over an open connection, or over a new one that stays open if the server allows it.
    ///
    /// - Parameter isNew: Whether the connection must be a new one.
    func run(_ plan: ConnectionPlan, isNew: Bool) async throws(CancellationError) -> ConnectionOutcome {
        let endpoint = Endpoint(address: plan.address, port: plan.port, serverName: plan.serverName)
        var plan = plan
        plan.isReusable = true
        var connection: OpenConnection?
        let start = plan.clock.elapsed()
        if isNew { begin(endpoint) } else { connection = await take(endpoint) }
        let waiting = plan.clock.elapsed() - start
        do {
            var outcome = try await Self.outcome(plan, over: connection)
            if outcome == nil { outcome = try await Connection.run(plan, on: group) }
            await end(endpoint, outcome?.connection)
            outcome?.connection = nil
            outcome?.waiting = waiting
            return outcome ?? ConnectionOutcome()
        } catch {
            await end(endpoint, nil)
            throw error
        }
    }

    /// Returns the outcome on an open connection, or `nil` if a new one is needed: the server may close the open one at any
    /// time, with status 408 (RFC 9110 §15.5.9) or without a word, and some servers answer only one request.
    private static func outcome(
        _ plan: ConnectionPlan, over connection: OpenConnection?
    ) async throws(CancellationError) -> ConnectionOutcome? {
        guard let connection, let outcome = try await Connection.run(plan, over: connection) else { return nil }
        guard outcome.failure != nil || outcome.status == 408, .now() < plan.deadline else { return outcome }
        await outcome.connection?.close()
        return nil
    }

    /// Closes all connections. Later ones do not stay open.
    func close() async {
        let idle = state.withLock { state in
            state.isClosed = true
            let idle = state.lines.values.flatMap(\.idle)
            for endpoint in state.lines.keys { state.lines[endpoint]?.idle = [] }
            return idle
        }
        limit.release(idle.count)
        for connection in idle { connection.channel.closeImmediately() }
        for connection in idle { await connection.close() }
    }
}
