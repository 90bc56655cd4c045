import Diagnostics
import Federation

/// W309: the OAuth metadata of the homeserver contradict the client well-known document.
enum OAuthMetadataDiffers: ServerRule {
    static let info = RuleInfo(
        "W309",
        "oauth-metadata-differs",
        .warning,
        isForClients: true,
        summary: "the homeserver's OAuth metadata are unusable, or contradict the client well-known document",
        page: RulePage(
            whatItChecks: """
                Requests `/_matrix/client/v1/auth_metadata` from the homeserver. Its `issuer` and endpoints must be \
                `https://` URLs that clients elsewhere can reach, and not the address at which the authentication service \
                listens. If the document names an OAuth issuer, also requests the path of earlier homeservers if that does \
                not exist. The response must then be JSON with the same `issuer` (a final slash does not matter) and the \
                endpoints that clients need.
                """,
            whyItMatters: """
                Old clients read the issuer in the document, and newer ones ask the homeserver. If the two differ, some log \
                in at a service that the homeserver does not trust, or find no login at all. Clients with OAuth send their \
                users to the URLs in the metadata.
                """,
            howToFix: """
                Write the issuer of the homeserver's configuration into the document, or remove the key. If the homeserver \
                does not know the request, enable its authentication service: `matrix_authentication_service` in Synapse. If \
                the metadata have an internal URL, set `public_base` below `http` in the configuration of \
                matrix-authentication-service.
                """,
            references: ["MSC2965", "Matrix client-server, Server metadata discovery", "RFC 8414 §3.3"]
        ),
        examples: [
            bad(#""status": 200, "body": "{\"issuer\": \"https://old.example.com/\"}""#),
            bad(#""status": 200, "body": "{\"issuer\": \"http://[::]:8080/\"}""#),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    client: #"{"m.homeserver": {"base_url": «"https://matrix.example.com"»}}"#,
                    evidence: evidence(
                        """
                        "status": 200, "body": "{\\"issuer\\": \\"https://account.example.com/\\", \
                        \\"authorization_endpoint\\": \\"http://localhost:8080/authorize\\"}"
                        """))),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    client: document("«", "»"),
                    evidence: """
                        {"https": [
                          {"url": "https://matrix.example.com/_matrix/client/v1/auth_metadata", "status": 404},
                          {"url": "https://matrix.example.com/_matrix/client/unstable/org.matrix.msc2965/auth_metadata",
                           "status": 404}
                        ]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    client: document(),
                    evidence: evidence(
                        """
                        "status": 200, "body": "{\\"issuer\\": \\"https://account.example.com\\", \
                        \\"authorization_endpoint\\": \\"https://account.example.com/authorize\\", \
                        \\"token_endpoint\\": \\"https://account.example.com/oauth2/token\\"}"
                        """))),
        ]
    )

    private static func document(_ start: String = "", _ end: String = "") -> String {
        """
        {"m.homeserver": {"base_url": "https://matrix.example.com"},
         "org.matrix.msc2965.authentication": {"issuer": \(start)"https://account.example.com/"\(end)}}
        """
    }

    private static func evidence(_ answer: String) -> String {
        """
        {"https": [{"url": "https://matrix.example.com/_matrix/client/v1/auth_metadata", \(answer)}]}
        """
    }

    private static func bad(_ answer: String) -> RuleExample {
        .bad(
            "", continuation: false, server: ExampleServer(client: document("«", "»"), evidence: evidence(answer)))
    }

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let view = context.clientDocument else { return }
        if let (entry, unusable) = UnusableURL.first(in: view, context),
            let reference = view.document.issuer ?? view.document.homeserver
        {
            findings.report(unreachable(context, view, reference, entry, unusable))
            return
        }
        // Homeservers without OAuth have no metadata.
        guard let issuer = view.document.issuer else { return }
        let answers = view.document.authenticationURLs.map { context.fetched(at: $0).first }
        guard let entry = answers.compactMap(\.self).first(where: { $0.error == nil && $0.status == 200 }) else {
            // A homeserver that is unreachable is W304.
            guard let first = answers.first ?? nil, answers.allSatisfy({ $0?.status == 404 }) else { return }
            findings.report(unknown(context, view, issuer, first))
            return
        }
        guard let body = entry.body, !entry.isBodyMissing else { return }
        guard let metadata = try? JSONReader.read(body), metadata.members != nil else {
            findings.report(
                differs(context, view, issuer, entry, "the homeserver's OAuth metadata are not a JSON object"))
            return
        }
        guard let actual = metadata["issuer"]?.string else {
            findings.report(differs(context, view, issuer, entry, "the homeserver's OAuth metadata have no `issuer`"))
            return
        }
        guard withoutSlash(actual) == withoutSlash(issuer.text) else {
            findings.report(otherIssuer(context, view, issuer, entry, actual))
            return
        }
        let missing = ["authorization_endpoint", "token_endpoint"].filter { metadata[$0]?.string == nil }
        guard !missing.isEmpty else { return }
        let words = Words.list(missing.map { "`\($0)`" })
        findings.report(differs(context, view, issuer, entry, "the homeserver's OAuth metadata have no \(words)"))
    }

    private static func withoutSlash(_ url: String) -> Substring {
        url.hasSuffix("/") ? url.dropLast() : url[...]
    }
}
