import DNS
import Diagnostics
import Federation

/// M207: peers are sent to an address that is not reachable from elsewhere.
enum PrivateAddress: DelegationRule {
    static let info = RuleInfo(
        "M207",
        "private-address",
        .warning,
        summary: "a host that peers connect to has a private or local address",
        page: RulePage(
            whatItChecks: """
                Looks at the addresses of the hosts that SRV records, a well-known document or port 8448 lead to, and \
                of the host of the document itself: private (RFC 1918), carrier-grade NAT, loopback, link-local, unique \
                local and the like; and 127.0.53.53, which says that a name collides with a top-level domain.
                """,
            whyItMatters: """
                Nobody outside can connect to such an address, and homeservers refuse to, lest they be used to reach \
                into a network. Synapse discards all addresses of a name that has one of them, so a public address \
                beside it does not help.

                `audit` refuses as they do: it does not contact internal addresses that a public server name leads to. \
                If that leaves no address at all, this is an error. For a server name that itself resolves to private \
                addresses, as inside a company, other private addresses are contacted, but loopback and link-local ones \
                only if they are its own. `--allow-private` contacts all of them, `--no-allow-private` none.
                """,
            howToFix: """
                Publish public addresses only. Where the same name has to lead to an inner address inside, use two \
                views of the zone, or another name.
                """,
            references: ["RFC 6890", "Synapse configuration, ip_range_blacklist"]
        ),
        examples: [
            .bad(
                """
                synapse          IN A   «10.0.0.5»
                                 IN A   198.51.100.7
                _matrix-fed._tcp IN SRV 10 5 8448 synapse
                _matrix._tcp     IN SRV 10 5 8448 synapse

                """
            ),
            .good(
                """
                synapse          IN A   198.51.100.7
                printer          IN A   10.0.0.5
                _matrix-fed._tcp IN SRV 10 5 8448 synapse
                _matrix._tcp     IN SRV 10 5 8448 synapse

                """
            ),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        let refused = context.refusedAddresses
        for used in context.usedAddresses {
            switch AddressScope(used.address) {
            case .local(let kind):
                let why =
                    "nobody outside can connect to it, and Synapse then does not use any other address of the name either"
                findings.report(local(context, used, kind, why, refused))
            case .special(let kind):
                findings.report(local(context, used, kind, "nobody outside can connect to it", refused))
            case .nameCollision: findings.report(collision(context, used))
            case .publicAddress, .documentation: continue
            }
        }
    }
}

// MARK: - Messages

extension PrivateAddress {
    private static func local(
        _ context: DelegationContext, _ used: UsedAddress, _ kind: String, _ why: String, _ refused: Set<IPAddress>
    ) -> Finding {
        let isRefused = refused.contains(used.address)
        // A name that nobody outside can look up is meant for connections from inside.
        let isForInside = context.namedHost.flatMap(SpecialUseName.ending) != nil
        return context.finding(
            info,
            used.record == nil
                ? "\(used.words), which is \(kind)" : "\(used.words), which has \(kind), \(used.address)",
            about: used,
            kind,
            why: why + (isRefused ? "; it was not contacted, as Synapse and Dendrite would not contact it" : ""),
            help: "publish public addresses only for `\(used.host)`"
                + (isRefused ? "; to audit it all the same, give `--allow-private`" : ""),
            severity: isForInside ? .info : isRefused && context.hasOnlyRefusedAddresses ? .error : nil
        )
    }

    private static func collision(_ context: DelegationContext, _ used: UsedAddress) -> Finding {
        context.finding(
            info,
            "`\(used.host)` has the address 127.0.53.53: its name collides with a public top-level domain",
            about: used,
            "a warning in the form of an address",
            why: "the operator of the top-level domain answers with it to show that a private name has become public",
            help: "use a name below a domain of your own"
        )
    }
}
