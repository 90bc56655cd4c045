import Diagnostics
import Federation

/// F106: the reverse proxy accepts only one form of the Host header.
enum HostHeaderRejected: ServerRule {
    static let info = RuleInfo(
        "F106",
        "host-header-rejected",
        .warning,
        summary: "the endpoint rejects a Host header that peers send, and accepts another one",
        page: RulePage(
            whatItChecks: """
                Compares the responses of `/_matrix/federation/v1/version` to the Host header of the specification and \
                to the same header with the port added or removed, if an implementation sends it. If the header of the \
                specification is rejected, nearly all peers fail, and it is an error. A header that only ejabberd \
                sends is a note.
                """,
            whyItMatters: """
                By the specification, the Host header is the server name or the delegated server, without a port from \
                an SRV record and without the default port. continuwuity, tuwunel, conduwuit and Conduit add every \
                port except 443. If a virtual host matches the name with its port, one of the two forms reaches the \
                wrong virtual host.
                """,
            howToFix: """
                Let the virtual host match the name with any port: `server_name example.com;` in nginx does, a rule \
                that compares `$http_host` does not. With SRV records, the name is the server name, not the target.
                """,
            references: ["Matrix server-server, Resolving server names", "RFC 9110 §7.2"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.answers(
                    port: 443,
                    FederationExample.version(host: "matrix.example.com:443", port: 443),
                    FederationExample.version(host: "matrix.example.com", port: 443, #""status": 404"#)
                ), port: 443),
            FederationExample.good(
                FederationExample.answers(
                    port: 443,
                    FederationExample.version(host: "matrix.example.com:443", port: 443),
                    FederationExample.version(host: "matrix.example.com", port: 443)
                ), port: 443),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let outcomes = context.grouped { HostHeaderOutcome($0) }
        for (outcome, probes) in outcomes { findings.report(rejected(context, outcome, probes)) }
    }
}

// MARK: - Messages

extension HostHeaderRejected {
    private static func rejected(
        _ context: ServerContext, _ outcome: HostHeaderOutcome, _ probes: [EndpointProbe]
    ) -> Finding {
        let senders = outcome.senders(probes[0])
        let entry = probes[0].requests.first { $0.hostHeader.lowercased() == outcome.rejected.lowercased() }
        return Finding(
            info,
            "\(probes.words) rejects the Host header \(Words.quoted(outcome.rejected, limit: 80)) "
                + "(\(outcome.words)) but accepts \(Words.quoted(outcome.accepted, limit: 80))",
            at: nil,
            why: outcome.isMainRejected
                ? "the specification requires \(Words.quoted(outcome.rejected, limit: 80)), and "
                    + "\(Words.list(senders.map(\.shortTitle))) send it: they cannot reach the homeserver, although TCP "
                    + "and TLS work"
                : "\(Words.list(senders.map(\.shortTitle))) \(senders.count == 1 ? "sends" : "send") it, and "
                    + "cannot reach the homeserver",
            help: "let the virtual host also accept \(Words.quoted(outcome.rejected, limit: 80))"
                + RemedyChange.matching(outcome.rejected, outcome.accepted),
            severity: outcome.isMainRejected ? .error : outcome.isNonstandard(probes[0]) ? .info : nil,
            subject: context.subject,
            source: entry?.source,
            route: RoutePosition(.responses(probes[0].endpoint))
        )
    }
}
