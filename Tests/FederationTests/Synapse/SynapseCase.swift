import DNS
import Federation
import TestSupport
import Testing

/// A server name and its environment, made from a seed.
struct SynapseCase {
    let id: Int
    let serverName: ServerName
    let evidence: Evidence

    /// For `ask_synapse.py`.
    var line: String {
        let evidence = EvidenceWriter.text(evidence).replacing("\n", with: " ")
        return "{\"id\": \(id), \"serverName\": \"\(serverName)\", \"evidence\": \(evidence)}"
    }

    init(id: Int, seed: UInt64) throws {
        var maker = try SynapseCaseMaker(id: id, seed: seed)
        try maker.make()
        self.id = id
        serverName = maker.serverName
        evidence = maker.evidence
    }

    /// The addresses and ports that Synapse may connect to: the reachable ones of the lowest priority.
    static func places(_ route: Route) -> [Destination] {
        let reachable = route.destinations.filter { $0.reachability == .addresses }
        let first = reachable.compactMap(\.priority).min()
        return reachable.filter { $0.priority == first }
    }
}

/// Makes the DNS and the web server of a server name. Every name ends in the number of the case, so that one name
/// server can serve all cases.
private struct SynapseCaseMaker {
    let id: Int
    var random: SeededRandom
    var serverName: ServerName
    var evidence = Evidence()
    private var count = 0

    init(id: Int, seed: UInt64) throws {
        self.id = id
        random = SeededRandom(seed: seed)
        serverName = try ServerName("placeholder.example")
        serverName = try ServerName(text())
    }

    private mutating func text() -> String {
        switch random.number(0..<40) {
        case 0: "192.0.2.\(random.number(1..<255))"
        case 1: "192.0.2.\(random.number(1..<255)):\(random.pick([443, 8448, 9000]))"
        case 2: "[2001:DB8::\(random.number(1..<99))]"
        case 3: "[2001:db8:0::\(random.number(1..<99))]:\(random.pick([443, 8448, 9000]))"
        case 4, 5: "h\(id).example:\(random.pick(["443", "8448", "9000", "00444", "65535"]))"
        case 6: "h\(id).example:\(random.pick(["0", "65536", "99999"]))"
        case 7: "xn--bcher-kva.h\(id).example"
        case 8, 9: "H\(id).Example"
        default: "h\(id).example"
        }
    }

    mutating func make() throws {
        guard case .name(let host) = serverName.host else { return }
        let isReachable = try addAddresses(host)
        if serverName.port ?? 0 == 0 {
            var entry = HTTPSEntry(url: WellKnown.url(host, .server))
            if isReachable { fill(&entry, host) } else { entry.error = .dnsFailed }
            evidence.https = [entry]
            if random.oneIn(6) == false { try addServices(host) }
        }
        if let delegated, case .name(let name) = delegated.host, name.lowercased() != host.lowercased() {
            _ = try addAddresses(name)
            try addServices(name)
        }
        // Names that the name server does not have do not exist.
        while true {
            let index = EvidenceIndex(evidence)
            let route = Discovery.route(to: serverName, index, as: .synapse)
            let open = route.questions.filter { index.entry($0) == nil }
            guard !open.isEmpty else { return }
            evidence.dns += open.map { DNSEntry($0, .nxDomain) }
        }
    }

    /// The values of the well-known document that need names in the DNS, including unusual spellings.
    private var delegated: ServerName? {
        guard let body = evidence.https.first?.body, let document = try? JSONReader.read(body),
            let value = document["m.server"]?.string
        else { return nil }
        return try? ServerName(value)
    }

    // MARK: - Well-known

    private mutating func fill(_ entry: inout HTTPSEntry, _ host: String) {
        switch random.number(0..<20) {
        case 0...4:
            entry.status = random.pick([404, 403, 500, 503, 410, 400])
            entry.body = Array("<html>".utf8)
        case 5:
            entry.error = random.pick([
                .connectionRefused, .timeout, .tlsFailed, .tooLarge, .redirectLoop, .protocolError,
            ])
        case 6:
            // A document with another status than 200.
            entry.status = random.pick([201, 202, 203, 206, 404, 500])
            entry.body = Array("{\"m.server\": \"d\(id).example:443\"}".utf8)
        case 7:
            entry.status = 200
            entry.body = oddDocument()
        case 8, 9:
            entry.status = 200
            entry.body = Array("{\"m.server\": \"\(oddValue())\"}".utf8)
        default:
            entry.status = 200
            entry.body = Array("{\"m.server\": \"\(value(host))\"}".utf8)
        }
        guard entry.error == nil, random.oneIn(6) else { return }
        let redirects = random.pick([1, 2, 4, 5, 10, 20, 21])
        entry.hops = (0...redirects).map { number in
            HTTPSEntry.Hop(
                url: number == 0 ? entry.url : "https://\(host.lowercased())/hop/\(number)",
                status: number == redirects ? entry.status : random.pick([301, 302, 303, 307, 308]))
        }
    }

