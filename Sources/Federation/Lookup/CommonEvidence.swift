import DNS

/// Evidence of one file for several server names, divided into the part that concerns each name.
///
/// The part has the entries for the host of the server name, and for the hosts, addresses and documents that those lead
/// to. The other entries cannot affect the findings for the name. So the time for n names does not grow with n times
/// the size of the file.
public struct CommonEvidence: Sendable {
    private let evidence: Evidence
    /// By the host of the question, without the labels of a service.
    private var dns: [Name: [Int]] = [:]
    /// By each parent of the host, for questions below a server name.
    private var dnsBelow: [Name: [Int]] = [:]
    /// By the name of the question.
    private var questions: [Name: [Int]] = [:]
    private var https: [String: [Int]] = [:]
    private var handshakes = ByPeer()
    private var requests = ByPeer()

    /// Entries by the address of the connection and by the host that it was for.
    private struct ByPeer: Sendable {
        var addresses: [IPAddress: [Int]] = [:]
        var hosts: [String: [Int]] = [:]

        mutating func insert(_ number: Int, _ address: IPAddress, _ host: String) {
            addresses[address, default: []].append(number)
            hosts[host, default: []].append(number)
        }
    }

    public init(_ evidence: Evidence) {
        self.evidence = evidence
        for (number, entry) in evidence.dns.enumerated() {
            let host = Self.host(of: entry.question.name)
            dns[host, default: []].append(number)
            questions[entry.question.name, default: []].append(number)
            var above = host.parent
            // The root and top-level domains are not server names.
            while let name = above, name.labels.count > 1 {
                dnsBelow[name, default: []].append(number)
                above = name.parent
            }
        }
        for (number, entry) in evidence.https.enumerated() {
            https[Self.host(ofURL: entry.url), default: []].append(number)
        }
        for (number, entry) in evidence.tls.enumerated() {
            handshakes.insert(number, entry.address, Self.host(ofText: entry.serverName))
        }
        for (number, entry) in evidence.federation.enumerated() {
            requests.insert(number, entry.address, Self.host(ofText: entry.hostHeader))
        }
    }

    /// The part that concerns a server name, joined with evidence that is only about that name.
    public func evidence(for serverName: String, with own: Evidence? = nil) -> Evidence {
        var search = Search(self)
        search.begin(at: serverName)
        if let own { search.follow(own) }
        search.run()
        var part = search.part
        part.collected = evidence.collected
        return own.map { part.joined(with: $0) } ?? part
    }
}

// MARK: - Hosts

extension CommonEvidence {
    /// `example.com.` of `_matrix-fed._tcp.example.com.`
    private static func host(of name: Name) -> Name {
        var name = name
        while name.labels.first?.first == UInt8(ascii: "_"), let parent = name.parent { name = parent }
        return name
    }

    private static func host(ofURL url: String) -> String {
        URIReference(url).authority.map { host(ofText: $0) } ?? ""
    }

    /// The host of `example.com:8448`, in lowercase.
    private static func host(ofText text: some StringProtocol) -> String {
        let host = (try? ServerName(text)).map(\.hostText) ?? String(text)
        return host.lowercased().trimmingFinalDot
    }
}

// MARK: - Following

extension CommonEvidence {
    /// The search for everything that a server name leads to.
    private struct Search {
        private let common: CommonEvidence
        private var hosts: Set<String> = []
        private var addresses: Set<IPAddress> = []
        private var openHosts: [String] = []
        private var openAddresses: [IPAddress] = []
        private var openDNS: [Int] = []
        private var dns: Set<Int> = []
        /// Entries about the zones above a host. The search does not continue from them, except to their name servers.
        private var dnsAbove: Set<Int> = []
        private var https: Set<Int> = []
        private var tls: Set<Int> = []
        private var federation: Set<Int> = []

        /// The maximum number of entries for a name above a host: the limit of one question, times the few types of
        /// questions.
        private static let maximumAbove = 4 * EvidenceLimits.Kind.dns.limit

        init(_ common: CommonEvidence) { self.common = common }

