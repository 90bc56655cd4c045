import Diagnostics
import Federation

/// W301: the document for clients leads them nowhere.
enum ClientDocumentInvalid: DelegationRule {
    static let info = RuleInfo(
        "W301",
        "client-document-invalid",
        .warning,
        summary: "the document for clients is not as it should be",
        page: RulePage(
            whatItChecks: """
                Reads the document at `/.well-known/matrix/client`, where there is one: JSON, with a URL in \
                `base_url` of `m.homeserver`, and of `m.identity_server` if that is there. A status 404 is as good as \
                a document.
                """,
            whyItMatters: """
                Clients take the server name of a user to find the homeserver. A document that they cannot read makes \
                them ask the user for its address, or refuse to log in.
                """,
            howToFix: """
                Write `{"m.homeserver": {"base_url": "https://matrix.example.com"}}`, or answer with status 404.
                """,
            references: ["Matrix client-server, Well-known URI"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/client", "status": 200,
                          "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"matrix.example.com\\"}}"
                        }]}
                        """)),
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(.client, by: problem) {
            guard let problem = problem(entry) else { continue }
            findings.report(invalid(context, entry, problem))
        }
    }

    /// What clients stumble over, as a clause about the document (client-server API, "Well-known URI").
    private static func problem(_ entry: HTTPSEntry) -> String? {
        guard entry.error == nil, let status = entry.status, status != 404 else { return nil }
        guard status == 200 else { return "is answered with status \(status), neither 200 nor 404" }
        guard let body = entry.body else { return nil }
        let document: JSONValue
        do throws(JSONProblem) {
            document = try JSONReader.read(body)
        } catch {
            return "is not JSON: \(error.words)"
        }
        guard document.members != nil else { return "is \(document.kindName), not an object" }
        guard let homeserver = document["m.homeserver"] else { return "has no `m.homeserver`" }
        if let problem = baseProblem(homeserver, "m.homeserver") { return problem }
        return document["m.identity_server"].flatMap { baseProblem($0, "m.identity_server") }
    }

    private static func baseProblem(_ value: JSONValue, _ key: String) -> String? {
        guard let base = value["base_url"] else { return "has no `base_url` in `\(key)`" }
        guard let url = base.string else { return "has \(base.kindName) for the `base_url` of `\(key)`, not a string" }
        guard let parts = URLParts(url), ["https", "http"].contains(parts.scheme) else {
            return "has \(Words.quoted(url, limit: 80)) for the `base_url` of `\(key)`, which is no URL with `https://`"
        }
        return nil
    }
}

// MARK: - Messages

extension ClientDocumentInvalid {
    private static func invalid(_ context: DelegationContext, _ entry: HTTPSEntry, _ problem: String) -> Finding {
        context.finding(
            info,
            "the document for clients \(problem)\(entry.atAddress)",
            of: entry,
            why:
                "clients cannot find the homeserver by the name of a user and ask for its address, or refuse to log in",
            help: "write `{\"m.homeserver\": {\"base_url\": \"https://…\"}}`, or answer with status 404"
        )
    }
}
