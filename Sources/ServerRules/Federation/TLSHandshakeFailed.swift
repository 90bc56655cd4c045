import Diagnostics

/// F103: the TCP connection is established, but the TLS handshake fails.
enum TLSHandshakeFailed: ServerRule {
    static let info = RuleInfo(
        "F103",
        "tls-handshake-failed",
        .error,
        stopsPeers: true,
        summary: "the TLS handshake at the endpoint that peers use fails",
        page: RulePage(
            whatItChecks: """
                Checks the TLS handshake at every endpoint that discovery leads to, with the name that peers send in \
                SNI. The C rules report problems with the certificate, F104 an outdated version, and F111 a port where \
                something other than TLS answers.
                """,
            whyItMatters: "Without a TLS handshake there is no federation.",
            howToFix: """
                Check the server log at the time of the audit. A server without a certificate for the SNI name refuses \
                with the alert `unrecognized_name` or `handshake_failure`: add a virtual host for the server name. A \
                connection that is closed immediately often comes from a proxy without a backend.
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for group in context.unreachableEndpoints({ $0.isHandshake }) { findings.report(failed(context, group)) }
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
    private static func failed(_ context: ServerContext, _ group: ConnectionFaultGroup) -> Finding {
        var reason: String?
        if case .handshake(let detail?) = group.fault { reason = Words.quoted(detail, limit: 160) }
        let name = group.probes[0].tls.map { Words.quoted($0.serverName, limit: 80) }
        return context.finding(
            info,
            "the TCP connection is established, but \(group.fault.words): \(group.endpointText)",
            group,
            why: reason.map { "the error is: \($0)" },
            help: group.fault == .handshakeTimeout
                ? "check what listens at the port: an overloaded server, or a service without TLS that waits for the client"
                : "check the server log"
                    + (name.map { ". The server needs a certificate for \($0), the name that peers send in SNI" } ?? "")
        )
    }
}
