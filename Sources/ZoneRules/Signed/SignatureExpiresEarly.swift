import DNS
import Diagnostics
import ZoneFile

/// Z404: a signature that may expire while the records are still in use.
enum SignatureExpiresEarly: ZoneRule {
    static let info = RuleInfo(
        "Z404",
        "signature-expires-early",
        .warning,
        examplesElsewhere: "SignedZoneTests",
        summary: "a signature that expires before a secondary stops serving the zone",
        page: RulePage(
            whatItChecks: """
                Reports the signature that expires first, if that is before the expire time of the SOA record or the TTL \
                of the RRset is over, counted from now or from the time of `--time`. If signatures were made at different \
                times, a server signs the zone continuously, as BIND does with `dnssec-policy`, and the file is a snapshot. \
                Then this is information, unless less than a fifth of the validity is left: the server has stopped signing.
                """,
            whyItMatters: """
                A secondary that cannot reach its primary serves the zone until the expire time is over. If the signatures \
                expire first, it serves records that validating resolvers reject, and no server is asked that would have \
                better ones.
                """,
            howToFix: """
                Sign the zone again by the date in the finding, and let a timer do it. If new signatures are too short too, \
                make them valid for longer, or decrease the expire time of the SOA record.
                """,
            references: ["RFC 6781 §4.4.2", "RFC 4035 §5.3.3"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let signed = context.signedZone, let now = signed.frame.time,
            let end = signed.signatures.tally.earliest, signed.signatures.tally.endingEarly > 0
        else { return }
        let isContinuous = signed.signatures.tally.isSignedContinuously
        // BIND signs again when 5 of 14 days are left, Knot when 7 of 14 are.
        let isStalled = isContinuous && (end.time - now) * 5 < end.lifetime
        findings.report(endsEarly(context, signed, end, now, isContinuous: isContinuous, isStalled: isStalled))
    }
}

// MARK: - Messages

extension SignatureExpiresEarly {
    private static func endsEarly(
        _ context: ZoneContext, _ signed: SignedZone, _ end: SignatureTally.End, _ now: Int64,
        isContinuous: Bool, isStalled: Bool
    ) -> Finding {
        let record = context.zone.records[end.record]
        let count = signed.signatures.tally.endingEarly
        let expire = Int64(signed.frame.expire ?? 0)
        let isExpire = expire >= Int64(record.ttl)
        let use = max(expire, Int64(record.ttl))
        let limit = isExpire ? "the expire time of the SOA record" : "the TTL"
        return Finding(
            info,
            "the signature of \(context.set(record.type, of: record.owner)) expires on \(SigningTime.text(end.time)), "
                + "before \(limit) is over",
            at: LabelledSpan(
                context.dataField(4, of: end.signature),
                "in \(SigningTime.duration(end.time - now))"
                    + (count > 1 ? "; \(Words.count(count - 1, "other RRset")) likewise" : "")),
            why: isExpire
                ? "a secondary without contact to its primary serves the zone for \(SigningTime.duration(use)), and "
                    + "validating resolvers would reject its answers"
                : "a resolver cannot keep the records as long as their TTL says",
            help: isStalled
                ? "find out why the server no longer signs the zone, which it did piece by piece"
                : isContinuous
                    ? "decrease the expire time, or let the server sign earlier (BIND: `signatures-refresh`)"
                    : "\(context.resigning) by \(SigningTime.text(end.time - use))"
                        + ", or decrease the expire time if new signatures are as short",
            related: isExpire
                ? (context.zone.apexSOA.map { [LabelledSpan(context.dataField(5, of: $0), "the expire time")] } ?? [])
                : [context.typeSpan(of: end.record, "the signed RRset")],
            severity: isContinuous && !isStalled ? .info : nil,
            subject: context.subject(of: end.record)
        )
    }
}
