import Diagnostics

/// F107: the homeserver is another one.
enum KeyServerNameMismatch: DelegationRule {
    static let info = RuleInfo(
        "F107",
        "key-server-name-mismatch",
        .error,
        summary: "the homeserver says that it has another server name",
        page: RulePage(
            whatItChecks: """
                Compares `server_name` in the answer of `/_matrix/key/v2/server` with the server name that was asked \
                about, letter by letter, as peers do. The port belongs to it, and so does the case.
                """,
            whyItMatters: """
                Peers refuse the keys, and with them every event of the server. The homeserver was set up with another \
                `server_name` than users have in their ids, the proxy leads to another homeserver, or somebody tests a \
                host that is not the server name: for `@user:example.com` that is `example.com`, wherever the \
                homeserver runs.
                """,
            howToFix: """
                Lead the server name to the homeserver that has it. `server_name` of an existing homeserver cannot be \
                changed: its users and rooms belong to the old one.
                """,
            references: ["Matrix server-server, Publishing keys", "Matrix appendices, Server name"]
        ),
        examples: [
            FederationExample.bad(FederationExample.answers(FederationExample.keys(.ofAnotherServer))),
            FederationExample.good(FederationExample.answers(FederationExample.keys(.right))),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        let outcomes = context.grouped { visit -> String?? in
            guard visit.place.isMain, let judgement = context.keys(at: visit)?.judgement, !judgement.isNameRight
            else { return nil }
            return .some(judgement.document.serverName)
        }
        for (name, visits) in outcomes { findings.report(mismatch(context, name, visits)) }
    }
}

// MARK: - Messages

extension KeyServerNameMismatch {
    private static func mismatch(_ context: DelegationContext, _ name: String?, _ visits: [AddressVisit]) -> Finding {
        let wanted = Words.quoted(context.input.serverName, limit: 80)
        let isCaseOnly = name?.lowercased() == context.input.serverName.lowercased()
        let shown = name.map { Words.quoted($0, limit: 80) }
        return Finding(
            info,
            "the homeserver at \(visits.words) "
                + (shown.map { "is \($0), not \(wanted)" } ?? "does not say its `server_name`, which is to be \(wanted)"),
            at: nil,
            why: isCaseOnly
                ? "server names that differ in case are two servers to peers, which refuse its keys"
                : "peers compare the names and refuse its keys, and with them everything it signs",
            help: name == nil
                ? "see what answers there: a homeserver always says its name"
                : isCaseOnly
                    ? "use the name as the homeserver has it, \(shown ?? wanted)"
                    : "lead \(wanted) to the homeserver that has this name; if \(shown ?? wanted) is the name in the ids "
                        + "of its users, audit that one",
            subject: context.subject,
            source: visits[0].request(.keys)?.source
        )
    }
}
