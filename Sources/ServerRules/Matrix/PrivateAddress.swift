import DNS
import Diagnostics
import Federation

/// M207: an address that is not publicly reachable on a host that peers connect to.
enum PrivateAddress: ServerRule {
    static let info = RuleInfo(
        "M207",
        "private-address",
        .warning,
        stopsPeers: true,
        summary: "a host that peers connect to has a private or local address",
        page: RulePage(
            whatItChecks: """
                Checks the addresses of all hosts that peers connect to, through SRV records, a well-known document or \
                the default port 8448. Also checks the host that serves the document. Reports private (RFC 1918), \
                carrier-grade NAT, loopback, link-local, unique local and similar addresses. Also reports 127.0.53.53, \
                which signals that a name collides with a top-level domain. It is an error if the connection to these \
                addresses fails and there are no others, or if there are public addresses beside them.
                """,
            whyItMatters: """
                Hosts outside the network cannot connect to such an address, and homeservers refuse to, because it \
                could give others access to their own network. Synapse discards all addresses of a name that has one \
                of them, so an additional public address does not help.

                `audit` behaves in the same way: it does not contact internal addresses that a public server name \
                leads to. If no address is left, this is an error. If the server name itself resolves to private \
                addresses, as in a company network, `audit` contacts other private addresses too. It contacts loopback \
                and link-local addresses only if they belong to the server name itself. `--allow-private` contacts all \
                of them, `--no-allow-private` none.
                """,
            howToFix: """
                Publish only public addresses. If the name must resolve to an internal address inside your network, \
                use two views of the zone or another name. A homeserver behind carrier-grade NAT or a VPN needs a \
                tunnel, or a proxy on a server with a public address.
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let refused = context.refusedAddresses
        for used in context.usedAddresses {
            switch AddressScope(used.address) {
            case .local(let kind):
                let why =
                    "hosts outside the network cannot connect to it, and Synapse then discards all addresses of the name"
                findings.report(local(context, used, kind, why, refused))
            case .special(let kind):
                findings.report(local(context, used, kind, "hosts outside the network cannot connect to it", refused))
            case .nameCollision: findings.report(collision(context, used))
            case .publicAddress, .documentation: continue
            }
        }
    }
}

// MARK: - Messages

extension PrivateAddress {
    private static func local(
        _ context: ServerContext, _ used: UsedAddress, _ kind: String, _ why: String, _ refused: Set<IPAddress>
    ) -> Finding {
        let isRefused = refused.contains(used.address)
        return context.finding(
            info,
            used.record == nil
                ? "\(used.words), which is \(kind)" : "\(used.words), which has \(kind), \(used.address)",
            about: used,
            kind,
            why: why
                + (isRefused ? ". Like Synapse and Dendrite, srvlint did not contact it" : ""),
            help: help(context, used) + (isRefused ? ". To audit it anyway, use `--allow-private`" : ""),
            severity: severity(context, used, isRefused)
        )
    }

    private static func severity(_ context: ServerContext, _ used: UsedAddress, _ isRefused: Bool) -> Severity? {
        // A special-use name is intended for connections inside the network.
        if context.hasSpecialUseName { return .info }
        if isRefused, context.hasOnlyRefusedAddresses { return .error }
        guard used.use == .connection else { return nil }
        let isDiscarded = AddressScope(used.address).isBlocked && context.isBesidePublicAddress(used)
        return isDiscarded || context.hasOnlyInternalAddresses ? .error : nil
    }

    private static func help(_ context: ServerContext, _ used: UsedAddress) -> String {
        guard let record = used.record else { return "name a host with a public address instead of \(used.address)" }
        if context.isBesidePublicAddress(used) {
            return
                "remove the \(record.type) record with \(used.address) from the public DNS. Only a resolver inside your "
                + "network may return it"
        }
        if used.host.lowercased().hasSuffix(".ts.net") {
            return "enable Tailscale Funnel for `\(used.host)`, at one of its ports 443, 8443 and 10000, because this "
                + "address is known in your tailnet only, or name another host"
        }
        guard used.use == .connection, context.hasOnlyInternalAddresses else {
            return "publish only public addresses for `\(used.host)`"
        }
        return "publish the public address of your network for `\(used.host)`, and forward the port from there to the "
            + "homeserver. If your network has none, as behind carrier-grade NAT, use a tunnel or a proxy on a server "
            + "that has one"
    }

    private static func collision(_ context: ServerContext, _ used: UsedAddress) -> Finding {
        context.finding(
            info,
            "`\(used.host)` has the address 127.0.53.53: its name collides with a public top-level domain",
            about: used,
            "signals a name collision",
            why:
                "the operator of the top-level domain uses it to warn that a private name now exists in the public DNS",
            help: "use a name under a domain that you own"
        )
    }
}