    private mutating func value(_ host: String) -> String {
        switch random.number(0..<12) {
        case 0: "192.0.2.\(random.number(1..<255))"
        case 1: "192.0.2.\(random.number(1..<255)):\(random.pick([443, 8448, 9000]))"
        case 2: "[2001:db8::\(random.number(1..<99))]"
        case 3: "[2001:DB8::\(random.number(1..<99))]:\(random.pick([443, 8448, 9000]))"
        case 4, 5: "d\(id).example:\(random.pick(["443", "8448", "9000", "08448"]))"
        case 6: host
        case 7: "D\(id).Example"
        default: "d\(id).example"
        }
    }

    private mutating func oddValue() -> String {
        random.pick([
            "https://d\(id).example", "https://d\(id).example:443/", "d\(id).example/", "d\(id).example:443/",
            "d\(id).example:abc", "d\(id).example:", "d\(id).example:99999", "d\(id).example:65536",
            "d\(id).example:1:2", "d\(id).example:0", "::1", "2001:db8::1", "[2001:db8::1", "d\(id).example.",
            "d\(id).example.:443", " d\(id).example", "d\(id).example:443 ", "", "b\u{FC}cher.d\(id).example",
            "under_score.d\(id).example", "under_score.d\(id).example:443", "d..\(id).example", "@d:d\(id).example",
            ":8448", ".",
        ])
    }

    private mutating func oddDocument() -> [UInt8] {
        let value = "d\(id).example:443"
        let document = "{\"m.server\": \"\(value)\"}"
        func padded(_ size: Int) -> String {
            document + String(repeating: " ", count: size - document.utf8.count)
        }
        return Array(
            random.pick([
                "", "null", "[]", "\"\(value)\"", "{}", "{\"m.server\": null}", "{\"m.server\": 443}",
                "{\"m.server\": [\"\(value)\"]}", "{\"M.SERVER\": \"\(value)\"}", document + ";", document + document,
                "\u{FEFF}" + document, "{\"m.server\": \"x\", \"m.server\": \"\(value)\"}",
                "{\"m.server\": \"\(value)\",}", "{\"m.homeserver\": {\"base_url\": \"https://\(value)\"}}",
                "\n\t" + document + "\r\n", "{\"a\": NaN, \"m.server\": \"\(value)\"}", "{'m.server': '\(value)'}",
                padded(51_199), padded(51_200), padded(51_201), "{\"m\\u002eserver\": \"\(value)\"}",
                "{\"a\": [[[[]]]], \"m.server\": \"\(value)\"}", "{\"a\": \"\t\", \"m.server\": \"\(value)\"}",
                "<!doctype html><title>d</title>",
            ]).utf8)
    }

    // MARK: - Addresses

    /// - Returns: Whether Synapse can connect to the name.
    @discardableResult
    private mutating func addAddresses(_ host: String) throws -> Bool {
        guard let name = Name(host) else { return false }
        let state = random.number(0..<24)
        switch state {
        case 0:
            try add(name, .a, .nxDomain)
            try add(name, .aaaa, .nxDomain)
        case 1:
            try add(name, .a, .noError)
            try add(name, .aaaa, .noError)
        case 2:
            try add(name, .a, .servFail)
            try add(name, .aaaa, .servFail)
        case 3:
            try add(name, .a, .timeout)
            try add(name, .aaaa, .timeout)
        case 4:
            try addAlias(name, to: nil, .a)
            try addAlias(name, to: nil, .aaaa)
        case 5:
            try add(name, .a, .noError, ["A " + random.pick(Self.blockedAddresses.filter { !$0.contains(":") })])
            try add(name, .aaaa, .noError)
        case 6:
            try add(name, .a, .noError, ["A 192.0.2.\(number)", "A 192.168.1.\(number)"])
            try add(name, .aaaa, .noError)
        case 7:
            try add(name, .a, .noError, ["A 192.0.2.\(number)"])
            try add(name, .aaaa, .noError, ["AAAA " + random.pick(Self.blockedAddresses.filter { $0.contains(":") })])
        case 8:
            try addAlias(name, to: "A 192.0.2.\(number)", .a)
            try add(name, .aaaa, .noError)
        case 9, 10:
            try add(name, .a, .noError)
            try add(name, .aaaa, .noError, ["AAAA 2001:db8::\(number)"])
        case 11:
            try add(name, .a, .servFail)
            try add(name, .aaaa, .noError, ["AAAA 2001:db8::\(number)"])
        case 12...14:
            try add(name, .a, .noError, ["A 192.0.2.\(number)", "A 198.51.100.\(number)"])
            try add(name, .aaaa, .noError, ["AAAA 2001:db8::\(number)"])
        default:
            try add(name, .a, .noError, ["A 192.0.2.\(number)"])
            try add(name, .aaaa, .noError)
        }
        return state > 7
    }

