import TestSupport

extension Scenario {
    /// Scenarios with problems of the certificate of the homeserver.
    static let certificateTrouble = [
        server("an expired certificate", "cert-expired", LabCertificate(.expired), .failed(["C106"])),
        server(
            "a certificate that is not valid yet", "cert-early", LabCertificate(.notYetValid), .failed(["C107"])),
        server("a certificate for another name", "cert-name", .good(for: "other.lab"), .failed(["C101"])),
        server("a self-signed certificate", "cert-self", LabCertificate(.selfSigned), .failed(["C110"])),
        server("the intermediate is missing", "cert-leaf", LabCertificate(.withoutIntermediate), .failed(["C111"])),
        server(
            "the intermediate has expired", "cert-old-issuer", LabCertificate(.expiredIntermediate),
            .failed(["C106"])),
        server("an unknown certificate authority", "cert-foreign", LabCertificate(.foreign), .failed(["C109"])),
        Scenario(
            "the certificate of a delegated server is for another name", "cert-delegated",
            records: "@ A {1}\nmatrix A {2}",
            sites: [.wellKnown(1, "matrix.{name}:8449"), .homeserver(2, 8449, .good(for: "other.lab"))],
            expected: .failed(["C101"])),
        Scenario(
            "a certificate for the SRV target instead of the server name", "cert-target",
            records: """
                @ A {1}
                _matrix-fed._tcp SRV 10 5 8449 host
                _matrix._tcp SRV 10 5 8449 host
                host A {2}
                """,
            sites: [.web(1), .homeserver(2, 8449, .good(for: "host.{name}"))],
            expected: .failed(["C102"])),
    ]

    /// Returns a scenario on port 8448 of the name, without other problems.
    private static func server(
        _ title: String, _ label: String, _ certificate: LabCertificate, _ expected: Expectation
    ) -> Scenario {
        Scenario(
            title, label, records: "@ A {1}", sites: [.web(1), .homeserver(1, 8448, certificate)],
            expected: expected)
    }
}
