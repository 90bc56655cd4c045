import TestSupport

extension Scenario {
    static let all = [
        Scenario(
            "well-known with port", "wk-port",
            records: "@ A {1}\nmatrix A {2}",
            sites: [.wellKnown(1, "matrix.{name}:8449"), .homeserver(2, 8449, .good(for: "matrix.{name}"))],
            expected: .ok()),
        Scenario(
            "bogus DNSSEC", "bogus", zone: .forged,
            records: "@ A {1}\n", sites: [.web(1), .homeserver(1)],
            expected: .failed([])),
    ]
}
