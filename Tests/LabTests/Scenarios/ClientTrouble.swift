import TestSupport

extension Scenario {
    /// Scenarios in which peers reach the server, and clients do not, or not completely.
    static let clientTrouble = [
        server(
            "clients: the API, calls and login with OAuth work", "clients",
            document: #"""
                {"m.homeserver": {"base_url": "https://matrix.{name}"},
                 "org.matrix.msc4143.rtc_foci": [
                   {"type": "livekit", "livekit_service_url": "https://matrix.{name}/livekit/jwt"}],
                 "org.matrix.msc2965.authentication": {"issuer": "https://account.{name}/"}}
                """#,
            pages: [
                versions: .json(#"{"versions": ["v1.18"]}"#), "/livekit/jwt/sfu/get": .status(405),
                "/_matrix/client/v1/auth_metadata": .json(
                    #"""
                    {"issuer": "https://account.{name}/", "authorization_endpoint": "https://account.{name}/authorize",
                     "token_endpoint": "https://account.{name}/token"}
                    """#),
            ], expected: .ok()),
        server(
            "clients: `base_url` leads to a website", "clients-web", document: homeserver(),
            pages: ["/": .html("<title>Welcome</title>")], expected: .degraded(["W304"])),
        server(
            "clients: the host in `base_url` does not exist", "clients-nxdomain", document: homeserver("chat.{name}"),
            expected: .degraded(["W304"])),
        server(
            "clients: the certificate is not valid for the host in `base_url`", "clients-name",
            document: homeserver("other.{name}"), pages: [versions: .json(#"{"versions": []}"#)],
            expected: .degraded(["W304"])),
        server(
            "clients: the API is sent without the CORS header", "clients-cors", document: homeserver(),
            pages: [versions: .withoutCORS(#"{"versions": ["v1.18"]}"#)], expected: .degraded(["W305"])),
        server(
            "clients: the service for calls is down behind its proxy", "clients-calls",
            document: #"""
                {"m.homeserver": {"base_url": "https://matrix.{name}"},
                 "org.matrix.msc4143.rtc_foci": [
                   {"type": "livekit", "livekit_service_url": "https://matrix.{name}/livekit/jwt"}]}
                """#,
            pages: [versions: .json(#"{"versions": ["v1.18"]}"#), "/livekit/jwt/sfu/get": .status(502)],
            expected: .degraded(["W307"])),
        server(
            "clients: the document names another OAuth issuer than the homeserver", "clients-oauth",
            document: #"""
                {"m.homeserver": {"base_url": "https://matrix.{name}"},
                 "org.matrix.msc2965.authentication": {"issuer": "https://old.{name}/"}}
                """#,
            pages: [
                versions: .json(#"{"versions": ["v1.18"]}"#),
                "/_matrix/client/v1/auth_metadata": .json(#"{"issuer": "https://account.{name}/"}"#),
            ], expected: .degraded(["W309"])),
        server(
            "clients: the identity server is gone", "clients-identity",
            document: #"""
                {"m.homeserver": {"base_url": "https://matrix.{name}"},
                 "m.identity_server": {"base_url": "https://identity.{name}"}}
                """#,
            pages: [versions: .json(#"{"versions": ["v1.18"]}"#)], expected: .degraded(["W312"])),
        server(
            "clients: the document is redirected without the CORS header", "clients-redirect",
            page: .redirect("https://matrix.{name}/.well-known/matrix/client"),
            pages: [
                "/.well-known/matrix/client": .json(homeserver()), versions: .json(#"{"versions": ["v1.18"]}"#),
            ], expected: .degraded(["W302"])),
        server(
            "clients: the document is on the delegated host only", "clients-misplaced", page: .status(404),
            pages: ["/.well-known/matrix/client": .json(homeserver())], expected: .ok(["W311"])),
        Scenario(
            "a proxy that decodes paths in front of the real Synapse", "decoding",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:443"), Site(2, 443, .good(for: "matrix.{name}"), .synapse(decoding: true)),
            ],
            expected: .degraded(["F113"])),
    ]

    private static let versions = "/_matrix/client/versions"

    private static func homeserver(_ host: String = "matrix.{name}") -> String {
        #"{"m.homeserver": {"base_url": "https://\#(host)"}}"#
    }

    /// A server that peers reach at port 8448 of matrix.{name}, and clients at port 443.
    private static func server(
        _ title: String, _ label: String, document: String? = nil, page: Site.Page? = nil,
        pages: [String: Site.Page] = [:], expected: Expectation
    ) -> Scenario {
        Scenario(
            title, label, records: "@ A {1}\nmatrix A {2}\nother A {2}",
            sites: [
                Site(
                    1, 443, .good,
                    .pages(
                        [
                            "/.well-known/matrix/server": .json(#"{"m.server": "matrix.{name}:8448"}"#),
                            "/.well-known/matrix/client": page ?? .json(document ?? ""),
                        ], host: nil)),
                Site(2, 443, .good(for: "matrix.{name}"), .pages(pages, host: nil)),
                .homeserver(2, 8448, .good(for: "matrix.{name}")),
            ],
            expected: expected)
    }
}
