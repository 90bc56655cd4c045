import Certificates
import DNS
import Federation
import Linting
import ServerRules
import TLSIdentity
import TestSupport
import ZoneFile

/// The evidence about `example.com`, with a random branch of discovery and random faults. The same seed gives the same.
struct FaultyServer {
    var random: SeededGenerator
    var evidence = Evidence(collected: Timestamp("2026-11-21T00:00:00Z"))
    /// The addresses of each host that has some.
    var addresses: [String: [IPAddress]] = [:]
    /// The host that each alias stands for.
    var canonicalHosts: [String: String] = [:]
    /// Whether the answers come from a zone file instead of the network.
    let isZoneFile: Bool
    /// The faults, for messages.
    private(set) var parts: [String] = []

    static let name = "example.com"
    /// The hosts that have endpoints, with the last octet of their addresses.
    static let hosts = [
        ("example.com", 1), ("matrix.example.com", 2), ("other.example.com", 3), ("www.example.com", 4),
    ]

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        isZoneFile = random.oneIn(4)
        parts.append(isZoneFile ? "zone file" : "network")
        for (host, number) in Self.hosts { try addHost(host, number) }
        try addWebsite()
        for service in MatrixService.allCases { try addServices(service) }
        try addRecordsBelow()
        for (host, port) in [
            ("example.com", 8448), ("matrix.example.com", 8448), ("matrix.example.com", 443),
            ("other.example.com", 8448),
        ] {
            try addEndpoint(host, UInt16(port))
        }
    }

    mutating func pick(_ part: String, _ choices: [String]) -> String {
        let choice = random.pick(choices)
        parts.append("\(part): \(choice)")
        return choice
    }

    // MARK: - Reports

    /// Checks the server as the program does, with other evidence: the present one, or that after a remedy.
    func report(_ evidence: Evidence) -> ServerReport {
        var evidence = evidence
        let answers = evidence.dns
        if isZoneFile { evidence.dns = [] }
        var input = ServerInput(Self.name, evidence: evidence)
        for chain in input.chains {
            let isAlone = chain.certificates.count == 1
            input.trust[chain] =
                isAlone ? .intermediateMissing(issuer: chain.leaf.issuer, addresses: []) : .trusted(paths: [])
        }
        guard isZoneFile else { return Linter().report(on: input) }
        let source = SourceFile(path: "example.com.zone", text: Self.zone(answers))
        return Linter(loader: ZoneLoader(includes: TextFiles([:]))).report(on: input, [ZoneInput(.source(source))])
    }

    /// The zone that gives these answers.
    private static func zone(_ answers: [DNSEntry]) -> String {
        var seen: Set<String> = []
        let records = answers.flatMap(\.records).map { record in
            "\(record.owner) 3600 IN \(record.type) \(record.fields.joined(separator: " "))"
        }
        return ExampleRun.baseZone + records.filter { seen.insert($0).inserted }.joined(separator: "\n") + "\n"
    }
}
