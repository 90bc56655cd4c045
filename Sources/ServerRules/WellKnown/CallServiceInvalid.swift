import Diagnostics
import Federation

/// W306: clients cannot read the services for calls in the client well-known document.
enum CallServiceInvalid: ServerRule {
    static let info = RuleInfo(
        "W306",
        "call-service-invalid",
        .warning,
        fix: .unsafe,
        isForClients: true,
        summary: "`org.matrix.msc4143.rtc_foci` in the client well-known document is invalid",
        page: RulePage(
            whatItChecks: """
                Checks `org.matrix.msc4143.rtc_foci`, if it is present: an array of objects with a `type`. Those of type \
                `livekit` need an `https://` URL as `livekit_service_url`. Without the key, nothing is reported: newer \
                homeservers announce the services in `/_matrix/client/v1/rtc/transports`.
                """,
            whyItMatters: """
                Element Call and Element X find the service for calls here. If they cannot read it, calls fail with \
                "MISSING_MATRIX_RTC_FOCUS" or do not start.
                """,
            howToFix: """
                Publish `"org.matrix.msc4143.rtc_foci": [{"type": "livekit", "livekit_service_url": \
                "https://rtc.example.com/livekit/jwt"}]`. The URL is that of the service for tokens (lk-jwt-service), not \
                the `wss://` URL of LiveKit itself. In a file, a URL without its scheme has a fix.
                """,
            references: ["MSC4143", "MSC4195"]
        ),
        examples: [
            bad(#"{"type": "livekit", "livekit_service_url": "https://rtc.example.com"}"#, asArray: false),
            bad(#"{"type": "livekit", "livekit_service_url": «"wss://livekit.example.com"»}"#),
            bad(#"{"type": "livekit", "livekit_service_url": «"rtc.example.com/livekit/jwt"»}"#),
            bad(#"{"type": "livekit", "livekit_service_url": «"https://.example.com"»}"#),
            bad(#"«{»"type": "livekit"}"#),
            bad(#"«{»"livekit_service_url": "https://rtc.example.com"}"#),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    client: document(
                        #"[{"type": "livekit", "livekit_service_url": "https://rtc.example.com/livekit/jwt"}]"#))),
        ]
    )

    private static func document(_ services: String) -> String {
        #"{"m.homeserver": {"base_url": "https://matrix.example.com"}, "org.matrix.msc4143.rtc_foci": \#(services)}"#
    }

    private static func bad(_ service: String, asArray: Bool = true) -> RuleExample {
        let marked = asArray ? "[\(service)]" : "«{»" + service.dropFirst()
        return .bad("", continuation: false, server: ExampleServer(client: document(marked)))
    }

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for (place, problem) in context.clientMemberProblems(problem(ofMembers:)) {
            findings.report(invalid(context, place, problem))
        }
    }

    private static func problem(ofMembers document: JSONValue) -> DocumentProblem? {
        guard let services = document[ClientDocument.Key.calls] else { return nil }
        guard let list = services.array else {
            return DocumentProblem(
                "has \(services.kindName) as `\(ClientDocument.Key.calls)`, not an array", at: services,
                "expected an array")
        }
        return list.lazy.compactMap(problem(ofService:)).first
    }

    private static func problem(ofService service: JSONValue) -> DocumentProblem? {
        let key = "`\(ClientDocument.Key.calls)`"
        guard service.members != nil else {
            return DocumentProblem(
                "has \(service.kindName) in \(key), not an object", at: service, "expected an object")
        }
        guard let type = service["type"]?.string else {
            return DocumentProblem("has a service without `type` in \(key)", at: service, "`type` is missing")
        }
        // Other types have other keys.
        guard type == ClientDocument.liveKit else { return nil }
        guard let url = service[ClientDocument.Key.liveKitService] else {
            return DocumentProblem(
                "has a service without `\(ClientDocument.Key.liveKitService)` in \(key)", at: service,
                "`\(ClientDocument.Key.liveKitService)` is missing")
        }
        return DocumentProblem(url: url, "as `\(ClientDocument.Key.liveKitService)`")
    }
}

// MARK: - Messages

extension CallServiceInvalid {
    private static func invalid(
        _ context: ServerContext, _ place: ClientMemberPlace, _ problem: DocumentProblem
    ) -> Finding {
        context.finding(
            info, problem, in: place,
            why: "clients do not find the service for calls, so calls in rooms of this server fail",
            help: problem.words.contains("`wss://")
                ? "write the `https://` URL of the service for tokens (lk-jwt-service): LiveKit's own `wss://` URL belongs "
                    + "in the configuration of that service"
                : "write `[{\"type\": \"livekit\", \"livekit_service_url\": \"https://…\"}]`"
        )
    }
}
