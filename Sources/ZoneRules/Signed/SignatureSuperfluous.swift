import DNS
import Diagnostics
import ZoneFile

/// Z405: a signature of data that is not there, or not the zone's own.
enum SignatureSuperfluous: ZoneRule {
    static let info = RuleInfo(
        "Z405",
        "signature-superfluous",
        .warning,
        examplesElsewhere: "SignedZoneTests",
        summary: "an RRSIG record of a type that the name does not have, or of glue or occluded records",
        page: RulePage(
            whatItChecks: """
                Reports RRSIG records that cover a type without records at the name, the NS records of a delegation, glue, \
                or records below a delegation or DNAME record.
                """,
            whyItMatters: """
                The signature has no use. It shows that the zone was edited after it was signed: a record is missing, or \
                a name was delegated.
                """,
            howToFix: "Restore the missing records, or make the change in the unsigned zone and sign it again.",
            references: ["RFC 4035 §2.2"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for fault in context.signedZone?.signatures.faults ?? [] {
            guard case .superfluous(let reason) = fault.kind, let signature = fault.signature else { continue }
            findings.report(isSuperfluous(context, fault, signature, reason))
        }
    }
}

// MARK: - Messages

extension SignatureSuperfluous {
    private static func isSuperfluous(
        _ context: ZoneContext, _ fault: SignatureFault, _ signature: RecordID, _ reason: SignatureFault.Superfluous
    ) -> Finding {
        let owner = context.quoted(fault.owner)
        let set = context.set(fault.type, of: fault.owner)
        let message =
            switch reason {
            case .absentType: "\(owner) has a signature of \(fault.type) records but no such record"
            case .delegation: "\(set) is signed, but belongs to the delegated zone"
            case .glue: "\(set) is signed, but is glue"
            case .occluded: "\(set) is signed, but occluded by a delegation or DNAME record"
            }
        return Finding(
            info,
            message,
            at: LabelledSpan(
                context.dataField(0, of: signature),
                reason == .absentType ? "no \(fault.type) record at this name" : "not signed by this zone"),
            why: reason == .absentType
                ? "the records were removed after signing, and resolvers have no use for their signature"
                : "a zone signs only the records for which it is authoritative; resolvers ignore the signature",
            help: reason == .absentType
                ? "restore the \(fault.type) records, or remove them in the unsigned zone and \(context.resigning)"
                : context.resigning,
            related: reason == .absentType ? [] : [context.typeSpan(of: fault.record, "the RRset")],
            subject: context.subject(of: signature)
        )
    }
}
