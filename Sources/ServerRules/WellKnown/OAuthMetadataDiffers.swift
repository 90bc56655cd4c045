import Diagnostics
import Federation

/// W309: the OAuth metadata of the homeserver contradict the client well-known document.
enum OAuthMetadataDiffers: ServerRule {
    static let info = RuleInfo(
        "W309",
        "oauth-metadata-differs",
        .warning,
        isForClients: true,
        summary: "the homeserver's OAuth metadata contradict the client well-known document",
        page: RulePage(
            whatItChecks: """
                If the document names an OAuth issuer, requests `/_matrix/client/v1/auth_metadata` from the homeserver, and \
                if that does not exist the path of earlier homeservers. The response must be JSON with the same `issuer` \
                (a final slash does not matter) and the endpoints that clients need.
                """,
            whyItMatters: """
                Old clients read the issuer in the document, and newer ones ask the homeserver. If the two differ, some log \
                in at a service that the homeserver does not trust, or find no login at all.
                """,
            howToFix: """
                Write the issuer of the homeserver's configuration into the document, or remove the key. If the homeserver \
                does not know the request, enable its authentication service: `matrix_authentication_service` in Synapse.
                """,
            references: ["MSC2965", "Matrix client-server, Server metadata discovery", "RFC 8414 §3.3"]
        ),
        examples: [
            bad(#""status": 200, "body": "{\"issuer\": \"https://old.example.com/\"}""#),
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
        guard let view = context.clientDocument, let issuer = view.document.issuer else { return }
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

// MARK: - Messages

extension OAuthMetadataDiffers {
    private static func otherIssuer(
        _ context: ServerContext, _ view: ClientDocumentView, _ issuer: ClientDocument.Reference, _ entry: HTTPSEntry,
        _ actual: String
    ) -> Finding {
        context.finding(
            info,
            "the document names the OAuth issuer \(Words.quoted(issuer.text, limit: 80)), the homeserver "
                + Words.quoted(actual, limit: 80),
            about: issuer, view, of: entry,
            why: "old clients use the issuer of the document, which the homeserver does not trust",
            help: "write \(Words.quoted(actual, limit: 120)) as `issuer`, or remove the key from the document"
        )
    }

    private static func unknown(
        _ context: ServerContext, _ view: ClientDocumentView, _ issuer: ClientDocument.Reference, _ entry: HTTPSEntry
    ) -> Finding {
        context.finding(
            info,
            "the document names an OAuth issuer, but the homeserver has no OAuth metadata",
            about: issuer, view, of: entry,
            why: "newer clients ask the homeserver, and find no login with OAuth",
            help:
                "enable the authentication service in the configuration of the homeserver, or remove the key from the "
                + "document"
        )
    }

    private static func differs(
        _ context: ServerContext, _ view: ClientDocumentView, _ issuer: ClientDocument.Reference, _ entry: HTTPSEntry,
        _ message: String
    ) -> Finding {
        context.finding(
            info, message, about: issuer, view, of: entry,
            why: "newer clients ask the homeserver for it, and cannot log in with OAuth",
            help: "let the proxy forward `/_matrix/client/` to the homeserver, and check the log of its authentication "
                + "service"
        )
    }
}
