import DNS
import Federation
import Testing

/// A server name and the evidence about it.
struct Situation {
    var serverName = "h.example"
    var wellKnown: HTTPSEntry?
    var dns: [DNSEntry] = []

    func index() throws -> EvidenceIndex {
        EvidenceIndex(Evidence(dns: dns, https: wellKnown.map { [$0] } ?? []))
    }

    /// Adds an answer, and replaces an earlier one to the same question.
    mutating func answer(_ name: String, _ type: RecordType, _ status: DNSStatus, _ data: [String] = []) throws {
        let name = try #require(Name(name + ".example."))
        let records = try data.map { data in
            try AnswerRecord(data.hasPrefix("a.example. ") ? data : "\(name) 300 IN \(data)")
        }
        let question = Question(name, type)
        dns.removeAll { $0.question == question }
        dns.append(DNSEntry(question, status, records: records))
    }

    mutating func delegate(to value: String) {
        fetched(200, "{\"m.server\": \"\(value)\"}")
    }

    mutating func fetched(_ status: Int, _ body: String) {
        wellKnown = HTTPSEntry(url: WellKnown.url("h.example", .server), status: status, body: Array(body.utf8))
    }

    mutating func notFetched(_ error: ExchangeError) {
        wellKnown = HTTPSEntry(url: WellKnown.url("h.example", .server), error: error)
    }

    /// All hosts have addresses, and there is no well-known document and no SRV record.
    static func plain() throws -> Situation {
        var situation = Situation()
        for (number, host) in ["h", "d", "t", "l"].enumerated() {
            try situation.answer(host, .a, .noError, ["A 192.0.2.\(number + 1)"])
            try situation.answer(host, .aaaa, .noError)
        }
        for host in ["h", "d"] {
            for service in ["_matrix-fed._tcp.", "_matrix._tcp."] {
                try situation.answer(service + host, .srv, .nxDomain)
            }
        }
        situation.fetched(404, "")
        return situation
    }

    // MARK: - Branches

    init() {}

    /// Reads "3.3 SERVFAIL": the deciding step of the specification, and the result of its lookup.
    init(branch: String, _ condition: String) throws {
        self = try .plain()
        if branch.hasPrefix("3.") { delegate(to: "d.example") }
        switch branch {
        case "1": serverName = "192.0.2.9"
        case "2":
            serverName = "h.example:444"
            try host("h", condition)
        case "3": try fetch(condition)
        case "3.1": delegate(to: "192.0.2.9")
        case "3.2":
            delegate(to: "d.example:444")
            try host("d", condition)
        case "3.3": try service("_matrix-fed._tcp.d", "t", 444, condition)
        case "3.4": try service("_matrix._tcp.d", "l", 445, condition)
        case "3.5": try host("d", condition)
        case "4": try service("_matrix-fed._tcp.h", "t", 444, condition)
        case "5": try service("_matrix._tcp.h", "l", 445, condition)
        case "6": try host("h", condition)
        default: throw UnknownSituation(name: branch)
        }
    }

    private mutating func fetch(_ condition: String) throws {
        switch condition {
        case "addresses": delegate(to: "d.example:444")
        case "missing": fetched(404, "")
        case "SERVFAIL":
            notFetched(.dnsFailed)
            try host("h", condition)
        case "timeout": notFetched(.timeout)
        default: throw UnknownSituation(name: condition)
        }
    }

    private mutating func host(_ host: String, _ condition: String) throws {
        switch condition {
        case "addresses": break
        case "aliases":
            let alias = "CNAME a.example."
            try answer(host, .a, .noError, [alias, "a.example. 300 IN A 192.0.2.5"])
            try answer(host, .aaaa, .noError, [alias])
        case "missing":
            try answer(host, .a, .nxDomain)
            try answer(host, .aaaa, .nxDomain)
        case "SERVFAIL":
            try answer(host, .a, .servFail)
            try answer(host, .aaaa, .servFail)
        case "timeout":
            try answer(host, .a, .timeout)
            try answer(host, .aaaa, .timeout)
        default: throw UnknownSituation(name: condition)
        }
    }

    private mutating func service(_ owner: String, _ target: String, _ port: Int, _ condition: String) throws {
        switch condition {
        case "SERVFAIL": try answer(owner, .srv, .servFail)
        case "timeout": try answer(owner, .srv, .timeout)
        case "root": try answer(owner, .srv, .noError, ["SRV 10 5 \(port) ."])
        default:
            try answer(owner, .srv, .noError, ["SRV 10 5 \(port) \(target).example."])
            try host(target, condition)
        }
    }

    struct UnknownSituation: Error {
        let name: String
    }
}

// MARK: - Peculiarities