        mutating func begin(at serverName: String) {
            visit(text: serverName)
            let text = CommonEvidence.host(ofText: serverName)
            // A document may be published at this host by mistake.
            visit(host: "matrix." + text)
            guard let host = Name(text) else { return }
            for number in common.dnsBelow[host] ?? [] { takeDNS(number) }
        }

        mutating func run() {
            while true {
                if let number = openDNS.popLast() {
                    follow(common.evidence.dns[number])
                } else if let host = openHosts.popLast() {
                    take(host)
                } else if let address = openAddresses.popLast() {
                    take(address)
                } else {
                    return
                }
            }
        }

        /// The entries found, in the order of the file.
        var part: Evidence {
            let whole = common.evidence
            return Evidence(
                dns: dns.union(dnsAbove).sorted().map { whole.dns[$0] },
                https: https.sorted().map { whole.https[$0] },
                tls: tls.sorted().map { whole.tls[$0] },
                federation: federation.sorted().map { whole.federation[$0] })
        }

        mutating func follow(_ evidence: Evidence) {
            for entry in evidence.dns { follow(entry) }
            for entry in evidence.https { follow(entry) }
            for entry in evidence.tls { visit(entry.address) }
            for entry in evidence.federation { visit(entry.address) }
        }

        private mutating func take(_ host: String) {
            for number in common.https[host] ?? [] where https.insert(number).inserted {
                follow(common.evidence.https[number])
            }
            for number in common.handshakes.hosts[host] ?? [] { tls.insert(number) }
            for number in common.requests.hosts[host] ?? [] { federation.insert(number) }
            guard let name = Name(host) else { return }
            for number in common.dns[name] ?? [] { takeDNS(number) }
            var above = name.parent
            while let parent = above {
                // The zones above the host: their name servers, but nothing else in them.
                for number in common.questions[parent]?.prefix(Self.maximumAbove) ?? []
                where dnsAbove.insert(number).inserted {
                    for record in common.evidence.dns[number].records where record.type == .ns {
                        if let target = record.target { visit(target) }
                    }
                }
                above = parent.parent
            }
        }

        /// Adds the connections to an address. If many server names share it, only connections for the hosts found are
        /// relevant, and those are added with the hosts.
        private mutating func take(_ address: IPAddress) {
            if let numbers = common.handshakes.addresses[address], numbers.count <= EvidenceLimits.Kind.tls.limit {
                tls.formUnion(numbers)
            }
            if let numbers = common.requests.addresses[address], numbers.count <= EvidenceLimits.Kind.federation.limit {
                federation.formUnion(numbers)
            }
        }

        private mutating func takeDNS(_ number: Int) {
            if dns.insert(number).inserted { openDNS.append(number) }
        }

        private mutating func follow(_ entry: DNSEntry) {
            for record in entry.records {
                visit(record.owner)
                if let target = record.target ?? record.service?.target { visit(target) }
                if let address = record.address { visit(address) }
            }
            if let server = entry.nameServer { visit(server) }
        }

        private mutating func follow(_ entry: HTTPSEntry) {
            if let address = entry.address { visit(address) }
            for hop in entry.hops {
                visit(text: CommonEvidence.host(ofURL: hop.url))
                if let location = hop.headers["location"] { visit(text: CommonEvidence.host(ofURL: location)) }
            }
            guard let body = entry.body else { return }
            // Implementations differ in the case of the key and in which duplicate counts.
            let members = (try? JSONReader.readFirst(body).0.members) ?? []
            for member in members where member.key.lowercased() == "m.server" {
                if let name = member.value.string { visit(text: name) }
            }
        }

        private mutating func visit(text: String) {
            let host = CommonEvidence.host(ofText: text)
            visit(host: host)
            let literal = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
            if let address = IPAddress(literal) { visit(address) }
        }

        private mutating func visit(_ name: Name) {
            // Only this service of the host.
            guard name.labels.first?.first == UInt8(ascii: "_") else {
                return visit(host: name.description.lowercased().trimmingFinalDot)
            }
            for number in common.questions[name] ?? [] { takeDNS(number) }
        }

        private mutating func visit(host: String) {
            if hosts.insert(host).inserted { openHosts.append(host) }
        }

        private mutating func visit(_ address: IPAddress) {
            if addresses.insert(address).inserted { openAddresses.append(address) }
        }
    }
}
