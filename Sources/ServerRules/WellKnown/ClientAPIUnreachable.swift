import Diagnostics
import Federation

/// W304: clients do not reach the homeserver that the client well-known document names.
enum ClientAPIUnreachable: ServerRule {
    static let info = RuleInfo(
        "W304",
        "client-api-unreachable",
        .error,
        isForClients: true,
        summary: "the `base_url` of the client well-known document does not lead to a homeserver",
        page: RulePage(
            whatItChecks: """
                Requests `/_matrix/client/versions` below the `base_url` of `m.homeserver`, as clients do. The certificate \
                must be valid, the status 200, and the response JSON with at least one of the `versions`.
                """,
            whyItMatters: """
                Clients verify the `base_url` with this request, and stop with an error if it fails, without trying another \
                host. SRV records do not help: clients never look them up, and only homeservers use the well-known document \
                for servers.
                """,
            howToFix: """
                Correct the `base_url`, or let the reverse proxy at that host forward `/_matrix/client/` to the homeserver: \
                in nginx `location /_matrix { proxy_pass http://127.0.0.1:8008; }`.
                """,
            references: ["Matrix client-server, Well-known URI", "Matrix client-server, API versions"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    client: #"{"m.homeserver": {"base_url": «"https://matrix.example.com/"»}}"#,
                    evidence: """
                        {"https": [{
                          "url": "https://matrix.example.com/_matrix/client/versions", "status": 502
                        }]}
                        """)),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    client: #"{"m.homeserver": {"base_url": «"https://matrix.example.com"»}}"#,
                    evidence: """
                        {"https": [{
                          "url": "https://matrix.example.com/_matrix/client/versions", "address": "192.0.2.10",
                          "error": "connection-refused", "phase": "connect"
                        }]}
                        """)),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    client: #"{"m.homeserver": {"base_url": «"https://www.example.com"»}}"#,
                    evidence: """
                        {"https": [{
                          "url": "https://www.example.com/_matrix/client/versions", "status": 200,
                          "body": "<!doctype html><title>Welcome</title>"
                        }]}
                        """)),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    client: #"{"m.homeserver": {"base_url": «"https://matrix.example.com"»}}"#,
                    evidence: """
                        {"https": [{
                          "url": "https://matrix.example.com/_matrix/client/versions", "status": 200,
                          "body": "{\\"versions\\": []}"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    client: #"{"m.homeserver": {"base_url": "https://matrix.example.com"}}"#,
                    evidence: """
                        {"https": [{
                          "url": "https://matrix.example.com/_matrix/client/versions", "status": 200,
                          "body": "{\\"versions\\": [\\"v1.18\\"]}"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let view = context.clientDocument, let reference = view.document.homeserver,
            let url = view.document.versionsURL,
            let (entry, failure) = context.firstFailure(at: url, answerFailure)
        else { return }
        findings.report(unreachable(context, view, reference, entry, failure))
    }

    /// Returns why a response is not that of a homeserver.
    static func answerFailure(_ entry: HTTPSEntry) -> ClientFailure? {
        guard let status = entry.status else { return nil }
        if let interception = entry.interception, status != 429 {
            return ClientFailure(
                "the response has status \(status) (\(interception.clause))",
                help: interception.help(paths: "/_matrix/", host: entry.lastHost))
        }
        switch status {
        // Too many requests: the homeserver, or a proxy in front of it, protects itself.
        case 429: return nil
        case 200: break
        case 502...504:
            return ClientFailure(
                "the proxy answers with status \(status)",
                help: "start the homeserver, and check the address in the configuration of the proxy")
        default: return ClientFailure("the response has status \(status)", help: forward)
        }
        guard let body = entry.body, !entry.isBodyMissing else { return nil }
        guard let versions = (try? JSONReader.read(body))?["versions"]?.array else {
            return ClientFailure(
                ServerDocumentView(fetched: entry)?.firstTag == nil
                    ? "the response is not that of a homeserver: it has no list of `versions`"
                    : "a web page answers, not a homeserver", help: forward)
        }
        guard versions.isEmpty else { return nil }
        return ClientFailure(
            "the list of `versions` in the response is empty",
            help: "let the homeserver answer this request itself; its list has each version that it supports, such as "
                + "`v1.11`")
    }

    private static let forward =
        "let the proxy at this host forward `/_matrix/client/` to the homeserver, or correct `base_url`"
}

// MARK: - Messages

extension ClientAPIUnreachable {
    private static func unreachable(
        _ context: ServerContext, _ view: ClientDocumentView, _ reference: ClientDocument.Reference,
        _ entry: HTTPSEntry, _ failure: ClientFailure
    ) -> Finding {
        context.finding(
            info,
            "clients cannot reach the homeserver at \(Words.quoted(reference.text, limit: 80)): \(failure.clause)",
            about: reference, view, of: entry,
            why: "clients verify `base_url` by requesting `/_matrix/client/versions`, and do not log in if that fails",
            help: doubledPath(reference.text).map { "remove \($0) from `base_url`, because clients add the path" }
                ?? (isElsewhere(entry, failure) ? answeringURL(context, insteadOf: entry) : nil).map {
                    "write \($0) as `base_url`, where the homeserver answers clients"
                } ?? failure.help
        )
    }

    /// Whether the homeserver may be elsewhere: nothing shows that it is behind this URL.
    private static func isElsewhere(_ entry: HTTPSEntry, _ failure: ClientFailure) -> Bool {
        switch entry.error {
        case .connectionRefused, .timeout, .dnsFailed: true
        case nil: failure.help == forward
        default: false
        }
    }

    /// The URL of another host of the server name at which a homeserver answers clients, quoted.
    private static func answeringURL(_ context: ServerContext, insteadOf entry: HTTPSEntry) -> String? {
        guard let host = context.delegatingHost?.lowercased() else { return nil }
        let path = "/_matrix/client/versions"
        let delegated = context.delegated?.hostText.lowercased()
        return (context.input.evidence?.https ?? []).lazy.filter { other in
            other.url.hasSuffix(path) && other.url != entry.url && other.error == nil && other.status == 200
                && ((try? JSONReader.read(other.body ?? []))?["versions"]?.array ?? []).isEmpty == false
        }.compactMap { other -> String? in
            guard let parts = URLParts(other.url), parts.host == delegated || parts.host.hasSuffix(".\(host)") else {
                return nil
            }
            return Words.quoted(String(other.url.dropLast(path.utf8.count)), limit: 80)
        }.first
    }

    /// The part of a URL that clients add to it again, quoted.
    private static func doubledPath(_ url: String) -> String? {
        guard let path = URLParts(url)?.path, let start = path.firstRange(of: "/_matrix") else { return nil }
        let rest = path[start.lowerBound...]
        guard rest == "/_matrix" || rest.hasPrefix("/_matrix/") else { return nil }
        return Words.quoted(String(rest), limit: 80)
    }
}
