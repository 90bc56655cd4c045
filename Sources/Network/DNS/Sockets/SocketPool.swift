import NIOCore

/// The open sockets. Questions to a server go out from several ports, one picked at random each time, and each port is
/// given up after some questions or seconds: who found out a port has little time to use it.
final class SocketPool {
    private let options: DNSClientOptions
    private var open: [DatagramPort] = []
    /// Ports that send no more but may still hear something.
    private var retired: [DatagramPort] = []
    private var streams: [ObjectIdentifier: StreamExchange] = [:]
    private var generator = SystemRandomNumberGenerator()

    /// How long a port that sends no more listens for what comes late, which is counted.
    private static let linger: UInt64 = 200_000_000
    private static let mostLingering = 64

    init(_ options: DNSClientOptions) {
        self.options = options
    }

    var count: Int { open.count + retired.count + streams.count }

    func port(to server: ServerState, engine: DNSEngine, now: UInt64) -> DatagramPort {
        if server.ports.count >= max(options.portsPerServer, 1),
            let port = server.ports.randomElement(using: &generator)
        {
            if port.uses < options.questionsPerPort { return port }
            retire(port, now: now)
        }
        let port = DatagramPort(server, engine, now: now)
        server.ports.append(port)
        open.append(port)
        port.open(on: engine.loop)
        return port
    }

    func openStream(_ attempt: Attempt, engine: DNSEngine) {
        let stream = StreamExchange(attempt, engine)
        attempt.stream = stream
        streams[ObjectIdentifier(stream)] = stream
        stream.open(on: engine.loop)
    }

    private func retire(_ port: DatagramPort, now: UInt64) {
        port.retire(now: now)
        port.server.ports.removeAll { $0 === port }
        open.removeAll { $0 === port }
        retired.append(port)
        guard retired.count > Self.mostLingering,
            let index = retired.firstIndex(where: { $0.inFlight.isEmpty })
        else { return }
        retired.remove(at: index).close()
    }

    func retireAndClose(now: UInt64) {
        let lifetime = options.portLifetime.nanoseconds
        for port in open where now &- port.bornAt >= lifetime { retire(port, now: now) }
        retired.removeAll { port in
            guard port.inFlight.isEmpty, let since = port.retiredAt, now &- since >= Self.linger else { return false }
            port.close()
            return true
        }
    }

    func remove(_ port: DatagramPort) {
        port.server.ports.removeAll { $0 === port }
        open.removeAll { $0 === port }
        retired.removeAll { $0 === port }
    }

    func remove(_ stream: StreamExchange) {
        streams[ObjectIdentifier(stream)] = nil
    }

    func closeAll() {
        for port in open + retired { port.close() }
        for port in open { port.server.ports = [] }
        (open, retired) = ([], [])
        for stream in streams.values { stream.close() }
        streams = [:]
    }
}
