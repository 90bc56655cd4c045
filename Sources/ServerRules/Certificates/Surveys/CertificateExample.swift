import Diagnostics

/// The common part of the C rules' examples: a zone with SRV records and no well-known document.
enum CertificateExample {
    static let zone = """
        matrix           IN A   192.0.2.10
        _matrix-fed._tcp IN SRV 10 5 8448 matrix
        _matrix._tcp     IN SRV 10 5 8448 matrix

        """

    static let noWellKnown = """
        {"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 404}]}
        """

    static func bad(_ certificate: ExampleCertificate, alsoFires: [String] = []) -> RuleExample {
        .bad(zone, alsoFires: alsoFires, server: ExampleServer(certificate: certificate, evidence: noWellKnown))
    }

    static func good(_ certificate: ExampleCertificate) -> RuleExample {
        .good(zone, server: ExampleServer(certificate: certificate, evidence: noWellKnown))
    }

    /// A certificate that is valid for every implementation.
    static let good = good(ExampleCertificate(["example.com", "matrix.example.com"]))
}
