import TestSupport

extension Scenario {
    /// Scenarios with problems after discovery.
    static let endpointTrouble = [
        Scenario(
            "nothing listens on port 8448", "closed",
            records: "@ A {1}", sites: [.web(1), Site.homeserver(1).closed()],
            expected: .failed(["F101"])),
        Scenario(
            "the port that the document names is closed", "closed-delegated",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:8449"), Site.homeserver(2, 8449, .good(for: "matrix.{name}")).closed(),
            ],
            expected: .failed(["F101"])),
        Scenario(
            "plain HTTP on port 8448, and TLS on port 443", "http-443",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:8448"), .homeserver(2, 8448, .plainHTTP),
                .homeserver(2, 443, .good(for: "matrix.{name}")),
            ],
            expected: .failed(["F111"])),
        Scenario(
            "no cipher suite in common", "ciphers",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:8449"),
                Site.homeserver(2, 8449, .good(for: "matrix.{name}")).accepting(
                    ciphers: "ECDHE-ECDSA-CAMELLIA256-SHA384"),
            ],
            expected: .failed(["F103"])),
        Scenario(
            "plain HTTP on port 8448", "http",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, 8448, .plainHTTP)],
            expected: .failed(["F111"])),
        Scenario(
            "SSH on port 8448", "garbage",
            records: "@ A {1}", sites: [.web(1), Site(1, 8448, .good, .peer(.garbage))],
            expected: .failed(["F111"])),
        Scenario(
            "port 8448 accepts connections and sends nothing", "silent",
            records: "@ A {1}", sites: [.web(1), Site(1, 8448, .good, .peer(.silent))],
            expected: .failed(["F103"])),
        Scenario(
            "responses take fifteen seconds", "late",
            records: "@ A {1}", sites: [.web(1), Site(1, 8448, .good, .peer(.late(seconds: 15, body: "{}")))],
            expected: .failed(["F112"])),
        Scenario(
            "a web server without Matrix", "not-matrix",
            records: "@ A {1}",
            sites: [.web(1), Site(1, 8448, .good, .pages(["/": .html("<title>Welcome</title>")], host: nil))],
            expected: .failed(["F112"])),
        Scenario(
            "the reverse proxy knows the Host header only without the port, which peers send", "host-port",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:8449"),
                .homeserver(2, 8449, .good(for: "matrix.{name}"), host: "matrix.{name}"),
            ],
            expected: .failed(["F106"])),
        Scenario(
            "the reverse proxy knows the Host header only without the port, which some peers add", "host-no-port",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, host: "{name}")],
            expected: .degraded(["F106"])),
        Scenario(
            "the reverse proxy knows the Host header only with the port, which few peers send", "host-with-port",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}"),
                .homeserver(2, 8448, .good(for: "matrix.{name}"), host: "matrix.{name}:8448"),
            ],
            expected: .failed(["F106"])),
        Scenario(
            "keys with a wrong signature", "keys-signature",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, keys: .wronglySigned)],
            expected: .failed(["F109"])),
        Scenario(
            "keys without a signature", "keys-unsigned",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, keys: .unsigned)],
            expected: .failed(["F109"])),
        Scenario(
            "keys of another server name", "keys-name",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, keys: .of("other.lab"))],
            expected: .failed(["F107"])),
        Scenario(
            "keys that were valid until yesterday", "keys-expired",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, keys: .expired)],
            expected: Expectation(
                .failed, ["F108"], synapse: .reached,
                difference: "Synapse takes the keys, and then verifies nothing of today with them")),
    ]
}
