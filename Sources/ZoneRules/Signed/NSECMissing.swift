import DNS
import Diagnostics
import ZoneFile

/// Z411: a name without an NSEC record, in a zone that has a chain of them.
enum NSECMissing: ZoneRule {
    static let info = RuleInfo(
        "Z411",
        "nsec-missing",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "a name without an NSEC record, or a signed zone without NSEC and NSEC3 records",
        page: RulePage(
            whatItChecks: """
                In a signed zone with NSEC records, reports names that have none: each name with records needs one, \
                delegations too, but not names below a delegation or DNAME record. Also reports a signed zone that has \
                neither NSEC nor NSEC3 records.
                """,
            whyItMatters: """
                NSEC records prove which names and types do not exist. Without the proof, validating resolvers return \
                SERVFAIL instead of a negative answer.
                """,
            howToFix: "Make the change in the unsigned zone, increase the serial and sign the zone again.",
            references: ["RFC 4035 §2.3", "RFC 4034 §4"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.zone.isComplete, let signed = context.signedZone else { return }
        for name in signed.nsec?.missing ?? [] { findings.report(hasNone(context, name)) }
        if signed.nsec == nil, signed.nsec3.map({ $0.chains.allSatisfy { $0.count == 0 } }) ?? true {
            findings.report(hasNoProof(context))
        }
    }
}

// MARK: - Messages

extension NSECMissing {
    private static func hasNone(_ context: ZoneContext, _ name: NameID) -> Finding {
        let id = context.zone.records(at: name).first ?? 0
        return Finding(
            info,
            "\(context.quoted(name)) has no NSEC record",
            at: LabelledSpan(context.ownerOrType(of: id), "not in the chain of NSEC records"),
            why: "validating resolvers return SERVFAIL for types that the name does not have",
            help: "change the unsigned zone rather than the signed file, and \(context.resigning)",
            subject: context.subject(owner: name)
        )
    }

    private static func hasNoProof(_ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the signed zone has neither NSEC nor NSEC3 records",
            at: context.typeSpan(of: context.zone.apexSOA ?? 0, "no NSEC record at this name"),
            why: "without proof that a name does not exist, validating resolvers return SERVFAIL for every such name",
            help: context.resigning,
            subject: context.subject(owner: context.zone.apex)
        )
    }
}
