import DNS
import Diagnostics
import ZoneFile

/// Z403: a signature that is not valid at the time of the check.
enum SignatureExpired: ZoneRule {
    static let info = RuleInfo(
        "Z403",
        "signature-expired",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "a signature that is expired or not valid yet",
        page: RulePage(
            whatItChecks: """
                Compares the validity of signatures that verify with the current time, or the time of `--time`. If all \
                signatures of the zone are expired, or none is valid yet, this is one finding. It is a warning if another \
                signature of the same RRset and algorithm is valid.
                """,
            whyItMatters: "Validating resolvers reject the records and return SERVFAIL.",
            howToFix: """
                Sign the zone again, and let a timer do it well before the signatures expire. If signatures are not valid \
                yet, compare the clocks of the signer and of this computer.
                """,
            references: ["RFC 4034 §3.1.5", "RFC 4035 §5.3.1"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let signatures = context.signedZone?.signatures else { return }
        let faults = signatures.faults.filter { outOfTime($0) != nil }
        guard let first = faults.filter({ !$0.isSpare }).min(by: { $0.record < $1.record }) else {
            for fault in faults { findings.report(isOutOfTime(context, fault)) }
            return
        }
        if signatures.tally.valid == 0, signatures.tally.outOfTime > 1 {
            findings.report(allAreOutOfTime(context, first, faults, count: signatures.tally.outOfTime))
        } else {
            for fault in faults { findings.report(isOutOfTime(context, fault)) }
        }
    }

    /// The limit that the time of the check exceeds.
    private static func outOfTime(_ fault: SignatureFault) -> (time: Int64, isExpired: Bool)? {
        switch fault.kind {
        case .expired(let time): (time, true)
        case .notYetValid(let time): (time, false)
        default: nil
        }
    }
}

// MARK: - Messages

extension SignatureExpired {
    private static func isOutOfTime(_ context: ZoneContext, _ fault: SignatureFault) -> Finding {
        let (time, isExpired) = outOfTime(fault) ?? (0, true)
        let id = fault.signature ?? fault.record
        return Finding(
            info,
            "the signature of \(context.set(fault.type, of: fault.owner)) "
                + (isExpired
                    ? "expired on \(SigningTime.text(time))" : "is not valid before \(SigningTime.text(time))"),
            at: LabelledSpan(context.dataField(isExpired ? 4 : 5, of: id), isExpired ? "expired" : "not valid yet"),
            why: fault.isSpare
                ? "another signature of the same algorithm is valid, so that the records still validate"
                : "validating resolvers return SERVFAIL",
            help: isExpired
                ? context.resigning : "check the clock of the signer, or wait until then to publish the zone",
            related: [context.typeSpan(of: fault.record, "the signed RRset")],
            severity: fault.isSpare ? .warning : nil,
            subject: context.subject(of: fault.record)
        )
    }

    private static func allAreOutOfTime(
        _ context: ZoneContext, _ first: SignatureFault, _ faults: [SignatureFault], count: Int
    ) -> Finding {
        let limits = faults.compactMap(outOfTime)
        let isExpired = limits.contains { $0.isExpired }
        let ends = limits.filter { $0.isExpired == isExpired }.map(\.time)
        let time = SigningTime.text((isExpired ? ends.max() : ends.min()) ?? 0)
        let expire = Int64(context.signedZone?.frame.expire ?? 0)
        let deadline = SigningTime.text((ends.min() ?? 0) - expire)
        let id = first.signature ?? first.record
        return Finding(
            info,
            isExpired
                ? "all signatures of the zone are expired, the last since \(time)"
                : "no signature of the zone is valid before \(time)",
            at: LabelledSpan(
                context.dataField(isExpired ? 4 : 5, of: id),
                isExpired
                    ? "expired, like those of \(Words.count(count - 1, "other RRset"))"
                    : "not valid yet, like those of \(Words.count(count - 1, "other RRset"))"),
            why: isExpired
                ? "validating resolvers return SERVFAIL for the whole zone; it had to be signed again by \(deadline)"
                : "validating resolvers return SERVFAIL for the whole zone",
            help: isExpired
                ? context.resigning : "check the clock of the signer, or wait until then to publish the zone",
            subject: context.subject(owner: context.zone.apex)
        )
    }
}
