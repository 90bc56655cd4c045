import DNS
import Federation

extension FaultyServer {
    private mutating func ask(
        _ name: String, _ type: RecordType, _ status: DNSStatus, _ records: [String] = []
    ) throws {
        guard let name = Name(name), !evidence.dns.contains(where: { $0.question == Question(name, type) }) else {
            return
        }
        evidence.dns.append(
            DNSEntry(Question(name, type), status, records: try records.map { try AnswerRecord($0) }))
    }

    /// Answers the questions for the addresses of a name, behind an alias if there is one.
    private mutating func askAddresses(_ name: String, _ addresses: [IPAddress], alias: String? = nil) throws {
        for type in [RecordType.a, .aaaa] {
            let records = addresses.filter { $0.isIPv6 == (type == .aaaa) }.map {
                "\(alias ?? name). 300 IN \(type) \($0)"
            }
            try ask(name, type, .noError, (alias.map { ["\(name). 300 IN CNAME \($0)."] } ?? []) + records)
            if let alias { try ask(alias, type, .noError, records) }
        }
    }

    mutating func addHost(_ host: String, _ number: Int) throws {
        let known = ["9.9.9.\(number)", "9.9.10.\(number)"].compactMap { IPAddress($0) }
        let modern = ["2620:fe::\(number)", "2620:fe::1:\(number)"].compactMap { IPAddress($0) }
        var choices = ["IPv4", "IPv4", "IPv4", "IPv6", "both", "two", "two of IPv6", "none"]
        // A zone file always has an answer, and none for an alias at its apex.
        if !isZoneFile { choices += ["not collected", "SERVFAIL"] }
        if host != Self.name || !isZoneFile { choices += ["alias", "alias of IPv6"] }
        let choice = pick("addresses of \(host)", choices)
        let found: [IPAddress] =
            switch choice {
            case "IPv4", "alias": [known[0]]
            case "IPv6", "alias of IPv6": [modern[0]]
            case "both": [known[0], modern[0]]
            case "two": known
            case "two of IPv6": modern
            default: []
            }
        switch choice {
        case "not collected": return
        case "SERVFAIL": for type in [RecordType.a, .aaaa] { try ask(host, type, .servFail) }
        case "alias", "alias of IPv6": try askAddresses(host, found, alias: "host\(number).example.com")
        default: try askAddresses(host, found)
        }
        addresses[host] = found.isEmpty ? nil : found
        if choice.hasPrefix("alias") { canonicalHosts[host] = "host\(number).example.com" }
    }

    mutating func addServices(_ service: MatrixService) throws {
        let owner = "\(service.ownerPrefix).example.com."
        var targets: [String] = []
        var choices = [
            "none", "none", "none", "host", "host", "two hosts", "two hosts", "alias", "address", "dotless", "root",
            "doubled", "host and nothing",
        ]
        if !isZoneFile { choices += ["SERVFAIL", "timeout", "not collected"] }
        switch pick(service.rawValue, choices) {
        case "none": try ask(owner, .srv, .nxDomain)
        case "host": targets = ["matrix.example.com."]
        case "two hosts": targets = ["matrix.example.com.", "other.example.com."]
        case "host and nothing": targets = ["matrix.example.com.", "nothing.example.com."]
        case "alias":
            targets = ["alias.example.com."]
            if let found = addresses["matrix.example.com"] {
                // An alias of an alias would need both records, and a zone that has the addresses there is refused.
                let host = "matrix.example.com"
                try askAddresses("alias.example.com", found, alias: canonicalHosts[host] ?? host)
            }
        case "address": targets = ["9.9.9.2."]
        case "dotless": targets = ["matrix."]
        case "root": targets = ["."]
        case "doubled": targets = ["matrix.example.com.example.com."]
        case "SERVFAIL": try ask(owner, .srv, .servFail)
        case "timeout": try ask(owner, .srv, .timeout)
        default: break
        }
        guard !targets.isEmpty else { return }
        let port = pick("port of \(service.rawValue)", ["8448", "443"])
        // Only one of several targets may be at fault, the first or the second.
        if targets.count > 1, random.oneIn(2) { targets.reverse() }
        try ask(
            owner, .srv, .noError,
            targets.enumerated().map { "\(owner) 300 IN SRV \(10 * ($0.offset + 1)) 5 \(port) \($0.element)" })
        for target in targets {
            guard ["matrix.", "matrix.example.com.example.com.", "nothing.example.com."].contains(target) else {
                continue
            }
            for type in [RecordType.a, .aaaa] { try ask(target, type, .nxDomain) }
        }
    }

    /// Records at a host below the server name, which peers of the server name do not look up.
    mutating func addRecordsBelow() throws {
        guard pick("below", ["no records", "no records", "records"]) == "records" else { return }
        for service in MatrixService.allCases {
            let owner = "\(service.ownerPrefix).matrix.example.com."
            try ask(owner, .srv, .noError, ["\(owner) 300 IN SRV 10 5 8448 matrix.example.com."])
        }
    }
}
