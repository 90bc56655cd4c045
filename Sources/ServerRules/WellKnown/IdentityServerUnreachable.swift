import Diagnostics
import Federation

/// W312: clients do not reach the identity server that the client well-known document names.
enum IdentityServerUnreachable: ServerRule {
    static let info = RuleInfo(
        "W312",
        "identity-server-unreachable",
        .warning,
        isForClients: true,
        summary: "the identity server in the client well-known document does not answer",
        page: RulePage(
            whatItChecks: """
                Requests `/_matrix/identity/v2` below the `base_url` of `m.identity_server`, as clients do. The certificate \
                must be valid and the status 200. Without the key, nothing is reported: an identity server is optional.
                """,
            whyItMatters: """
                The specification lets clients stop with an error if the identity server does not answer, although the \
                homeserver does. Other clients cannot find people by their e-mail address.
                """,
            howToFix: "Correct the `base_url`, or remove `m.identity_server` if you do not need an identity server.",
            references: ["Matrix client-server, Well-known URI", "Matrix identity service, Status check"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    client: document("«", "»"),
                    evidence: """
                        {"https": [{
                          "url": "https://identity.example.com/_matrix/identity/v2", "error": "dns-failed",
                          "phase": "resolve"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    client: document(),
                    evidence: """
                        {"https": [{
                          "url": "https://identity.example.com/_matrix/identity/v2", "status": 200, "body": "{}"
                        }]}
                        """)),
        ]
    )

    private static func document(_ start: String = "", _ end: String = "") -> String {
        """
        {"m.homeserver": {"base_url": "https://matrix.example.com"},
         "m.identity_server": {"base_url": \(start)"https://identity.example.com"\(end)}}
        """
    }

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let view = context.clientDocument, let reference = view.document.identityServer,
            let url = view.document.identityURL,
            let (entry, failure) = context.firstFailure(at: url, statusFailure)
        else { return }
        findings.report(unreachable(context, view, reference, entry, failure))
    }

    private static func statusFailure(_ entry: HTTPSEntry) -> ClientFailure? {
        guard let status = entry.status, status != 200, status != 429 else { return nil }
        return ClientFailure(
            "the response has status \(status)",
            help: "correct the `base_url` of `m.identity_server`, or remove the key")
    }
}

// MARK: - Messages

extension IdentityServerUnreachable {
    private static func unreachable(
        _ context: ServerContext, _ view: ClientDocumentView, _ reference: ClientDocument.Reference,
        _ entry: HTTPSEntry, _ failure: ClientFailure
    ) -> Finding {
        context.finding(
            info,
            "the identity server at \(Words.quoted(reference.text, limit: 80)) does not answer: \(failure.clause)",
            about: reference, view, of: entry,
            why: "clients that follow the specification refuse the whole document because of it",
            help: failure.help
        )
    }
}
