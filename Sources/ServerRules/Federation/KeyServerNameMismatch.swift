import Diagnostics

/// F107: the homeserver has another server name.
enum KeyServerNameMismatch: ServerRule {
    static let info = RuleInfo(
        "F107",
        "key-server-name-mismatch",
        .error,
        summary: "the homeserver reports another server name",
        page: RulePage(
            whatItChecks: """
                Compares `server_name` in the response of `/_matrix/key/v2/server` with the audited server name, \
                character by character, as peers do. Case and port count.
                """,
            whyItMatters: """
                Peers refuse the keys, and with them every event from the server. The homeserver may be configured \
                with another `server_name` than the one in user IDs, or the proxy may forward to another homeserver. \
                It is also possible that the audited host is not the server name: for `@user:example.com` that is \
                `example.com`, wherever the homeserver runs.
                """,
            howToFix: """
                Delegate the server name to the homeserver that is configured with it. The `server_name` of an \
                existing homeserver cannot be changed: its users and rooms belong to the old name.
                """,
            references: ["Matrix server-server, Publishing keys", "Matrix appendices, Server name"]
        ),
        examples: [
            FederationExample.bad(FederationExample.answers(FederationExample.keys(.ofAnotherServer))),
            FederationExample.good(FederationExample.answers(FederationExample.keys(.right))),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let outcomes = context.grouped { probe -> String?? in
            guard probe.endpoint.isMain, let judgement = context.keys(at: probe)?.judgement, !judgement.hasExpectedName
            else { return nil }
            return .some(judgement.document.serverName)
        }
        for (name, probes) in outcomes { findings.report(mismatch(context, name, probes)) }
    }
}

// MARK: - Messages

extension KeyServerNameMismatch {
    private static func mismatch(_ context: ServerContext, _ name: String?, _ probes: [EndpointProbe]) -> Finding {
        let wanted = Words.quoted(context.input.serverName, limit: 80)
        let isCaseOnly = name?.lowercased() == context.input.serverName.lowercased()
        let shown = name.map { Words.quoted($0, limit: 80) }
        return Finding(
            info,
            "the homeserver at \(probes.words) "
                + (shown.map { "has the server name \($0), expected \(wanted)" }
                    ?? "sends no `server_name`, expected \(wanted)"),
            at: nil,
            why: isCaseOnly
                ? "to peers, server names that differ in case are different servers, so they refuse its keys"
                : "peers compare the names and refuse its keys, and everything that is signed with them",
            help: name == nil
                ? "check what is answering: a homeserver always sends its `server_name`"
                : isCaseOnly
                    ? "use the server name as configured on the homeserver, \(shown ?? wanted)"
                    : "delegate \(wanted) to the homeserver with this name. If your user IDs contain \(shown ?? wanted), "
                        + "audit that name instead",
            subject: context.subject,
            source: probes[0].request(.keys)?.source,
            route: RoutePosition(.responses(probes[0].endpoint))
        )
    }
}
