import Diagnostics
import Federation

/// W307: the service for calls does not answer.
enum CallServiceUnreachable: ServerRule {
    static let info = RuleInfo(
        "W307",
        "call-service-unreachable",
        .warning,
        isForClients: true,
        summary: "a service for calls in the client well-known document does not answer",
        page: RulePage(
            whatItChecks: """
                Requests `/sfu/get`, and if it does not exist `/get_token`, below each `livekit_service_url` in \
                `org.matrix.msc4143.rtc_foci`. The method is GET, which the service refuses without any effect, so any \
                status but 404 and those of a proxy without its backend shows that it runs.
                """,
            whyItMatters: """
                Element Call and Element X get the token for each call there. If the service does not answer, calls fail \
                for all users of the homeserver.
                """,
            howToFix: """
                Start lk-jwt-service, and let the proxy forward the path of the URL to it without that path: in nginx \
                `location /livekit/jwt/ { proxy_pass http://127.0.0.1:8080/; }`.
                """,
            references: ["MSC4143", "MSC4195"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    client: document("«", "»"),
                    evidence: """
                        {"https": [
                          {"url": "https://rtc.example.com/livekit/jwt/sfu/get", "status": 404},
                          {"url": "https://rtc.example.com/livekit/jwt/get_token", "status": 404}
                        ]}
                        """)),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    client: document("«", "»"),
                    evidence: """
                        {"https": [{
                          "url": "https://rtc.example.com/livekit/jwt/sfu/get", "error": "dns-failed", "phase": "resolve"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    client: document(),
                    evidence: """
                        {"https": [{"url": "https://rtc.example.com/livekit/jwt/sfu/get", "status": 405}]}
                        """)),
        ]
    )

    private static func document(_ start: String = "", _ end: String = "") -> String {
        """
        {"m.homeserver": {"base_url": "https://matrix.example.com"}, "org.matrix.msc4143.rtc_foci": [
          {"type": "livekit", "livekit_service_url": \(start)"https://rtc.example.com/livekit/jwt"\(end)}
        ]}
        """
    }

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let view = context.clientDocument else { return }
        for service in view.document.callServices.prefix(ClientDocument.callServiceLimit) {
            let answers = ClientDocument.callURLs(service).map { context.fetched(at: $0) }
            // Without an answer at the last path, nothing follows from status 404 at the first one.
            guard let entry = answers.first?.first, let failure = failure(entry, answers, context) else { continue }
            findings.report(unreachable(context, view, service, entry, failure))
        }
    }

    private static func failure(
        _ entry: HTTPSEntry, _ answers: [[HTTPSEntry]], _ context: ServerContext
    ) -> ClientFailure? {
        if let failure = context.clientFailure(of: entry) { return failure }
        switch entry.status {
        case 404? where answers.allSatisfy({ $0.first?.status == 404 }):
            return ClientFailure(
                "the response has status 404",
                help: "let the proxy forward this path to lk-jwt-service, without the path of `livekit_service_url`")
        case (502...504)?:
            return ClientFailure(
                "the proxy answers with status \(entry.status ?? 502)",
                help: "start lk-jwt-service, and check its address in the configuration of the proxy")
        default: return nil
        }
    }
}

// MARK: - Messages

extension CallServiceUnreachable {
    private static func unreachable(
        _ context: ServerContext, _ view: ClientDocumentView, _ service: ClientDocument.Reference, _ entry: HTTPSEntry,
        _ failure: ClientFailure
    ) -> Finding {
        context.finding(
            info,
            "the service for calls at \(Words.quoted(service.text, limit: 80)) does not answer: \(failure.clause)",
            about: service, view, of: entry,
            why: "clients get the token for each call there, so calls fail for the users of this server",
            help: failure.help
        )
    }
}
