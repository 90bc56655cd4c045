import TestSupport

extension Scenario {
    /// Scenarios with problems in the DNS and working servers.
    static let dnsTrouble = [
        Scenario(
            "the server name does not exist", "absent", zone: .absent,
            expected: .failed(["M302"])),
        Scenario(
            "SERVFAIL: no server has the zone", "servfail", zone: .neverTransferred,
            expected: .failed(["N101"])),
        Scenario(
            "a lame delegation", "lame", zone: .lame,
            expected: .failed(["N101"])),
        Scenario(
            "bogus: records do not match their signatures", "bogus", zone: .forged,
            records: "@ A {1}", sites: [.web(1), .homeserver(1)],
            expected: .failed(["N104"])),
        Scenario(
            "bogus: signatures are out of date", "signatures-expired", zone: .signaturesExpired,
            records: "@ A {1}", sites: [.web(1), .homeserver(1)],
            expected: .failed(["N104"])),
        Scenario(
            "the SRV target is an alias", "target-alias",
            records: """
                @ A {1}
                _matrix-fed._tcp SRV 10 5 8449 matrix
                _matrix._tcp SRV 10 5 8449 matrix
                matrix CNAME host
                host A {2}
                """,
            sites: [.web(1), .homeserver(2, 8449)],
            expected: .degraded(["S301"])),
        Scenario(
            "the port of the SRV record is in the field of the weight", "port-as-weight",
            records: """
                @ A {1}
                matrix A {2}
                _matrix-fed._tcp SRV 10 8448 5 matrix
                _matrix._tcp SRV 10 8448 5 matrix
                """,
            sites: [.web(1), .homeserver(2)],
            expected: .failed(["F101"])),
        Scenario(
            "the SRV target has no address", "target-nowhere",
            records: "@ A {1}\n_matrix-fed._tcp SRV 10 5 8449 host\n_matrix._tcp SRV 10 5 8449 host",
            sites: [.web(1), .homeserver(1)],
            expected: .failed(["M302"])),
        Scenario(
            "the SRV target is the root: no service", "target-root",
            records: "@ A {1}\n_matrix-fed._tcp SRV 0 0 0 .\n_matrix._tcp SRV 0 0 0 .",
            sites: [.web(1), .homeserver(1)],
            expected: .failed(["M302"])),
        Scenario(
            "the SRV records are for the host of the homeserver", "srv-elsewhere",
            records: """
                @ A {1}
                _matrix-fed._tcp.matrix SRV 10 5 8449 matrix
                _matrix._tcp.matrix SRV 10 5 8449 matrix
                matrix A {2}
                """,
            sites: [.web(1), .homeserver(2, 8449)],
            expected: .failed(["F101"])),
        Scenario(
            "the SRV target is an address", "target-address",
            records: "@ A {1}\n_matrix-fed._tcp SRV 10 5 8449 {2}.\n_matrix._tcp SRV 10 5 8449 {2}.",
            sites: [.web(1), .homeserver(2, 8449)],
            expected: Expectation(
                .failed, ["M302"], synapse: .reached,
                difference: "Synapse connects to the address, others look it up as a name")),
        Scenario(
            "`_matrix-fed` leads nowhere, `_matrix` is right", "fed-wrong",
            records: """
                @ A {1}
                _matrix-fed._tcp SRV 10 5 8449 nowhere
                _matrix._tcp SRV 10 5 8449 host
                host A {2}
                """,
            sites: [.web(1), .homeserver(2, 8449)],
            expected: .failed(["M302"])),
        Scenario(
            "an unreachable IPv6 address", "dead-ipv6",
            records: "@ A {1}\n@ AAAA fd00::1",
            sites: [.web(1), .homeserver(1)],
            expected: .ok()),
        Scenario(
            "a local address, and Synapse with its list of those not to connect to", "blocked", hasBlockList: true,
            records: "@ A {1}", sites: [.web(1), .homeserver(1)],
            expected: Expectation(
                .degraded, ["M207"], synapse: .failed,
                difference: "it can be reached from inside, and only from there; Synapse refuses to")),
        Scenario(
            "the SRV records are too large for UDP, and the name server does not answer over TCP", "no-tcp",
            zone: .withoutTCP,
            records: "@ A {1}\n"
                + (10...40).map { number in
                    let host = "a-host-of-the-matrix-homeserver-number-\(number)"
                    return "_matrix-fed._tcp SRV \(number) 5 8448 \(host)\n_matrix._tcp SRV \(number) 5 8448 \(host)\n"
                        + "\(host) A {1}\n"
                }.joined(),
            sites: [.web(1), .homeserver(1)],
            expected: .failed(["N101"])),
        Scenario(
            "one name server has an outdated zone", "outdated",
            zone: .outdatedSecondary("@ A {1}"),
            // The server is reached with either answer: this machine has no route to this address.
            records: "@ A {1}\n@ AAAA fd00::2",
            sites: [.web(1), .homeserver(1)],
            expected: .ok()),
    ]
}
