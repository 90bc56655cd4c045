import TestSupport

extension Scenario {
    /// The path that clients request to verify a homeserver.
    static let versions = "/_matrix/client/versions"

    /// A document with this host of the homeserver.
    static func homeserver(_ host: String = "matrix.{name}") -> String {
        #"{"m.homeserver": {"base_url": "https://\#(host)"}}"#
    }

    /// A server that peers reach at port 8448 of matrix.{name}, and clients at port 443.
    static func client(
        _ title: String, _ label: String, document: String? = nil, page: Site.Page? = nil,
        pages: [String: Site.Page] = [:], certificate: LabCertificate = .good(for: "matrix.{name}"),
        expected: Expectation
    ) -> Scenario {
        Scenario(
            title, label, records: "@ A {1}\nmatrix A {2}\nother A {2}",
            sites: [
                clientWebsite(1, page ?? .json(document ?? "")), Site(2, 443, certificate, .pages(pages, host: nil)),
                .homeserver(2, 8448, .good(for: "matrix.{name}")),
            ],
            expected: expected)
    }

    /// A website whose document for peers leads to port 8448 of matrix.{name}.
    static func clientWebsite(_ address: Int, _ page: Site.Page) -> Site {
        Site(
            address, 443, .good,
            .pages(
                [
                    "/.well-known/matrix/server": .json(#"{"m.server": "matrix.{name}:8448"}"#),
                    "/.well-known/matrix/client": page,
                ], host: nil))
    }
}
