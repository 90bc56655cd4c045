import Diagnostics

/// The common part of the examples of the N rules: no well-known document, an SRV record only at the new name, and a
/// target with an address.
enum DNSExample {
    static let service = entry(
        "_matrix-fed._tcp.example.com.", "SRV",
        #""status": "NOERROR", "records": ["_matrix-fed._tcp.example.com. 3600 IN SRV 10 5 8448 matrix.example.com."]"#)
    static let noOldService = entry("_matrix._tcp.example.com.", "SRV", #""status": "NXDOMAIN""#)
    static let address = entry(
        "matrix.example.com.", "A",
        #""status": "NOERROR", "records": ["matrix.example.com. 3600 IN A 192.0.2.10"]"#)
    static let noIPv6 = entry("matrix.example.com.", "AAAA", #""status": "NOERROR""#)
    static let apex = [
        entry("example.com.", "A", #""status": "NOERROR", "records": ["example.com. 3600 IN A 192.0.2.80"]"#),
        entry("example.com.", "AAAA", #""status": "NOERROR""#),
    ]

    /// - Parameter answers: Answers that replace the default ones to the same questions, or are added to them.
    static func bad(_ answers: [String], alsoFires: [String] = []) -> RuleExample {
        .bad("", continuation: false, alsoFires: alsoFires, server: server(answers))
    }

    static func good(_ answers: [String] = []) -> RuleExample {
        .good("", continuation: false, server: server(answers))
    }

    private static func server(_ answers: [String]) -> ExampleServer {
        let usual = apex + [service, noOldService, address, noIPv6]
        let given = Set(answers.map(question))
        let all = answers + usual.filter { !given.contains(question(of: $0)) }
        return ExampleServer(
            evidence: """
                {"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 404}],
                 "dns": [
                   \(all.joined(separator: ",\n   "))
                 ]}
                """)
    }

    private static func question(of entry: String) -> String {
        entry.split(separator: ",", maxSplits: 2).prefix(2).joined()
    }

    static func entry(_ name: String, _ type: String, _ answer: String) -> String {
        #"{"name": "\#(name)", "type": "\#(type)", \#(answer)}"#
    }

    /// An answer of one of the zone's own servers.
    static func entry(_ name: String, _ type: String, by number: Int, _ answer: String) -> String {
        let server =
            #""nameServer": "ns\#(number).example.net.", "zone": "example.com.", "server": "192.0.2.\#(52 + number):53""#
        return entry(name, type, "\(server), \(answer)")
    }
}
