import Diagnostics
import Federation

/// F110: the software version is not available.
enum VersionUnavailable: ServerRule {
    static let info = RuleInfo(
        "F110",
        "version-unavailable",
        .warning,
        summary: "`/_matrix/federation/v1/version` does not return the software version",
        page: RulePage(
            whatItChecks: """
                Checks whether `/_matrix/federation/v1/version` returns status 200 and a JSON document with the name \
                of the software. Not reported if F106, F111 or F112 gives the reason.
                """,
            whyItMatters: """
                Federation does not need this endpoint. But test tools and monitoring rely on it, and a proxy that \
                does not forward this path often does not forward other paths below `/_matrix/federation`.
                """,
            howToFix: "Forward everything below `/_matrix/` to the homeserver, with the path unchanged.",
            references: ["Matrix server-server, GET /_matrix/federation/v1/version"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.answers(
                    FederationExample.version(#""status": 404, "body": "not found""#), FederationExample.keys(.right))),
            FederationExample.good(
                FederationExample.answers(FederationExample.version(), FederationExample.keys(.right))),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let outcomes = context.grouped { probe -> String? in
            guard probe.endpoint.isMain, let entry = probe.request(.version), WrongServer.trouble(probe) == nil,
                HostHeaderOutcome(probe)?.isMainRejected != true, KeysUnavailable.trouble(probe) == nil
            else { return nil }
            return entry.versionTrouble
        }
        for (words, probes) in outcomes { findings.report(unavailable(context, words, probes)) }
    }
}

// MARK: - Messages

extension VersionUnavailable {
    private static func unavailable(
        _ context: ServerContext, _ words: String, _ probes: [EndpointProbe]
    ) -> Finding {
        Finding(
            info,
            "`\(FederationPath.version.rawValue)` at \(probes.words) returns no version: \(words)",
            at: nil,
            why: "TCP and TLS work, but test tools and monitoring report the server as broken, and a proxy that does "
                + "not forward this path often does not forward others",
            help: probes[0].request(.version)?.help(host: probes[0].endpoint.host)
                ?? "forward everything below `/_matrix/` to the homeserver, with the path unchanged",
            subject: context.subject,
            source: probes[0].request(.version)?.source,
            route: RoutePosition(.responses(probes[0].endpoint))
        )
    }
}
