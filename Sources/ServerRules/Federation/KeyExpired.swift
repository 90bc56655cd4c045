import Diagnostics
import Federation
import TLSIdentity

/// F108: the signing keys have expired.
enum KeyExpired: ServerRule {
    static let info = RuleInfo(
        "F108",
        "key-expired",
        .error,
        summary: "the signing keys of the homeserver have expired",
        page: RulePage(
            whatItChecks: """
                Compares `valid_until_ts` in the response of `/_matrix/key/v2/server` with the current time, or with \
                the time at which the evidence was collected. A missing value, or one that is not an integer, counts \
                as expired.
                """,
            whyItMatters: "Peers refuse expired keys, and everything that is signed with them.",
            howToFix: """
                Homeservers set this time on every request, usually some days in the future. If it is in the past, the \
                system clock of the server is wrong, or a cache returns old responses.
                """,
            references: ["Matrix server-server, Publishing keys"]
        ),
        examples: [
            FederationExample.bad(FederationExample.answers(FederationExample.keys(.expired))),
            FederationExample.good(FederationExample.answers(FederationExample.keys(.right))),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let outcomes = context.grouped { probe -> Int?? in
            guard probe.endpoint.isMain, let keys = context.keys(at: probe) else { return nil }
            let until = keys.judgement.document.validUntil
            return until == nil || keys.judgement.isExpired == true ? .some(until) : nil
        }
        for (until, probes) in outcomes { findings.report(expired(context, until, probes)) }
    }
}

// MARK: - Messages

extension KeyExpired {
    private static func expired(_ context: ServerContext, _ until: Int?, _ probes: [EndpointProbe]) -> Finding {
        let moment = until.map { Timestamp(seconds: Int64($0) / 1_000) }
        let isShown = moment.map { (0..<253_402_300_800).contains($0.seconds) } ?? false
        let words = isShown ? moment.map { "\($0)" } : until.map { "`valid_until_ts` \($0)" }
        return Finding(
            info,
            words.map { "the signing keys from \(probes.words) expired at \($0)" }
                ?? "the signing keys from \(probes.words) have no integer `valid_until_ts`",
            at: nil,
            why: "peers refuse expired keys, and everything that is signed with them"
                + (context.time.map { " (time of this check: \($0))" } ?? ""),
            help: until == nil
                ? "check what is answering: a homeserver always sends `valid_until_ts`"
                : "correct the system clock of the homeserver, and disable caching of `/_matrix` in every proxy",
            subject: context.subject,
            source: probes[0].request(.keys)?.source,
            route: RoutePosition(.responses(probes[0].endpoint))
        )
    }
}
