import DNS
import Diagnostics
import Federation

/// M208: an address reserved for documentation on a host that peers connect to.
enum PlaceholderAddress: ServerRule {
    static let info = RuleInfo(
        "M208",
        "placeholder-address",
        .info,
        summary: "a host that peers connect to has an address reserved for documentation",
        page: RulePage(
            whatItChecks: """
                Checks the same hosts as M207 for addresses in 192.0.2.0/24, 198.51.100.0/24, \
                203.0.113.0/24, 2001:db8::/32 and 3fff::/20.
                """,
            whyItMatters: """
                These addresses are reserved for manuals and examples. A record with such an address was usually \
                copied from an example without filling in the real address.
                """,
            howToFix: "Write the real address of the host.",
            references: ["RFC 5737", "RFC 3849", "RFC 9637"]
        ),
        examples: [
            .bad(
                """
                synapse          IN A   «192.0.2.10»
                _matrix-fed._tcp IN SRV 10 5 8448 synapse
                _matrix._tcp     IN SRV 10 5 8448 synapse

                """
            ),
            .good(
                """
                www              IN A   192.0.2.10
                synapse          IN A   9.9.9.9
                _matrix-fed._tcp IN SRV 10 5 8448 synapse
                _matrix._tcp     IN SRV 10 5 8448 synapse

                """
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let reserved = context.usedAddresses.filter { AddressScope($0.address) == .documentation }
        if let first = reserved.first { findings.report(placeholder(context, first, reserved)) }
    }
}

// MARK: - Messages

extension PlaceholderAddress {
    private static func placeholder(_ context: ServerContext, _ used: UsedAddress, _ all: [UsedAddress]) -> Finding {
        let hosts = all.grouped { $0.host }.map { host in
            let addresses = Words.list(host.elements.map(\.address.description), limit: DiscoveryLimits.addresses)
            return used.record == nil ? addresses : "\(addresses) (`\(host.key)`)"
        }
        return context.finding(
            info,
            (all.count == 1 ? "an address is" : "addresses are") + " reserved for documentation: "
                + Words.list(hosts, limit: DiscoveryLimits.services),
            about: used,
            "reserved for documentation",
            why: "no host has an address in this range, so connections fail",
            help: "write the real \(all.count == 1 ? "address" : "addresses")",
            isAboutHost: false
        )
    }
}
