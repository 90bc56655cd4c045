import Glibc

/// A real TLS server on a free port of 127.0.0.1, stopped with the last reference to it.
public final class TLSServer: Sendable {
    public let port: UInt16
    private let folder: TemporaryFolder
    private nonisolated(unsafe) let process: ChildProcess

    /// Starts `openssl s_server` with a self-signed certificate.
    ///
    /// - Parameter options: further options, such as `["-tls1_1"]`.
    public static func openSSL(_ options: [String]) throws -> TLSServer {
        let openssl = try Program("openssl", package: "openssl")
        return try TLSServer { folder, port in
            try certificate(in: folder, openssl)
            return (
                openssl.path,
                [
                    "s_server", "-quiet", "-www", "-accept", "127.0.0.1:\(port)", "-cert", folder.path(of: "cert.pem"),
                    "-key", folder.path(of: "key.pem"),
                ] + options
            )
        }
    }

    /// Starts nginx with one server block.
    ///
    /// - Parameters:
    ///   - listen: The options of the `listen` directive, such as `ssl`.
    ///   - directives: The other directives of the block.
    public static func nginx(listen: String, _ directives: String) throws -> TLSServer {
        let nginx = try Program("nginx", package: "nginx")
        let openssl = try Program("openssl", package: "openssl")
        return try TLSServer { folder, port in
            try certificate(in: folder, openssl)
            try folder.write(
                """
                daemon off;
                worker_processes 1;
                error_log \(folder.path(of: "error.log"));
                pid \(folder.path(of: "nginx.pid"));
                events { worker_connections 16; }
                http {
                  access_log off;
                  client_body_temp_path \(folder.path(of: "body"));
                  proxy_temp_path \(folder.path(of: "proxy"));
                  fastcgi_temp_path \(folder.path(of: "fastcgi"));
                  uwsgi_temp_path \(folder.path(of: "uwsgi"));
                  scgi_temp_path \(folder.path(of: "scgi"));
                  ssl_certificate \(folder.path(of: "cert.pem"));
                  ssl_certificate_key \(folder.path(of: "key.pem"));
                  server { listen 127.0.0.1:\(port) \(listen); \(directives) }
                }
                """, to: "nginx.conf")
            return (nginx.path, ["-p", folder.path, "-c", folder.path(of: "nginx.conf")])
        }
    }

    private init(
        _ command: (_ folder: TemporaryFolder, _ port: UInt16) throws -> (path: String, arguments: [String])
    ) throws {
        folder = try TemporaryFolder()
        port = try Self.freePort()
        let (path, arguments) = try command(folder, port)
        process = try ChildProcess.server(path, arguments, output: folder.path(of: "server.log"))
        var waited = 0
        while !Self.accepts(port) {
            guard waited < 2_000, !process.ends(within: 0) else { throw ProgramError("\(path) does not listen") }
            usleep(10_000)
            waited += 1
        }
    }

    deinit {
        process.stop()
    }

    private static func certificate(in folder: TemporaryFolder, _ openssl: Program) throws {
        try openssl.run(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=test",
                "-addext", "subjectAltName=DNS:example.test", "-days", "30", "-keyout", folder.path(of: "key.pem"),
                "-out",
                folder.path(of: "cert.pem"),
            ], in: folder)
    }

    // MARK: - Sockets

    private static func withAddress<Result>(
        _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        guard withAddress(0, { bind(descriptor, $0, $1) }) == 0 else { throw ProgramError("no free port") }
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard status == 0 else { throw ProgramError("no free port") }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func accepts(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        return withAddress(port) { connect(descriptor, $0, $1) } == 0
    }
}
