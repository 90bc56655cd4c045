import Diagnostics
import Federation

/// W301: clients cannot use the client well-known document.
enum ClientDocumentInvalid: ServerRule {
    static let info = RuleInfo(
        "W301",
        "client-document-invalid",
        .warning,
        fix: .unsafe,
        summary: "the client well-known document is invalid",
        page: RulePage(
            whatItChecks: """
                Checks the document at `/.well-known/matrix/client`, if there is one. It must be JSON with an \
                `https://` URL as `base_url` in `m.homeserver`, and in `m.identity_server` if that key is present. Status 404 is fine. \
                `--well-known-client FILE` checks a file before it is published.
                """,
            whyItMatters: """
                Clients use the server name in a user ID to discover the homeserver. If they cannot read the document, \
                they ask the user for the homeserver URL or refuse to log in.
                """,
            howToFix: """
                Publish `{"m.homeserver": {"base_url": "https://matrix.example.com"}}`, or return status 404. In a \
                file, mistakes in the notation and a `base_url` without its scheme have a fix.
                """,
            references: ["Matrix client-server, Well-known URI"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(client: #"{"m.homeserver": {"base_url": "https://matrix.example.com"«,»}}"#)),
            .bad(
                "", continuation: false,
                server: ExampleServer(client: #"{"m.homeserver": {"base_url": «"matrix.example.com"»}}"#)),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/client", "status": 200,
                          "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"matrix.example.com\\"}}"
                        }]}
                        """)),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/client", "status": 200,
                          "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://matrix.example.com\\",}}"
                        }]}
                        """)),
            .bad(
                "", continuation: false,
                server: ExampleServer(client: #"{"m.homeserver": {"base_url": «"http://matrix.example.com"»}}"#)),
            .bad(
                "", continuation: false, server: ExampleServer(client: #"«{»"io.element.e2ee": {"default": true}}"#)),
            .good(
                "", continuation: false,
                server: ExampleServer(client: #"{"m.homeserver": {"base_url": "http://localhost:8008"}}"#)),
            .good(
                "", continuation: false,
                server: ExampleServer(client: #"{"m.homeserver": {"base_url": "http://matrix.home.arpa:8008"}}"#)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/client", "status": 200,
                          "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://matrix.example.com/\\"}}"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: #"{"https": [{"url": "https://example.com/.well-known/matrix/client", "status": 404}]}"#)
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        if let given = context.given(.client),
            let problem = DocumentProblem.first(in: given.file.contents, problem(ofMembers:))
        {
            findings.report(invalid(context, given, problem))
        }
        for entry in context.fetchedOnce(.client, by: problem) {
            guard let problem = problem(entry) else { continue }
            findings.report(invalid(context, entry, problem))
        }
    }

    /// Returns the first problem of a response for clients, as a predicate of the document.
    private static func problem(_ entry: HTTPSEntry) -> String? {
        guard entry.error == nil, let status = entry.status, status != 404 else { return nil }
        guard status == 200 else { return "has status \(status), expected 200 or 404" }
        guard let body = entry.body else { return nil }
        return DocumentProblem.first(in: body, problem(ofMembers:))?.words(for: body)
    }

    /// Returns the first problem of an object (client-server API, "Well-known URI").
    private static func problem(ofMembers document: JSONValue) -> DocumentProblem? {
        guard let homeserver = document["m.homeserver"] else {
            let isForServers = document["m.server"] != nil
            return DocumentProblem(
                isForServers ? "is that for servers: it has `m.server`, not `m.homeserver`" : "has no `m.homeserver`",
                at: document, "object without `m.homeserver`")
        }
        if let problem = baseProblem(homeserver, "m.homeserver") { return problem }
        return document["m.identity_server"].flatMap { baseProblem($0, "m.identity_server") }
    }

    private static func baseProblem(_ value: JSONValue, _ key: String) -> DocumentProblem? {
        guard let base = value["base_url"] else {
            return DocumentProblem("has no `base_url` in `\(key)`", at: value, "expected an object with `base_url`")
        }
        return DocumentProblem(base: base, "as `base_url` in `\(key)`")
    }
}

// MARK: - Messages

extension ClientDocumentInvalid {
    private static func invalid(
        _ context: ServerContext, _ document: ServerDocumentView, _ problem: DocumentProblem
    ) -> Finding {
        let advice = ClientDocumentAdvice(Array(document.file.contents))
        return context.finding(
            info, "the client well-known document \(problem.words)", of: document, problem, why: advice.why,
            help: advice.help)
    }

    private static func invalid(_ context: ServerContext, _ entry: HTTPSEntry, _ problem: String) -> Finding {
        let advice = ClientDocumentAdvice(entry.status == 200 ? entry.body ?? [] : [])
        var finding = context.finding(
            info,
            "the client well-known document \(problem)\(entry.atAddress)",
            of: entry,
            why: advice.why,
            help: entry.interception?.help(paths: "/.well-known/matrix/", host: entry.lastHost)
                ?? advice.help + (advice.replacesDocument ? ", or return status 404" : "")
        )
        // The same is in front of the document for servers.
        if entry.interception != nil, context.isDocumentIntercepted { finding.route.follows = [.document] }
        return finding
    }
}
