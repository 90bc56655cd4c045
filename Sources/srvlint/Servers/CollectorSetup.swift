import Federation
import Linting
import Network

/// The network clients of a run.
struct CollectorSetup: Sendable {
    private let collector: Collector
    private let dns: DNSClient

    /// - Parameter judging: the number of server names that may be judged at once.
    init(
        _ options: CollectingOptions, _ settings: ResolvedSettings, _ trust: ChainTrust, judging: Int = 1
    ) throws {
        let (servers, givenOptions) = try options.servers(in: settings)
        guard !servers.isEmpty else {
            throw UsageError("no resolver found in /etc/resolv.conf", help: ["give one with `--resolver`"])
        }
        let sockets = try SystemResources.prepareNetwork(judging: judging)
        var dnsOptions = givenOptions
        dnsOptions.maximumOutstanding = min(dnsOptions.maximumOutstanding, sockets.questions)
        dnsOptions.portsPerServer = min(dnsOptions.portsPerServer, sockets.ports)
        let client = DNSClient(servers: servers, options: dnsOptions)
        let https = try HTTPSClient(
            resolver: DNSAddressResolver(client, options.families), timeouts: TransportTimeouts(within: options.budget),
            connectTo: options.mappings(),
            userAgent: "srvlint/\(Version.current)", maximumConnections: sockets.connections)
        var collecting = CollectorOptions()
        collecting.families = options.families
        collecting.asksAuthoritative = options.authoritative
        collecting.budget = options.budget
        collecting.internalAddresses = options.internalAddresses
        collecting.documents = { await trust.documents($0) }
        dns = client
        collector = Collector(dns: client, https: https, options: collecting)
    }

    /// - Returns: `nil` if the name is not a server name, which the linter reports.
    func collect(_ name: String) async -> CollectionResult? {
        guard let serverName = try? ServerName(name) else { return nil }
        return await collector.collect(serverName)
    }

    /// The number of queries sent, and the packets received that answered none of them.
    func traffic() async -> (queries: Int, ignored: IgnoredReplies) {
        (await dns.queriesSent(), await dns.ignoredReplies())
    }
}
