import TestSupport

extension Scenario {
    /// Scenarios with several addresses, or with IPv6 alone.
    static let addressTrouble = [
        Scenario(
            "IPv6 alone", "ipv6",
            records: "@ AAAA {1v6}", sites: [Site.web(1).on(.ipv6), Site.homeserver(1).on(.ipv6)],
            expected: .ok()),
        Scenario(
            "IPv4 and IPv6", "dual",
            records: "@ A {1v4}\n@ AAAA {1v6}",
            sites: [
                Site.web(1).on(.ipv4), Site.web(1).on(.ipv6), Site.homeserver(1).on(.ipv4),
                Site.homeserver(1).on(.ipv6),
            ],
            expected: .ok()),
        Scenario(
            "IPv4 works, and nothing answers at the address of the AAAA record", "ipv6-dead",
            records: "@ A {1v4}\n@ AAAA {dead}", sites: [Site.web(1).on(.ipv4), Site.homeserver(1).on(.ipv4)],
            expected: .degraded(["F105"])),
        Scenario(
            "IPv6 works, and the IPv4 address refuses connections", "ipv4-dead",
            records: "@ A {1v4}\n@ AAAA {2v6}",
            sites: [
                Site.web(2).on(.ipv6), Site.homeserver(2).on(.ipv6), Site.homeserver(1).on(.ipv4).closed(),
            ],
            expected: .degraded(["F105"])),
        Scenario(
            "clients: the first address of the API is dead, and the second works", "clients-address",
            records: "@ A {1v4}\nmatrix A {2v4}\napi A {3v4}\napi AAAA {4v6}",
            sites: [
                Site(
                    1, 443, .good,
                    .pages(
                        [
                            "/.well-known/matrix/server": .json(#"{"m.server": "matrix.{name}:8448"}"#),
                            "/.well-known/matrix/client": .json(homeserver("api.{name}")),
                        ], host: nil)
                ).on(.ipv4),
                Site.homeserver(2, 8448, .good(for: "matrix.{name}")).on(.ipv4), Site.web(3).on(.ipv4).closed(),
                Site(
                    4, 443, .good(for: "api.{name}"), .pages([versions: .json(#"{"versions": ["v1.18"]}"#)], host: nil)
                ).on(.ipv6),
            ],
            expected: .ok()),
        // The next server is tried with `--connect-to` before the DNS and the document lead there.
        Scenario(
            "a server that has moved to another address and port", "moved",
            records: "@ A {1v4}\nmatrix A {2v4}",
            sites: [
                Site.wellKnown(1, "matrix.{name}:8449").on(.ipv4),
                Site.homeserver(2, 8449, .good(for: "matrix.{name}")).on(.ipv4).closed(),
                Site.homeserver(3, 8450, .good(for: "matrix.{name}")).on(.ipv4),
                Site.homeserver(4, 8450, .good(for: "matrix.{name}")).on(.ipv6),
                Site.homeserver(5, 8450, .good(for: "other.{name}")).on(.ipv4),
            ],
            expected: .failed(["F101"])),
    ]
}
