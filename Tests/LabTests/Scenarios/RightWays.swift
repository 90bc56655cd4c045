import TestSupport

extension Scenario {
    /// Scenarios of each branch of discovery without problems.
    static let rightWays = [
        Scenario(
            "step 3.2: well-known with a port", "wk-port",
            records: "@ A {1}\nmatrix A {2}",
            sites: [.wellKnown(1, "matrix.{name}:8449"), .homeserver(2, 8449, .good(for: "matrix.{name}"))],
            expected: .ok()),
        Scenario(
            "step 3.2: well-known with port 443, as behind a content delivery network", "wk-443",
            records: "@ A {1}\nmatrix A {2}",
            sites: [.wellKnown(1, "matrix.{name}:443"), .homeserver(2, 443, .good(for: "matrix.{name}"))],
            expected: .ok()),
        Scenario(
            "step 3.3: well-known without port, `_matrix-fed` of the delegated host", "wk-fed",
            records: """
                @ A {1}
                _matrix-fed._tcp.d SRV 10 5 8449 host
                _matrix._tcp.d SRV 10 5 8449 host
                host A {2}
                """,
            sites: [.wellKnown(1, "d.{name}"), .homeserver(2, 8449, .good(for: "d.{name}"))],
            expected: .ok(["W112"])),
        Scenario(
            "step 3.4: well-known without port, `_matrix` of the delegated host", "wk-legacy",
            records: "@ A {1}\n_matrix._tcp.d SRV 10 5 8449 host\nhost A {2}",
            sites: [.wellKnown(1, "d.{name}"), .homeserver(2, 8449, .good(for: "d.{name}"))],
            expected: .ok(["M201", "W112"])),
        Scenario(
            "step 3.5: well-known without port, no SRV", "wk-8448",
            records: "@ A {1}\nd A {2}",
            sites: [.wellKnown(1, "d.{name}"), .homeserver(2, 8448, .good(for: "d.{name}"))],
            expected: .ok(["W112"])),
        Scenario(
            "step 3.1: well-known with an address and a port", "wk-address-port",
            records: "@ A {1}",
            sites: [.wellKnown(1, "{2}:8449"), .homeserver(2, 8449, .good(for: "{2}"))],
            expected: .ok()),
        Scenario(
            "step 3.1: well-known with an address", "wk-address",
            records: "@ A {1}",
            sites: [.wellKnown(1, "{2}"), .homeserver(2, 8448, .good(for: "{2}"))],
            expected: .ok()),
        Scenario(
            "step 4: `_matrix-fed`", "fed",
            records: """
                @ A {1}
                _matrix-fed._tcp SRV 10 5 8449 host
                _matrix._tcp SRV 10 5 8449 host
                host A {2}
                """,
            sites: [.web(1), .homeserver(2, 8449)],
            expected: .ok(["M205"])),
        Scenario(
            "step 4: `_matrix-fed` alone", "fed-alone",
            records: "@ A {1}\n_matrix-fed._tcp SRV 10 5 8449 host\nhost A {2}",
            sites: [.web(1), .homeserver(2, 8449)],
            expected: .ok(["M202", "M205", "M301"])),
        Scenario(
            "step 5: `_matrix`", "legacy",
            records: "@ A {1}\n_matrix._tcp SRV 10 5 8449 host\nhost A {2}",
            sites: [.web(1), .homeserver(2, 8449)],
            expected: .ok(["M201", "M205"])),
        Scenario(
            "step 6: port 8448 of the name itself", "plain",
            records: "@ A {1}", sites: [.web(1), .homeserver(1)],
            expected: .ok(["W201"])),
        Scenario(
            "step 6: and nothing on port 443", "plain-alone",
            records: "@ A {1}", sites: [.homeserver(1)],
            expected: .ok()),
        Scenario(
            "step 2: a server name with a port", "port", serverName: "{name}:8450",
            records: "@ A {1}", sites: [.homeserver(1, 8450)],
            expected: .ok()),
        Scenario(
            "step 1: an address", "address", serverName: "{1}",
            sites: [.homeserver(1, 8448, .good(for: "{1}"))],
            expected: .ok()),
        Scenario(
            "step 1: an address with a port", "address-port", serverName: "{1}:8450",
            sites: [.homeserver(1, 8450, .good(for: "{1}"))],
            expected: .ok()),
        Scenario(
            "the real Synapse, behind well-known and nginx", "synapse",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:443"), Site(2, 443, .good(for: "matrix.{name}"), .synapse()),
            ],
            expected: .ok()),
        Scenario(
            "a server name that is an alias", "alias", serverName: "chat.{name}",
            records: "chat CNAME host\nhost A {1}",
            sites: [.homeserver(1, 8448, .good(for: "chat.{name}"))],
            expected: .ok()),
        Scenario(
            "the first SRV target is down, the second works", "second-target",
            records: """
                @ A {1}
                _matrix-fed._tcp SRV 10 5 8449 down
                _matrix-fed._tcp SRV 20 5 8449 up
                _matrix._tcp SRV 10 5 8449 down
                _matrix._tcp SRV 20 5 8449 up
                down A {2}
                up A {3}
                """,
            sites: [.web(1), Site.homeserver(2, 8449).closed(), .homeserver(3, 8449)],
            expected: .degraded(["F101"])),
        Scenario(
            "a wildcard certificate", "wildcard",
            records: "@ A {1}\nmatrix A {2}",
            sites: [.wellKnown(1, "matrix.{name}:8449"), .homeserver(2, 8449, .good(for: "*.{name}"))],
            expected: .ok()),
        Scenario(
            "a chain that ends in an expired cross-signed root, which no client needs", "cross-sign",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, 8448, LabCertificate(.expiredCrossSign))],
            expected: .ok()),
        Scenario(
            "a zone that is signed", "signed", zone: .signed,
            records: "@ A {1}", sites: [.web(1), .homeserver(1)],
            expected: .ok()),
    ]
}
