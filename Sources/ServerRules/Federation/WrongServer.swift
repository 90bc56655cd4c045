import Diagnostics
import Federation

/// F111: something else listens at the port.
enum WrongServer: DelegationRule {
    static let info = RuleInfo(
        "F111",
        "wrong-server",
        .error,
        summary: "something other than HTTPS answers at the port that peers go to",
        page: RulePage(
            whatItChecks: """
                Looks at what answers at the places that discovery leads to: plain HTTP, SSH, a mail server or something \
                else where TLS is expected, or something that does not speak HTTP inside of TLS.
                """,
            whyItMatters: "Peers speak HTTPS and nothing else; the port is the wrong one, or TLS is not switched on.",
            howToFix: """
                Send peers to the port where the homeserver speaks TLS. Synapse's port 8008 is plain HTTP: put the \
                reverse proxy with TLS in front of it, or configure a listener with `tls: true`.
                """,
            references: ["Matrix server-server, TLS"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.handshakes(
                    #""error": "tls-failed", "phase": "tls", "speaks": "HTTP""#,
                    #""error": "tls-failed", "phase": "tls", "speaks": "HTTP""#)),
            FederationExample.bad(
                FederationExample.answers(
                    FederationExample.version(
                        #""error": "protocol-error", "phase": "headers", "speaks": "something other than HTTP""#))),
            FederationExample.good(FederationExample.handshakes()),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for group in context.deadPlaces({ if case .wrongServer = $0 { true } else { false } }) {
            findings.report(isNotTLS(context, group))
        }
        for (words, visits) in context.grouped(trouble) { findings.report(isNotHTTP(context, words, visits)) }
    }

    /// How what comes over TLS is no HTTP; `nil` where it is, or where nothing comes.
    static func trouble(_ visit: AddressVisit) -> String? {
        // A proxy may also close or reset the connection of a request that it does not like.
        guard visit.place.isMain, visit.requests.allSatisfy({ $0.status == nil }),
            let entry = visit.request(.version) ?? visit.request(.keys), let speaks = entry.speaks
        else { return nil }
        return entry.circumstances.detail ?? speaks
    }
}

// MARK: - Messages

extension WrongServer {
    private static func isNotTLS(_ context: DelegationContext, _ group: ConnectionFaultGroup) -> Finding {
        let port = group.place.port
        return context.finding(
            info,
            "the TCP connection stands, but \(group.fault.words): \(group.placeWords)",
            group,
            help: group.fault == .wrongServer("HTTP")
                ? "speak TLS at port \(port), or send peers to the port where the reverse proxy does"
                : "send peers to the port of the homeserver; something else listens at \(port)"
        )
    }

    private static func isNotHTTP(
        _ context: DelegationContext, _ words: String, _ visits: [AddressVisit]
    ) -> Finding {
        Finding(
            info,
            "TCP and TLS work at \(visits.words), but what answers is not HTTP: \(Words.quoted(words, limit: 160))",
            at: nil,
            why: "peers ask for the homeserver there and get something else, or a proxy without its backend",
            help: "send peers to the port of the homeserver, and see that the proxy speaks HTTP/1.1 to peers",
            subject: context.subject,
            source: (visits[0].request(.version) ?? visits[0].request(.keys))?.source
        )
    }
}
