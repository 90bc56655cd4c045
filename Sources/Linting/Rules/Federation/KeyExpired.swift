import Federation
import TLSIdentity

/// F108: the keys are no longer valid.
enum KeyExpired: DelegationRule {
    static let info = RuleInfo(
        "F108",
        "key-expired",
        .error,
        summary: "the keys of the homeserver are not valid any more",
        page: RulePage(
            whatItChecks: """
                Compares `valid_until_ts` in the answer of `/_matrix/key/v2/server` with the time of the judgement: \
                now, or the time at which evidence was collected. A document that has none, or one that is no whole \
                number, counts as expired.
                """,
            whyItMatters: "Peers do not take keys that are out of date, and refuse what is signed with them.",
            howToFix: """
                Homeservers make the time anew at every request, some days from now. If it is past, the clock of the \
                server is wrong, or a cache in between keeps old answers.
                """,
            references: ["Matrix server-server, Publishing keys"]
        ),
        examples: [
            FederationExample.bad(FederationExample.answers(FederationExample.keys(.expired))),
            FederationExample.good(FederationExample.answers(FederationExample.keys(.right))),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        let outcomes = context.grouped { visit -> Int?? in
            guard visit.place.isMain, let keys = context.keys(at: visit) else { return nil }
            let until = keys.judgement.document.validUntil
            return until == nil || keys.judgement.isExpired == true ? .some(until) : nil
        }
        for (until, visits) in outcomes { findings.report(expired(context, until, visits)) }
    }
}

// MARK: - Messages

extension KeyExpired {
    private static func expired(_ context: DelegationContext, _ until: Int?, _ visits: [AddressVisit]) -> Finding {
        let moment = until.map { Timestamp(seconds: Int64($0) / 1_000) }
        let isShown = moment.map { (0..<253_402_300_800).contains($0.seconds) } ?? false
        let words = isShown ? moment.map { "\($0)" } : until.map { "`valid_until_ts` \($0)" }
        return Finding(
            info,
            words.map { "the keys that \(visits.words) gives are valid until \($0) only, which is past" }
                ?? "the keys that \(visits.words) gives have no `valid_until_ts` that is a whole number",
            at: nil,
            why: "peers refuse keys that are out of date, and what is signed with them"
                + (context.time.map { "; at the time of this judgement it is \($0)" } ?? ""),
            help: until == nil
                ? "see what answers there: a homeserver always says it"
                : "set the clock of the homeserver right, and let no proxy cache the answers of `/_matrix`",
            subject: context.subject,
            source: visits[0].request(.keys)?.source
        )
    }
}
