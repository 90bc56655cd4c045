import TestSupport

extension Scenario {
    /// Scenarios in which peers reach the server, and clients do not, or not completely.
    static let clientTrouble = [
        client(
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
        client(
            "clients: `base_url` leads to a website", "clients-web", document: homeserver(),
            pages: ["/": .html("<title>Welcome</title>")], expected: .degraded(["W304"])),
        client(
            "clients: the host in `base_url` does not exist", "clients-nxdomain", document: homeserver("chat.{name}"),
            expected: .degraded(["W304"])),
        client(
            "clients: the certificate is not valid for the host in `base_url`", "clients-name",
            document: homeserver("other.{name}"), pages: [versions: .json(#"{"versions": []}"#)],
            expected: .degraded(["W304"])),
        client(
            "clients: the API is sent without the CORS header", "clients-cors", document: homeserver(),
            pages: [versions: .withoutCORS(#"{"versions": ["v1.18"]}"#)], expected: .degraded(["W305"])),
        client(
            "clients: the service for calls is down behind its proxy", "clients-calls",
            document: #"""
                {"m.homeserver": {"base_url": "https://matrix.{name}"},
                 "org.matrix.msc4143.rtc_foci": [
                   {"type": "livekit", "livekit_service_url": "https://matrix.{name}/livekit/jwt"}]}
                """#,
            pages: [versions: .json(#"{"versions": ["v1.18"]}"#), "/livekit/jwt/sfu/get": .status(502)],
            expected: .degraded(["W307"])),
        client(
            "clients: the document names another OAuth issuer than the homeserver", "clients-oauth",
            document: #"""
                {"m.homeserver": {"base_url": "https://matrix.{name}"},
                 "org.matrix.msc2965.authentication": {"issuer": "https://old.{name}/"}}
                """#,
            pages: [
                versions: .json(#"{"versions": ["v1.18"]}"#),
                "/_matrix/client/v1/auth_metadata": .json(#"{"issuer": "https://account.{name}/"}"#),
            ], expected: .degraded(["W309"])),
        client(
            "clients: the identity server is gone", "clients-identity",
            document: #"""
                {"m.homeserver": {"base_url": "https://matrix.{name}"},
                 "m.identity_server": {"base_url": "https://identity.{name}"}}
                """#,
            pages: [versions: .json(#"{"versions": ["v1.18"]}"#)], expected: .degraded(["W312"])),
        client(
            "clients: the document is redirected without the CORS header", "clients-redirect",
            page: .redirect("https://matrix.{name}/.well-known/matrix/client"),
            pages: [
                "/.well-known/matrix/client": .json(homeserver()), versions: .json(#"{"versions": ["v1.18"]}"#),
            ], expected: .degraded(["W302"])),
        client(
            "clients: the document is on the delegated host only", "clients-misplaced", page: .status(404),
            pages: ["/.well-known/matrix/client": .json(homeserver())], expected: .ok(["W311"])),
        Scenario(
            "clients: two addresses return different documents", "clients-differ",
            records: "@ A {1}\n@ A {2}\nmatrix A {3}",
            sites: [
                clientWebsite(1, .json(homeserver())),
                clientWebsite(
                    2,
                    .json(
                        #"{"m.homeserver": {"base_url": "https://matrix.{name}"}, "io.element.e2ee": {"default": false}}"#
                    )),
                Site(
                    3, 443, .good(for: "matrix.{name}"),
                    .pages([versions: .json(#"{"versions": ["v1.18"]}"#)], host: nil)),
                .homeserver(3, 8448, .good(for: "matrix.{name}")),
            ], expected: .degraded(["W315"])),
        Scenario(
            "a proxy that decodes paths in front of the real Synapse", "decoding",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:443"), Site(2, 443, .good(for: "matrix.{name}"), .synapse(.decoded)),
            ],
            expected: .degraded(["F113"])),
        Scenario(
            "a proxy that encodes paths again in front of the real Synapse", "encoding",
            records: "@ A {1}\nmatrix A {2}",
            sites: [
                .wellKnown(1, "matrix.{name}:443"),
                Site(2, 443, .good(for: "matrix.{name}"), .synapse(.encodedTwice)),
            ],
            expected: .degraded(["F113"])),
    ]
}
