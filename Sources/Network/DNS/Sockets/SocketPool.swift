import NIOCore

/// The open sockets.
///
/// The questions to a server are sent from several ports, one of which is picked at random each time. A port is replaced
/// after some questions or seconds, so that an attacker who finds it out has little time to use it.
final class SocketPool {
    weak var delegate: (any SocketDelegate)?

    private let options: DNSClientOptions
    private let loop: any EventLoop
    /// The ports that send questions, by server.
    private var open: [DNSServer: [DatagramPort]] = [:]
    /// The ports that only receive late replies.
    private var retired: [DatagramPort] = []
    private var streams: [ObjectIdentifier: StreamExchange] = [:]
    private var generator = SystemRandomNumberGenerator()

    /// How long a retired port receives late replies, which are counted.
    private static let linger: UInt64 = 200_000_000
    private static let maximumLingering = 64

    init(_ options: DNSClientOptions, on loop: any EventLoop) {
        self.options = options
        self.loop = loop
    }

    var count: Int { open.values.reduce(0) { $0 + $1.count } + retired.count + streams.count }

    func hasOpenPort(to server: DNSServer) -> Bool { open[server] != nil }

    /// Returns a port for the next question to a server.
    func port(to server: ServerState, now: UInt64) -> DatagramPort {
        let ports = open[server.server] ?? []
        if ports.count >= max(options.portsPerServer, 1), let port = ports.randomElement(using: &generator) {
            if port.uses < options.questionsPerPort { return port }
            retire(port, now: now)
        }
        let port = DatagramPort(server, self, now: now)
        open[server.server, default: []].append(port)
        port.open(on: loop)
        return port
    }

    func openStream(_ attempt: Attempt) {
        let stream = StreamExchange(attempt, self)
        attempt.carrier = stream
        streams[ObjectIdentifier(stream)] = stream
        stream.open(on: loop)
    }

    private func retire(_ port: DatagramPort, now: UInt64) {
        port.retire(now: now)
        removeOpen(port)
        retired.append(port)
        guard retired.count > Self.maximumLingering,
            let index = retired.firstIndex(where: { $0.inFlight.isEmpty })
        else { return }
        retired.remove(at: index).close()
    }

    private func removeOpen(_ port: DatagramPort) {
        let server = port.server.server
        open[server]?.removeAll { $0 === port }
        if open[server]?.isEmpty == true { open[server] = nil }
    }

    /// Retires the ports whose lifetime is over, and closes those that were retired long ago.
    func closeExpired(now: UInt64) {
        let lifetime = options.portLifetime.nanoseconds
        for port in open.values.joined() where now &- port.createdAt >= lifetime { retire(port, now: now) }
        retired.removeAll { port in
            guard port.inFlight.isEmpty, let since = port.retiredAt, now &- since >= Self.linger else { return false }
            port.close()
            return true
        }
    }

    func remove(_ port: DatagramPort) {
        removeOpen(port)
        retired.removeAll { $0 === port }
    }

    func remove(_ stream: StreamExchange) {
        streams[ObjectIdentifier(stream)] = nil
    }

    func closeAll() {
        for port in open.values.joined() { port.close() }
        for port in retired { port.close() }
        (open, retired) = ([:], [])
        for stream in streams.values { stream.close() }
        streams = [:]
    }
}
