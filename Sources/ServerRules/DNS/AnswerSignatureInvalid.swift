import DNS
import Diagnostics
import Federation
import TLSIdentity
import ZoneRules

/// N112: a name server sends records whose signatures do not validate.
enum AnswerSignatureInvalid: ServerRule {
    static let info = RuleInfo(
        "N112",
        "answer-signature-invalid",
        .error,
        examplesElsewhere: "SignedAnswerTests",
        summary: "a name server sends records with expired, invalid or missing signatures",
        page: RulePage(
            whatItChecks: """
                With `--authoritative`: verifies the signatures of the SOA and DNSKEY records and of all records that \
                discovery uses, at each name server of a signed zone, as the rules Z401, Z402, Z403 and Z407 do for zone \
                files. Whether the parent has a DS record for the keys is N114. After 500 failed verifications, the other \
                signatures of the zone are left unverified.
                """,
            whyItMatters: """
                Validating resolvers that ask this server return SERVFAIL: Synapse gives up, and other implementations \
                react in different ways. If other servers of the zone are up to date, this happens now and then.
                """,
            howToFix: """
                Sign the zone again. If only some servers are concerned, find out why they no longer get the zone from \
                their primary.
                """,
            references: ["RFC 4035 §5.3", "RFC 4033 §5"]
        ),
        examples: [DNSExample.good()]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for zone in context.signedAnswers {
            // Without a DS record, resolvers treat the zone as unsigned.
            let severity: Severity? = zone.delegation?.isEmpty == true ? .warning : nil
            for server in zone.servers {
                let groups = (server.signatures?.problems ?? []).grouped { $0.fault }
                for group in groups {
                    findings.report(isInvalid(context, zone, server, Array(group.elements), severity))
                }
            }
        }
    }
}

// MARK: - Messages

extension AnswerSignatureInvalid {
    private static func isInvalid(
        _ context: ServerContext, _ zone: SignedAnswers, _ server: SignedAnswers.Server,
        _ problems: [AnsweredSignatures.Problem], _ severity: Severity?
    ) -> Finding {
        let first = problems[0]
        let others = problems.count > 1 ? " and \(Words.count(problems.count - 1, "other RRset"))" : ""
        let set = "`\(first.owner.textWithoutFinalDot) \(first.type)`\(others)"
        let time = first.time.map { Timestamp(seconds: $0).description } ?? ""
        let state =
            switch first.fault {
            case .missing: "sends no signature of \(set)"
            case .invalid: "sends a signature of \(set) that is not one of these records"
            case .expired: "sends a signature of \(set) that expired at \(time)"
            case .notYetValid: "sends a signature of \(set) that is not valid before \(time)"
            case .withoutKey(let tag): "sends signatures of key \(tag), which has no DNSKEY record"
            }
        return Finding(
            info,
            "name server \(server.server.words) \(state)",
            at: nil,
            why: severity == nil
                ? "validating resolvers that ask this server return SERVFAIL"
                : "validating resolvers would return SERVFAIL if the parent had a DS record",
            help: zone.servers.count > 1
                ? "sign the zone `\(zone.apex.textWithoutFinalDot)` again, and compare the serials of its name servers"
                : "sign the zone `\(zone.apex.textWithoutFinalDot)` again",
            severity: severity,
            subject: context.subject,
            source: FactSource(server.keyEntry ?? server.server.entries[0])
        )
    }
}
