import ArgumentParser
import DNS
import Federation
import Network

/// The options for collecting evidence from the network.
struct CollectingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Query this resolver instead of those in /etc/resolv.conf: 192.0.2.53, [2001:db8::53]:5353. May be repeated. \
            Overrides `\(Settings.resolvers.key)` of the configuration.
            """,
            valueName: "addr[:port]")
    )
    var resolver: [String] = []

    @Flag(
        name: .long,
        help: "Also query every authoritative name server of the zones, compare the answers, verify signatures.")
    var authoritative = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Compare DNS answers with this zone file; with --authoritative, those of the authoritative name servers. May be \
            repeated.
            """,
            valueName: "file"),
        completion: .file()
    )
    var compareZone: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Connect to ADDR:PORT instead of HOST:PORT, as in curl, to test a change before it is in DNS. May be repeated.
            """,
            valueName: "host:port:addr:port")
    )
    var connectTo: [String] = []

    @Flag(
        inversion: .prefixedNo,
        help: """
            Allow or forbid connections to private, loopback and other internal addresses. Forbid them if others supply \
            the server names. (default: allowed only if the server name itself has internal addresses)
            """
    )
    var allowPrivate: Bool?

    @OptionGroup var trust: TrustOption

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Time limit for each server name: collecting, judging (at least 2 seconds) and reporting. A server that exceeds \
            it is reported as not checked and does not delay others.
            """, valueName: "seconds"))
    var timeout: Int = 60

    @Option(name: .long, help: ArgumentHelp("Number of server names audited at the same time.", valueName: "n"))
    var concurrency: Int = 16

    @Option(name: .long, help: ArgumentHelp("Maximum number of DNS queries in total.", valueName: "n"))
    var maxQueries: Int?

    @Flag(name: .customShort("4"), help: "Connect over IPv4 only.")
    var ipv4 = false

    @Flag(name: .customShort("6"), help: "Connect over IPv6 only.")
    var ipv6 = false

    func validate() throws {
        if ipv4, ipv6 { throw ValidationError("'-4' and '-6' cannot be used together.") }
        guard (1...3600).contains(timeout) else {
            throw ValidationError("'--timeout' must be between 1 and 3600 seconds.")
        }
        guard (1...1000).contains(concurrency) else {
            throw ValidationError("'--concurrency' must be between 1 and 1000.")
        }
        if let maxQueries, maxQueries < 1 { throw ValidationError("'--max-queries' must be at least 1.") }
    }

    /// The resolvers to query.
    func servers(
        in settings: ResolvedSettings
    ) throws(UsageError) -> (servers: [DNSServer], options: DNSClientOptions) {
        var given: [DNSServer] = []
        for word in resolver {
            guard let server = DNSServer(word) else {
                throw UsageError(
                    "`--resolver`: `\(word)` is not an address", help: ["write 192.0.2.53 or [2001:db8::53]:5353"])
            }
            given.append(server)
        }
        let configured = settings.value(of: Settings.resolvers).compactMap { DNSServer($0.value) }
        let servers = given.isEmpty ? configured : given
        let system = ResolverConfiguration(Self.resolvConf())
        var options = DNSClientOptions(system)
        options.maximumQueries = maxQueries
        // The audit of a long list must not flood the resolver.
        options.queriesPerSecond = 2_000
        // A server that never answers must not use up the whole time limit.
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
                    "`--connect-to`: invalid value `\(word)`",
                    help: ["write HOST:PORT:ADDR:PORT, as in matrix.example.com:8448:192.0.2.10:8448"])
            }
            mappings.append(mapping)
        }
        return mappings
    }

    /// The time limit for one server name.
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
