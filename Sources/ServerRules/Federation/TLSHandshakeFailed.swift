import Diagnostics
import Federation
import TLSIdentity

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
                The alert of the server shows where to look. `unrecognized_name` (112): add a virtual host for the \
                server name. `handshake_failure` (40): check the cipher list and the TLS versions. `protocol_version` \
                (70): enable TLS 1.2 and 1.3. `internal_error` (80): check the server log. `certificate_required` \
                (116) and the other alerts about certificates: do not require client certificates. A connection that \
                is closed without an alert often comes from a proxy without a backend.
                """,
            references: ["Matrix server-server, TLS", "RFC 8446 §6.2"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.handshakes(
                    #""error": "tls-failed", "phase": "tls", "detail": "the server refused with the TLS alert 112""#,
                    #""error": "tls-failed", "phase": "tls", "detail": "the server refused with the TLS alert 112""#)),
            FederationExample.bad(
                FederationExample.handshakes(
                    #""error": "tls-failed", "phase": "tls", "detail": "the server refused with the TLS alert 40""#,
                    #""error": "tls-failed", "phase": "tls", "detail": "the server refused with the TLS alert 40""#)),
            FederationExample.bad(
                FederationExample.answers(
                    FederationExample.version(
                        #""error": "tls-failed", "phase": "headers", "detail": "the server refused with the TLS alert 116""#
                    )
                )),
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
        var detail: String?
        if case .handshake(let text) = group.fault { detail = text }
        let failure = detail.flatMap(TLSFailure.init(detail:))
        let sent = group.probes[0].tls?.serverName ?? group.endpoint.host
        let name = Words.quoted(sent, limit: 80)
        let other = context.otherName(than: group.probes[0])
        let alert = if case .alert(let alert)? = failure { " with the alert \(alert)" } else { "" }
        return context.finding(
            info,
            "the TCP connection is established, but \(group.fault.words)\(alert): \(group.endpointText)",
            group,
            why: Sentences.nonempty(
                [
                    failure?.meaning ?? detail.map { "the error is: \(Words.quoted($0, limit: 160))" },
                    other.map {
                        "the same address and port completes the handshake for \(Words.quoted($0, limit: 80))"
                    },
                ].compactMap(\.self)),
            help: help(group, failure, name, other)
        )
    }

    private static func help(
        _ group: ConnectionFaultGroup, _ failure: TLSFailure?, _ name: String, _ other: String?
    ) -> String {
        if group.fault == .handshakeTimeout {
            return
                "check what listens at the port: an overloaded server, or a service without TLS that waits for the client"
        }
        // The alert may have another cause, but TLS as such works.
        if let other {
            return "add \(name) and a certificate for it to the virtual host that answers for "
                + Words.quoted(other, limit: 80)
        }
        return failure?.help(serverName: name) ?? "check the server log at the time of the audit"
    }
}

extension ServerContext {
    /// Returns another name in SNI for which the same address and port completes the handshake.
    fileprivate func otherName(than probe: EndpointProbe) -> String? {
        let asked = probe.tls?.serverName.lowercased()
        return evidence.handshakes(probe.address, probe.endpoint.port).first {
            $0.error == nil && $0.serverName.lowercased() != asked
        }?.serverName
    }
}
