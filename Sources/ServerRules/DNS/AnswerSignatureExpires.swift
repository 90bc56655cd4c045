import DNS
import Diagnostics
import Federation
import TLSIdentity
import ZoneRules

/// N113: a signature that a name server sends is about to expire.
enum AnswerSignatureExpires: ServerRule {
    static let info = RuleInfo(
        "N113",
        "answer-signature-expires",
        .warning,
        examplesElsewhere: "SignedAnswerTests",
        summary: "a signature in the answers of a name server is about to expire",
        page: RulePage(
            whatItChecks: """
                With `--authoritative`: reports the signature that expires first, at each name server of a signed zone, if \
                less than 3 days and less than a quarter of its validity are left. The second condition is for servers \
                whose signatures are valid for a few days only.
                """,
            whyItMatters: """
                Signers replace signatures earlier: BIND when 5 of 14 days are left, Knot when 7 of 14 are. So the signer \
                has probably stopped. When the signature expires, validating resolvers return SERVFAIL.
                """,
            howToFix: "Find out why the zone is no longer signed again, or why this server no longer gets it.",
            references: ["RFC 6781 §4.4.2", "RFC 4035 §5.3.3"]
        ),
        examples: [DNSExample.good()]
    )

    /// In seconds.
    private static let limit: Int64 = 3 * 86_400

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let now = context.time?.seconds else { return }
        for zone in context.signedAnswers {
            for server in zone.servers {
                guard let end = server.signatures?.earliest else { continue }
                let rest = end.time - now
                if rest < limit, rest * 4 < end.lifetime { findings.report(expires(context, zone, server, end, rest)) }
            }
        }
    }
}

// MARK: - Messages

extension AnswerSignatureExpires {
    private static func expires(
        _ context: ServerContext, _ zone: SignedAnswers, _ server: SignedAnswers.Server,
        _ end: AnsweredSignatures.End, _ rest: Int64
    ) -> Finding {
        let hours = Words.count(Int(max(rest, 0) / 3_600), "hour")
        return Finding(
            info,
            "the signature of `\(end.owner.textWithoutFinalDot) \(end.type)` at name server \(server.server.words) "
                + "expires in \(hours), at \(Timestamp(seconds: end.time))",
            at: nil,
            why: "signers replace signatures much earlier; when this one expires, validating resolvers return SERVFAIL",
            help: "find out why the zone `\(zone.apex.textWithoutFinalDot)` is no longer signed again, or no longer "
                + "transferred to this server",
            subject: context.subject,
            source: FactSource(server.keyEntry ?? server.server.entries[0])
        )
    }
}
