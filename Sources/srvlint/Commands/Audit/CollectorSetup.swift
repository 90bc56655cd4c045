import Federation
import Linting
import Network

/// The clients of a run.
struct CollectorSetup: Sendable {
    private let collector: Collector
    private let dns: DNSClient

    /// - Parameter judging: how many server names may be judged at once.
    init(
        _ options: CollectingOptions, _ configuration: Configuration?, _ trust: ChainTrust, judging: Int = 1
    ) throws {
        let (servers, givenOptions) = try options.servers(over: configuration)
        guard !servers.isEmpty else {
            throw UsageError("no resolver is known", help: ["name one with `--resolver`; /etc/resolv.conf has none"])
        }
        let sockets = try SystemResources.prepareNetwork(judging: judging)
        var dnsOptions = givenOptions
        dnsOptions.maximumOutstanding = min(dnsOptions.maximumOutstanding, sockets.questions)
        dnsOptions.portsPerServer = min(dnsOptions.portsPerServer, sockets.ports)
        let client = DNSClient(servers: servers, options: dnsOptions)
        let https = try HTTPSClient(
            resolver: DNSAddresses(client, options.families), timeouts: TransportTimeouts(within: options.budget),
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

    /// `nil` for what is no server name, which the judgement says.
    func collect(_ name: String) async -> Collection? {
        guard let serverName = try? ServerName(name) else { return nil }
        return await collector.collect(serverName)
    }

    /// What was sent, and what came back that was no reply to it.
    func traffic() async -> (queries: Int, ignored: IgnoredReplies) {
        (await dns.queriesSent(), await dns.ignoredReplies())
    }
}
