import TestSupport

extension Scenario {
    /// What goes wrong once the server is found.
    static let endpointTrouble = [
        Scenario(
            "nothing listens", "closed",
            records: "@ A {1}", sites: [.web(1)],
            expected: .failed([])),
        Scenario(
            "plain HTTP on port 8448", "http",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, 8448, .plainHTTP)],
            expected: .failed([])),
        Scenario(
            "SSH on port 8448", "garbage",
            records: "@ A {1}", sites: [.web(1), Site(1, 8448, .good, .peer(.garbage))],
            expected: .failed([])),
        Scenario(
            "port 8448 takes the connection and says nothing", "silent",
            records: "@ A {1}", sites: [.web(1), Site(1, 8448, .good, .peer(.silent))],
            expected: .failed([])),
        Scenario(
            "answers after fifteen seconds", "late",
            records: "@ A {1}", sites: [.web(1), Site(1, 8448, .good, .peer(.late(seconds: 15, body: "{}")))],
            expected: .failed([])),
        Scenario(
            "a web server that knows nothing of Matrix", "not-matrix",
            records: "@ A {1}",
            sites: [.web(1), Site(1, 8448, .good, .pages(["/": .html("<title>Welcome</title>")], host: nil))],
            expected: .failed([])),
        Scenario(
            "the reverse proxy knows the Host header only without the port, which peers send", "host-port",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:8449"),
                .homeserver(2, 8449, .good(for: "matrix.{name}"), host: "matrix.{name}"),
            ],
            expected: .failed([])),
        Scenario(
            "the reverse proxy knows the Host header only without the port, which some peers add", "host-no-port",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, host: "{name}")],
            expected: .degraded([])),
        Scenario(
            "keys with a wrong signature", "keys-signature",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, keys: .wronglySigned)],
            expected: .failed([])),
        Scenario(
            "keys without a signature", "keys-unsigned",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, keys: .unsigned)],
            expected: .failed([])),
        Scenario(
            "keys of another server name", "keys-name",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, keys: .of("other.lab"))],
            expected: .failed([])),
        Scenario(
            "keys that were valid until yesterday", "keys-expired",
            records: "@ A {1}", sites: [.web(1), .homeserver(1, keys: .expired)],
            expected: .degraded([])),
    ]
}
