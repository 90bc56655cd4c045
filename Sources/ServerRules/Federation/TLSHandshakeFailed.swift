import Diagnostics

/// F103: a connection is there, and TLS fails on it.
enum TLSHandshakeFailed: DelegationRule {
    static let info = RuleInfo(
        "F103",
        "tls-handshake-failed",
        .error,
        summary: "the TLS handshake at the place that peers go to fails",
        page: RulePage(
            whatItChecks: """
                Looks at the TLS handshakes with the places that discovery leads to, with the name in SNI that peers \
                send. What is wrong with the certificate is said by the C rules, a version that is too old by F104, a \
                port where something other than TLS answers by F111.
                """,
            whyItMatters: "Without a handshake there is no federation.",
            howToFix: """
                Look into the log of the server for the moment of the audit. A server that has no certificate for the \
                name in SNI refuses with the alert `unrecognized_name` or `handshake_failure`: add a virtual host for \
                the server name. A connection that is closed at once often comes from a proxy without a backend.
                """,
            references: ["Matrix server-server, TLS", "RFC 8446 §6"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.handshakes(
                    #""error": "tls-failed", "phase": "tls", "detail": "the server refused with the TLS alert 112""#,
                    #""error": "tls-failed", "phase": "tls", "detail": "the server refused with the TLS alert 112""#)),
            FederationExample.good(FederationExample.handshakes()),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for group in context.deadPlaces({ $0.isHandshake }) { findings.report(failed(context, group)) }
    }
}

extension ConnectionFault {
    fileprivate var isHandshake: Bool {
        switch self {
        case .handshake, .handshakeTimeout: true
        case .refused, .timeout, .oldVersions, .wrongServer: false
        }
    }
}

// MARK: - Messages

extension TLSHandshakeFailed {
    private static func failed(_ context: DelegationContext, _ group: ConnectionFaultGroup) -> Finding {
        var reason: String?
        if case .handshake(let detail?) = group.fault { reason = Words.quoted(detail, limit: 160) }
        let name = group.visits[0].tls.map { Words.quoted($0.serverName, limit: 80) }
        return context.finding(
            info,
            "the TCP connection stands, but \(group.fault.words): \(group.placeWords)",
            group,
            why: reason.map { "what came back: \($0)" },
            help: group.fault == .handshakeTimeout
                ? "see what listens there: a service that is no TLS and waits for the peer to begin, or one that is overloaded"
                : "look into the log of the server"
                    + (name.map { "; it has to have a certificate for \($0), the name that peers ask for" } ?? "")
        )
    }
}
