import DNS
import Diagnostics
import Federation

/// M208: peers are sent to an address that is set aside for examples.
enum PlaceholderAddress: DelegationRule {
    static let info = RuleInfo(
        "M208",
        "placeholder-address",
        .info,
        summary: "a host that peers connect to has an address that is set aside for examples",
        page: RulePage(
            whatItChecks: """
                Looks at the same hosts as private-address (M207) for addresses of 192.0.2.0/24, 198.51.100.0/24, \
                203.0.113.0/24, 2001:db8::/32 and 3fff::/20.
                """,
            whyItMatters: """
                These addresses belong to nobody and stand in manuals and examples. A record that has one was usually \
                copied and not filled in.
                """,
            howToFix: "Write the address of the machine.",
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for used in context.usedAddresses where AddressScope(used.address) == .documentation {
            findings.report(placeholder(context, used))
        }
    }
}

// MARK: - Messages

extension PlaceholderAddress {
    private static func placeholder(_ context: DelegationContext, _ used: UsedAddress) -> Finding {
        context.finding(
            info,
            used.record == nil
                ? "\(used.words), which is an address for examples"
                : "\(used.words), which has an address for examples, \(used.address)",
            about: used,
            "set aside for examples",
            why: "addresses of this range belong to nobody, and no connection to them succeeds",
            help: "write the address of the machine"
        )
    }
}
