#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Asks one server on this machine over UDP, one question at a time.
final class TestDNSClient {
    private let socket: Int32
    private var nextID: UInt16 = 1

    init(port: UInt16) throws(ProgramError) {
        socket = try Self.socket(SOCK_DGRAM)
        var address = Self.loopback(port: port)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            close(socket)
            throw ProgramError("cannot connect to port \(port): \(String(cString: strerror(errno)))")
        }
    }

    deinit {
        close(socket)
    }

    /// Returns the response, or `nil` if there was none in time.
    func ask(_ question: DNSQuestion, milliseconds: Int32 = 2000, tries: Int = 3) -> DNSResponse? {
        for _ in 0..<tries {
            let id = nextID
            nextID &+= 1
            let query = question.query(id: id)
            guard send(socket, query, query.count, Int32(MSG_NOSIGNAL)) == query.count else {
                // The server does not listen yet.
                usleep(useconds_t(milliseconds) * 1000)
                continue
            }
            if let response = receive(id, milliseconds) { return response }
        }
        return nil
    }

    private func receive(_ id: UInt16, _ milliseconds: Int32) -> DNSResponse? {
        var buffer = [UInt8](repeating: 0, count: 65_535)
        var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        while poll(&waiting, 1, milliseconds) > 0 {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else {
                usleep(useconds_t(milliseconds) * 100)
                return nil
            }
            if let response = DNSResponse(Array(buffer[..<count])), response.id == id { return response }
        }
        return nil
    }

    /// Returns a port that is free for both UDP and TCP.
    static func freePort() throws(ProgramError) -> UInt16 {
        for _ in 0..<50 {
            let datagrams = try socket(SOCK_DGRAM)
            defer { close(datagrams) }
            let streams = try socket(SOCK_STREAM)
            defer { close(streams) }
            if let port = bind(datagrams, 0), bind(streams, port) != nil { return port }
        }
        throw ProgramError("no free port on 127.0.0.1")
    }

    private static func bind(_ socket: Int32, _ port: UInt16) -> UInt16? {
        var address = loopback(port: port)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
            }
        } ? UInt16(bigEndian: address.sin_port) : nil
    }

    private static func socket(_ type: __socket_type) throws(ProgramError) -> Int32 {
        let made = Glibc.socket(AF_INET, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard made >= 0 else { throw ProgramError("no socket: \(String(cString: strerror(errno)))") }
        return made
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
