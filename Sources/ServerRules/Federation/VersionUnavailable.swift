import Diagnostics
import Federation

/// F110: the version is not told.
enum VersionUnavailable: DelegationRule {
    static let info = RuleInfo(
        "F110",
        "version-unavailable",
        .warning,
        summary: "`/_matrix/federation/v1/version` does not answer as it should",
        page: RulePage(
            whatItChecks: """
                Looks whether `/_matrix/federation/v1/version` is answered with status 200 and a JSON document that \
                names the software. Silent where F106 or F112 says more.
                """,
            whyItMatters: """
                Federation itself does not need it. But testers and monitoring judge by it, and a proxy that does not \
                forward this path often does not forward others below `/_matrix/federation`.
                """,
            howToFix: "Forward everything below `/_matrix/` to the homeserver, with the path as it came.",
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        let outcomes = context.grouped { visit -> String? in
            guard visit.place.isMain, let entry = visit.request(.version), WrongServer.trouble(visit) == nil,
                HostHeaderRejected.outcome(visit)?.isMainRejected != true, KeysUnavailable.trouble(visit) == nil
            else { return nil }
            return trouble(entry)
        }
        for (words, visits) in outcomes { findings.report(unavailable(context, words, visits)) }
    }

    /// Why the answer tells no version; `nil` where it does.
    private static func trouble(_ entry: FederationEntry) -> String? {
        guard entry.isSuccess else { return entry.outcomeWords }
        // Where the answer was noted without its body, it counts.
        guard let body = entry.body else { return nil }
        guard let document = try? JSONReader.read(Array(body.utf8)) else { return "a text that is not JSON" }
        return document["server"]?["name"]?.string == nil ? "a document that names no software" : nil
    }
}

// MARK: - Messages

extension VersionUnavailable {
    private static func unavailable(
        _ context: DelegationContext, _ words: String, _ visits: [AddressVisit]
    ) -> Finding {
        Finding(
            info,
            "`\(FederationPath.version.rawValue)` at \(visits.words) is answered with \(words)",
            at: nil,
            why: "TCP and TLS work, but testers and monitoring take the server for broken, and a proxy that leaves out "
                + "this path often leaves out others",
            help: "forward everything below `/_matrix/` to the homeserver, with the path as it came",
            subject: context.subject,
            source: visits[0].request(.version)?.source
        )
    }
}