extension Situation {
    init(named name: String) throws {
        self = try .plain()
        let document = "{\"m.server\": \"d.example:444\"}"
        let (new, old) = ("_matrix-fed._tcp.", "_matrix._tcp.")
        switch name {
        case "address with port": serverName = "192.0.2.9:444"
        case "IPv6 without port": serverName = "[2001:db8::9]"
        case "IPv6 with port": serverName = "[2001:db8::9]:444"
        case "port 443 in the server name": serverName = "h.example:443"
        case "port 443 in m.server": delegate(to: "d.example:443")
        case "port 443 in the SRV record": try answer(new + "h", .srv, .noError, ["SRV 1 1 443 t.example."])
        case "port 0 in the SRV record": try answer(new + "h", .srv, .noError, ["SRV 1 1 0 t.example."])
        case "port with a zero before it in m.server": delegate(to: "d.example:0444")
        case "port 0 in m.server": delegate(to: "d.example:0")
        case "m.server is IPv6": delegate(to: "[2001:db8::9]")
        case "m.server is a URL": delegate(to: "https://d.example")
        case "m.server has a port that is none": delegate(to: "d.example:port")
        case "m.server is empty": delegate(to: "")
        case "m.server ends in a dot": delegate(to: "d.example.:444")
        case "m.server is internationalized": delegate(to: "dä.example:444")
        case "well-known of 51200 bytes", "well-known of 51201 bytes without recorded headers":
            fetchPadded(document, to: name.contains("51201") ? 51_201 : 51_200)
        case "well-known of 51201 bytes without a declared length": fetchPadded(document, to: 51_201, headers: [])
        case "well-known of 51201 bytes with a declared length":
            fetchPadded(document, to: 51_201, headers: [Header("Content-Length", "51201")])
        case "well-known of 51201 bytes that ends in the last one":
            fetchPadded(String(document.dropLast()), to: 51_200)
            wellKnown?.body?.append(UInt8(ascii: "}"))
        case "well-known with M.SERVER after m.server":
            fetched(200, "{\"m.server\": \"d.example:444\", \"M.SERVER\": \"t.example:445\"}")
        case "well-known with M.SERVER before m.server":
            fetched(200, "{\"M.SERVER\": \"t.example:445\", \"m.server\": \"d.example:444\"}")
        case "well-known with null as M.SERVER":
            fetched(200, "{\"m.server\": \"d.example:444\", \"M.SERVER\": null}")
        case "well-known with a number as M.SERVER":
            fetched(200, "{\"m.server\": \"d.example:444\", \"M.SERVER\": 1}")
        case "well-known with status 404": fetched(404, document)
        case "well-known with status 201": fetched(201, document)
        case "well-known of 60 KB": fetched(200, document + String(repeating: " ", count: 60_000))
        case "well-known of 12288 bytes":
            fetched(200, document + String(repeating: " ", count: 12_288 - document.utf8.count))
        case "well-known with M.SERVER": fetched(200, document.uppercased().replacing("D.EXAMPLE", with: "d.example"))
        case "well-known with text after it": fetched(200, document + ";")
        case "well-known five redirects away":
            fetched(200, document)
            let url = WellKnown.url("h.example", .server)
            wellKnown?.hops = (0...5).map { .init(url: url + "\($0)", status: $0 == 5 ? 200 : 301) }
        case "SRV records of server name and delegated host":
            delegate(to: "d.example")
            try answer(new + "d", .srv, .noError, ["SRV 1 1 444 t.example."])
            try answer(new + "h", .srv, .noError, ["SRV 1 1 445 l.example."])
        case "both SRV names", "new SRV name SERVFAIL, old one there", "new SRV target down, old one up":
            try answer(new + "h", .srv, .noError, ["SRV 1 1 444 t.example."])
            try answer(old + "h", .srv, .noError, ["SRV 1 1 445 l.example."])
            if name.contains("SERVFAIL") { try answer(new + "h", .srv, .servFail) }
            if name.contains("down") { try host("t", "missing") }
        case "new SRV name NOTIMP": try answer(new + "h", .srv, .rcode("NOTIMP"))
        case "server name without address":
            try host("h", "missing")
            try answer(new + "h", .srv, .noError, ["SRV 1 1 444 t.example."])
        case "target is an address":
            let target = Question(try #require(Name("192.0.2.9.")), .a)
            dns += [DNSEntry(target, .nxDomain), DNSEntry(Question(target.name, .aaaa), .nxDomain)]
            try answer(new + "h", .srv, .noError, ["SRV 1 1 444 192.0.2.9."])
        case "target with underscore": try oddTarget("_t")
        case "target with a space": try oddTarget("t\\032")
        case "target of strict IDNA": try oddTarget("ab--cd")
        case "owner of the SRV record is an alias":
            delegate(to: "d.example")
            try answer(
                new + "d", .srv, .noError, ["CNAME a.example.", "a.example. 300 IN SRV 1 1 444 t.example."])
        case "owner of the SRV record is an alias for nothing":
            delegate(to: "d.example")
            try answer(new + "d", .srv, .nxDomain, ["CNAME a.example."])
        case "root first, and a real target":
            delegate(to: "d.example")
            try answer(new + "d", .srv, .noError, ["SRV 1 1 1 .", "SRV 2 1 444 t.example."])
        case "lower priority first in the answer", "target of the highest priority missing":
            delegate(to: "d.example")
            try answer(new + "d", .srv, .noError, ["SRV 2 1 445 l.example.", "SRV 1 1 444 t.example."])
            if name.contains("missing") { try host("t", "missing") }
        case "a private address beside a public one":
            try answer("h", .a, .noError, ["A 192.0.2.1", "A 10.0.0.1"])
        default: throw UnknownSituation(name: name)
        }
    }

    /// - Parameter headers: The headers in addition to the type, or `nil` if none were recorded.
    private mutating func fetchPadded(_ document: String, to size: Int, headers: [Header]? = nil) {
        fetched(200, document + String(repeating: " ", count: size - document.utf8.count))
        guard let headers, let url = wellKnown?.url else { return }
        let all = [Header("Content-Type", "application/json")] + headers
        wellKnown?.hops = [HTTPSEntry.Hop(url: url, status: 200, headers: all)]
    }

    private mutating func oddTarget(_ target: String) throws {
        delegate(to: "d.example")
        try answer("_matrix-fed._tcp.d", .srv, .noError, ["SRV 1 1 444 \(target).example."])
        try answer(target, .a, .noError, ["A 192.0.2.3"])
        try answer(target, .aaaa, .noError)
    }
}
