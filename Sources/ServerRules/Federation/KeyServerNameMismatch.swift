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
                Check the name that user IDs end in. If the audited name is only the host of the homeserver, nothing is \
                wrong. If `server_name` is a wrong name or a placeholder, set it to the right one and start with a new \
                database: the `server_name` of an existing homeserver cannot be changed, because its users and rooms \
                belong to the old name. If the endpoint leads to somebody else's homeserver, delegate the server name to \
                the right one.
                """,
            references: ["Matrix server-server, Publishing keys", "Matrix appendices, Server name"]
        ),
        examples: [
            FederationExample.bad(FederationExample.answers(FederationExample.keys(.ofAnotherServer))),
            FederationExample.bad(
                FederationExample.answers(FederationExample.keys(ofServer: "localhost")), alsoFires: ["F109"]),
            FederationExample.bad(
                FederationExample.answers(FederationExample.keys(ofServer: "matrix.example.com")), alsoFires: ["F109"]),
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
        let relation = name.map { ServerNameRelation($0, context) }
        let shown = name.map { Words.quoted($0, limit: 80) }
        let other = context.otherHomeserver(at: probes[0]) != nil
        return Finding(
            info,
            "the homeserver at \(probes.words) "
                + (shown.map { "has the server name \($0), expected \(wanted)" }
                    ?? "sends no `server_name`, expected \(wanted)"),
            at: nil,
            why: relation == .otherCase
                ? "to peers, server names that differ in case are different servers, so they refuse its keys"
                : "peers compare the names and refuse its keys, and everything that is signed with them",
            help: shown.flatMap { shown in relation?.help(wanted, shown, probes[0].hostHeader) }
                ?? "check what is answering: a homeserver always sends its `server_name`",
            subject: context.subject,
            source: probes[0].request(.keys)?.source,
            route: RoutePosition(
                .responses(probes[0].endpoint),
                follows: other
                    ? [.certificate(host: probes[0].endpoint.host.routeName, port: Int(probes[0].endpoint.port))] : [])
        )
    }
}

extension RuleInfo {
    /// Whether the rule reports that a homeserver has another name, which nothing in DNS or on a website changes.
    public var isAboutHomeserverName: Bool { code == KeyServerNameMismatch.info.code }
}
