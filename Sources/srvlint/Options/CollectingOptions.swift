import ArgumentParser
import DNS
import Federation
import Network

/// How the network is asked.
struct CollectingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A resolver to ask instead of those of /etc/resolv.conf: 192.0.2.53, [2001:db8::53]:5353. May be repeated.",
            valueName: "addr[:port]")
    )
    var resolver: [String] = []

    @Flag(name: .long, help: "Ask the zones' own name servers as well, and compare what they say.")
    var authoritative = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            A zone file as it ought to be published: what the DNS answers is compared with it, with --authoritative what \
            the zone's own name servers answer. May be repeated.
            """,
            valueName: "file"),
        completion: .file()
    )
    var compareZone: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Connect to ADDR:PORT where HOST:PORT is meant, as curl does: to try a change before the DNS has it. May be repeated.",
            valueName: "host:port:addr:port")
    )
    var connectTo: [String] = []

    @Flag(
        inversion: .prefixedNo,
        help: """
            Connect to private, loopback and other internal addresses, whatever name leads there; or to none, for server \
            names that others supply. (default: only if the server name itself has internal addresses)
            """
    )
    var allowPrivate: Bool?

    @Option(
        name: .long,
        help: ArgumentHelp("Trust these certificate authorities (PEM) instead of the system's.", valueName: "pem"),
        completion: .file(extensions: ["pem", "crt"])
    )
    var caFile: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Seconds for each server name: for asking, judging the answers and writing the report. Judging has at least 2. \
            A server that is not finished by then is reported as not checked and delays no other.
            """, valueName: "seconds"))
    var timeout: Int = 60

    @Option(name: .long, help: ArgumentHelp("How many server names at once.", valueName: "n"))
    var concurrency: Int = 16

    @Option(name: .long, help: ArgumentHelp("The most questions of the DNS in all.", valueName: "n"))
    var maxQueries: Int?

    @Flag(name: .customShort("4"), help: "Connect by IPv4 only.")
    var ipv4 = false

    @Flag(name: .customShort("6"), help: "Connect by IPv6 only.")
    var ipv6 = false

    func validate() throws {
        if ipv4, ipv6 { throw ValidationError("'-4' and '-6' exclude each other.") }
        guard (1...3600).contains(timeout) else { throw ValidationError("'--timeout' is 1 to 3600 seconds.") }
        guard (1...1000).contains(concurrency) else { throw ValidationError("'--concurrency' is 1 to 1000.") }
        if let maxQueries, maxQueries < 1 { throw ValidationError("'--max-queries' is 1 or more.") }
    }

    /// The resolvers to ask.
    func servers(
        over configuration: Configuration?
    ) throws(UsageError) -> (servers: [DNSServer], options: DNSClientOptions) {
        var servers: [DNSServer] = []
        for word in resolver {
            guard let server = DNSServer(word) else {
                throw UsageError(
                    "`--resolver`: `\(word)` is no address", help: ["write it as 192.0.2.53 or [2001:db8::53]:5353"])
            }
            servers.append(server)
        }
        if servers.isEmpty { servers = configuration?.resolvers.compactMap { DNSServer($0.text) } ?? [] }
        let system = ResolverConfiguration(Self.resolvConf())
        var options = DNSClientOptions(system)
        options.maximumQueries = maxQueries
        // Whoever audits a long list is no flood to the resolver.
        options.queriesPerSecond = 2_000
        // A server that never answers must not use up all of the time.
        options.questionTimeout = min(options.questionTimeout, budget / 3)
        options.attemptTimeout = min(options.attemptTimeout, budget / 6)
        return (servers.isEmpty ? system.servers : servers, options)
    }

    private static func resolvConf() -> String {
        let file = try? FileReader.read("/etc/resolv.conf", named: "/etc/resolv.conf", limit: 1 << 16)
        return file.map { $0.text(in: 0..<$0.count) } ?? ""
    }

    func mappings() throws(UsageError) -> [ConnectTo] {
        var mappings: [ConnectTo] = []
        for word in connectTo {
            guard let mapping = ConnectTo(word) else {
                throw UsageError(
                    "`--connect-to`: `\(word)` cannot be read",
                    help: ["write HOST:PORT:ADDR:PORT, as in matrix.example.com:8448:192.0.2.10:8448"])
            }
            mappings.append(mapping)
        }
        return mappings
    }

    /// For all of one server name.
    var budget: Duration { .seconds(timeout) }

    var internalAddresses: InternalAddressPolicy.Choice {
        switch allowPrivate {
        case true?: .follow
        case false?: .refuse
        case nil: .byServerName
        }
    }

    var families: CollectorOptions.Families { ipv4 ? .ipv4 : ipv6 ? .ipv6 : .both }
}