    private static let blockedAddresses = [
        "10.0.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.1", "127.0.53.53", "100.64.0.1", "192.0.0.8",
        "169.254.169.254", "192.88.99.1", "198.19.0.1", "224.0.0.1", "0.0.0.0", "::", "::1", "fe80::1", "fd00::1",
        "ff02::1",
        "fec0::1", "::ffff:10.0.0.1", "::ffff:7f00:1", "::10.0.0.1", "2002:a00:1::1", "2002:c0a8:101::",
    ]

    private var number: Int {
        mutating get { random.number(1..<100) }
    }

    // MARK: - Services

    private mutating func addServices(_ host: String) throws {
        guard let name = Name(host) else { return }
        for service in MatrixService.allCases {
            guard let owner = service.owner(at: name) else { continue }
            switch random.number(0..<24) {
            case 0...5: try add(owner, .srv, .nxDomain)
            case 6, 7: try add(owner, .srv, .noError)
            case 8: try add(owner, .srv, random.pick([.servFail, .bogus, .rcode("REFUSED"), .rcode("FORMERR")]))
            case 9: try add(owner, .srv, .rcode("NOTIMP"))
            case 10: try add(owner, .srv, random.pick([.timeout, .malformed]))
            case 11: try addAlias(owner, to: nil, .srv)
            case 12: try addAlias(owner, to: try serviceData(), .srv)
            default:
                try add(owner, .srv, .noError, try (0..<random.pick([1, 1, 1, 2, 3])).map { _ in try serviceData() })
            }
        }
    }

    /// The RDATA of an SRV record, and the addresses of its target.
    private mutating func serviceData() throws -> String {
        count += 1
        let target =
            switch random.number(0..<16) {
            case 0: "."
            case 1: "192.0.2.\(number)."
            case 2: oddTarget
            case 3: "T\(count).H\(id).Example."
            default: "t\(count).h\(id).example."
            }
        if target != "." { try addAddresses(target) }
        let port = random.pick([0, 443, 8448, 8448, 9000, 65535])
        return "SRV \(random.pick([0, 10, 20])) \(random.pick([0, 5, 100])) \(port) \(target)"
    }

    /// Octets outside ASCII are excluded: see `octetTarget` of Synapse's policy.
    private var oddTarget: String {
        mutating get {
            random.pick([
                "under_score", "a\\032b", "ab--cd", "-a", "a-", "*", "xn--ls8h", "xn--bcher-kva", "xn--", "xn--a-",
                "a\\001b", "1", "a\\047b", "a\\058b", "a\\064b",
            ]) + ".t\(count).h\(id).example."
        }
    }

    // MARK: - Records

    private mutating func add(_ name: Name, _ type: RecordType, _ status: DNSStatus, _ data: [String] = []) throws {
        let records = try data.map { try AnswerRecord("\(name) 300 IN \($0)") }
        evidence.dns.append(DNSEntry(Question(name, type), status, records: records))
    }

    /// An alias of a name with the data, of one that does not exist, or of itself. It is in one answer, as from a
    /// resolver, or in two, as from authoritative servers.
    private mutating func addAlias(_ name: Name, to data: String?, _ type: RecordType) throws {
        count += 1
        let target = try #require(Name("alias\(count).h\(id).example."))
        let alias = try AnswerRecord("\(name) 300 IN CNAME \(target)")
        guard let data else {
            let status: DNSStatus = random.oneIn(2) ? .nxDomain : .noError
            evidence.dns.append(DNSEntry(Question(name, type), status, records: [alias]))
            return
        }
        let record = try AnswerRecord("\(target) 300 IN \(data)")
        if random.oneIn(2) {
            evidence.dns.append(DNSEntry(Question(name, type), .noError, records: [alias, record]))
        } else {
            evidence.dns.append(DNSEntry(Question(name, type), .noError, records: [alias], isAuthoritative: true))
            evidence.dns.append(DNSEntry(Question(target, type), .noError, records: [record]))
        }
    }
}
