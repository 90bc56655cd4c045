import Diagnostics
import Federation

/// W308: clients cannot read the OAuth issuer in the client well-known document.
enum OAuthIssuerInvalid: ServerRule {
    static let info = RuleInfo(
        "W308",
        "oauth-issuer-invalid",
        .warning,
        fix: .unsafe,
        isForClients: true,
        summary: "the OAuth issuer in the client well-known document is invalid",
        page: RulePage(
            whatItChecks: """
                Checks `org.matrix.msc2965.authentication` and `m.authentication`, if present: an object with an `https://` \
                URL as `issuer` and, optionally, as `account`. Neither key is required: since v1.15 clients ask the \
                homeserver for `/_matrix/client/v1/auth_metadata`.
                """,
            whyItMatters: """
                Clients that still read the key find no login with OAuth, and offer a password that the homeserver may no \
                longer accept.
                """,
            howToFix: """
                Publish `"org.matrix.msc2965.authentication": {"issuer": "https://account.example.com/"}`, or remove the \
                key. In a file, a URL without its scheme has a fix.
                """,
            references: ["MSC2965", "Matrix client-server, Authentication API discovery"]
        ),
        examples: [
            bad(#"«"https://account.example.com/"»"#),
            bad(#"«{»"account": "https://account.example.com/"}"#),
            bad(#"{"issuer": «"account.example.com"»}"#),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    client: document(
                        #"{"issuer": "https://account.example.com/", "account": "https://account.example.com/me"}"#))),
        ]
    )

    private static func document(_ value: String) -> String {
        """
        {"m.homeserver": {"base_url": "https://matrix.example.com"},
         "org.matrix.msc2965.authentication": \(value)}
        """
    }

    private static func bad(_ value: String) -> RuleExample {
        .bad("", continuation: false, server: ExampleServer(client: document(value)))
    }

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for (place, problem) in context.clientMemberProblems(problem(ofMembers:)) {
            findings.report(invalid(context, place, problem))
        }
    }

    private static func problem(ofMembers document: JSONValue) -> DocumentProblem? {
        ClientDocument.Key.authentication.lazy.compactMap { key in
            document[key].flatMap { problem($0, key) }
        }.first
    }

    private static func problem(_ value: JSONValue, _ key: String) -> DocumentProblem? {
        guard value.members != nil else {
            return DocumentProblem("has \(value.kindName) as `\(key)`, not an object", at: value, "expected an object")
        }
        guard let issuer = value["issuer"] else {
            return DocumentProblem("has no `issuer` in `\(key)`", at: value, "`issuer` is missing")
        }
        return DocumentProblem(url: issuer, "as `issuer` in `\(key)`")
            ?? value["account"].flatMap { DocumentProblem(url: $0, "as `account` in `\(key)`") }
    }
}

// MARK: - Messages

extension OAuthIssuerInvalid {
    private static func invalid(
        _ context: ServerContext, _ place: ClientMemberPlace, _ problem: DocumentProblem
    ) -> Finding {
        context.finding(
            info, problem, in: place,
            why: "clients that read this key do not find the login with OAuth",
            help: "write `{\"issuer\": \"https://…\"}`, or remove the key: clients ask the homeserver for "
                + "`/_matrix/client/v1/auth_metadata`"
        )
    }
}
