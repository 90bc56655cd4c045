import Diagnostics
import Federation

/// N111: a name server of the zone has an internal address.
enum NameServerInternal: ServerRule {
    static let info = RuleInfo(
        "N111",
        "name-server-internal",
        .warning,
        summary: "a name server of the zone has an internal address",
        page: RulePage(
            whatItChecks: """
                With `--authoritative`: reports name servers of a public server name's zones that have private, \
                loopback, link-local and similar addresses (RFC 6890). They are queried only if `--allow-private` is \
                given.
                """,
            whyItMatters: """
                Resolvers outside the network cannot reach such an address and lose time, or they reach an unrelated \
                host in their own network.
                """,
            howToFix: "Give the name server public addresses only, in the zone and in the glue of its parent.",
            references: ["RFC 6890", "RFC 1912 §2.8"]
        ),
        examples: [
            DNSExample.bad([
                DNSExample.entry(
                    "_matrix-fed._tcp.example.com.", "SRV", by: 1, #""status": "NXDOMAIN", "authoritative": true"#),
                #"{"name": "example.com.", "type": "SOA", "status": "internal-address", "nameServer": "ns2.example.net.", "#
                    + #""zone": "example.com.", "server": "10.0.0.53:53"}"#,
                DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", #""status": "NXDOMAIN""#),
            ]),
            DNSExample.good([
                DNSExample.entry(
                    "_matrix-fed._tcp.example.com.", "SRV", by: 1, #""status": "NXDOMAIN", "authoritative": true"#),
                DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", #""status": "NXDOMAIN""#),
            ]),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for entry in context.input.evidence?.dns ?? [] where entry.status == .internalAddress {
            findings.report(notQueried(context, entry))
        }
    }
}

// MARK: - Messages

extension NameServerInternal {
    private static func notQueried(_ context: ServerContext, _ entry: DNSEntry) -> Finding {
        let name = entry.nameServer.map { " `\($0.textWithoutFinalDot)`" } ?? ""
        let server = entry.server.map { $0.hasSuffix(":53") ? String($0.dropLast(3)) : $0 }
        let zone = entry.zone.map { " of `\($0.textWithoutFinalDot)`" } ?? ""
        return Finding(
            info,
            "name server\(name)\(zone) has the internal address \(Words.quoted(server ?? "", limit: 60)) "
                + "and was not queried",
            at: nil,
            why: "resolvers outside the network cannot reach it and lose time",
            help: "give the name server public addresses only. To query it anyway, use `--allow-private`",
            subject: context.subject,
            source: FactSource(entry)
        )
    }
}
