import DNS

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A name server for generated zones on a port of 127.0.0.1 that does not contact others.
public final class NameServer {
    /// The name server programs.
    public enum Product: String, CaseIterable, Sendable, CustomStringConvertible {
        case bind = "BIND"
        case knot = "Knot DNS"
        case nsd = "NSD"

        public var description: String { rawValue }

        func program() throws(ProgramError) -> Program {
            switch self {
            case .bind: try Program("named", package: "bind9")
            case .knot: try Program("knotd", package: "knot")
            case .nsd: try Program("nsd", package: "nsd")
            }
        }
    }

    /// A zone to serve.
    public struct ServedZone: Sendable {
        public let origin: Name
        public let text: String

        public init(origin: Name, text: String) {
            self.origin = origin
            self.text = text
        }
    }

    public let product: Product
    /// The port on 127.0.0.1.
    public private(set) var port: UInt16 = 0
    private let folder: TemporaryFolder
    private var process: ChildProcess?
    private var client: TestDNSClient?

    /// Starts the server and waits until it answers for every zone.
    public init(_ product: Product, _ zones: [ServedZone]) throws(ProgramError) {
        self.product = product
        let folder = try TemporaryFolder()
        self.folder = folder
        let program = try product.program()
        for (number, zone) in zones.enumerated() { try folder.write(zone.text, to: "zone-\(number)") }
        // Another process may take a port between finding and using it.
        for attempt in 1...3 {
            let port = try TestDNSClient.freePort()
            try folder.write(configuration(port, zones), to: "server.conf")
            let process = try ChildProcess.server(program.path, arguments, output: folder.path(of: "log"))
            let client = try TestDNSClient(port: port)
            self.process = process
            self.client = client
            self.port = port
            let ready = zones.first.map { isReady(client, process, $0) } ?? true
            if ready { break }
            let log = self.log
            stop()
            if attempt == 3 { throw ProgramError("\(product) does not answer:\n\(log)") }
        }
        // The server may answer before it has loaded all zones.
        var refused = zones
        for _ in 0..<40 {
            refused = refused.filter { !serves($0) }
            if refused.isEmpty { break }
            usleep(50_000)
        }
        if !refused.isEmpty {
            let log = self.log
            stop()
            let origins = refused.map(\.origin.description).joined(separator: " ")
            throw ProgramError("\(product) did not load \(origins):\n\(log)")
        }
    }

    deinit {
        stop()
    }

    /// The response to a question; `nil` if there was none.
    public func ask(_ question: DNSQuestion) -> DNSResponse? {
        client?.ask(question)
    }

    public func stop() {
        process?.stop()
        process = nil
        client = nil
    }

    /// The end of the output of the server.
    public var log: String {
        let lines = TemporaryFolder.text(ofFile: folder.path(of: "log")).split(separator: "\n")
        return lines.suffix(40).joined(separator: "\n")
    }

    private func isReady(_ client: TestDNSClient, _ process: ChildProcess, _ zone: ServedZone) -> Bool {
        for _ in 0..<400 {
            if process.ends(within: 0) { return false }
            // Any answer is sufficient, because this zone may not have been loaded.
            if client.ask(DNSQuestion(zone.origin, .soa), milliseconds: 25, tries: 1) != nil { return true }
        }
        return false
    }

    private func serves(_ zone: ServedZone) -> Bool {
        ask(DNSQuestion(zone.origin, .soa))?.isAuthoritative ?? false
    }

    // MARK: - Configuration

    private var arguments: [String] {
        let file = folder.path(of: "server.conf")
        return switch product {
        case .bind: ["-g", "-n", "1", "-c", file]
        case .knot: ["-c", file]
        case .nsd: ["-d", "-c", file]
        }
    }

    private func configuration(_ port: UInt16, _ zones: [ServedZone]) -> String {
        switch product {
        case .bind: bindConfiguration(port, zones)
        case .knot: knotConfiguration(port, zones)
        case .nsd: nsdConfiguration(port, zones)
        }
    }

    private func bindConfiguration(_ port: UInt16, _ zones: [ServedZone]) -> String {
        """
        options {
            directory "\(folder.path)";
            listen-on port \(port) { 127.0.0.1; };
            listen-on-v6 { none; };
            pid-file none; session-keyfile none; lock-file none;
            recursion no; notify no; dnssec-validation no; empty-zones-enable no; minimal-responses yes;
            query-source address 127.0.0.1;
            check-names primary ignore; check-mx ignore; check-integrity no; check-wildcard no;
            check-srv-cname ignore; check-mx-cname ignore;
        };
        controls { };
        logging { category default { stderr; }; channel stderr { stderr; severity warning; }; };

        """
            + zones.enumerated().map { number, zone in
                "zone \"\(zone.origin)\" { type primary; file \"zone-\(number)\"; };\n"
            }.joined()
    }

    private func knotConfiguration(_ port: UInt16, _ zones: [ServedZone]) -> String {
        """
        server:
            rundir: "\(folder.path)"
            listen: 127.0.0.1@\(port)
            udp-workers: 1
            tcp-workers: 1
            background-workers: 1
        control:
            listen: "\(folder.path)/control"
        log:
          - target: stderr
            any: warning
        database:
            storage: "\(folder.path)/database"
        template:
          - id: default
            storage: "\(folder.path)"
            journal-content: none
            zonefile-sync: -1
            semantic-checks: off
        zone:

        """
            + zones.enumerated().map { number, zone in
                "  - domain: \"\(zone.origin)\"\n    file: zone-\(number)\n"
            }.joined()
    }

    private func nsdConfiguration(_ port: UInt16, _ zones: [ServedZone]) -> String {
        """
        server:
            ip-address: 127.0.0.1@\(port)
            server-count: 1
            username: ""
            chroot: ""
            zonesdir: "\(folder.path)"
            zonelistfile: "\(folder.path)/zone.list"
            xfrdir: "\(folder.path)"
            xfrdfile: ""
            database: ""
            pidfile: ""
            rrl-ratelimit: 0
            rrl-whitelist-ratelimit: 0
            verbosity: 1
        remote-control:
            control-enable: no

        """
            + zones.enumerated().map { number, zone in
                "zone:\n    name: \"\(zone.origin)\"\n    zonefile: \"zone-\(number)\"\n"
            }.joined()
    }
}
