import DNS
import Diagnostics
import ZoneFile

/// Z406: a signature whose fields do not fit its RRset.
enum SignatureFieldsDiffer: ZoneRule {
    static let info = RuleInfo(
        "Z406",
        "signature-ttl",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "an RRSIG record whose TTL, original TTL, labels or signer do not fit the RRset",
        page: RulePage(
            whatItChecks: """
                Compares the original TTL and the TTL of each RRSIG record with the TTL of its RRset, its number of labels \
                with the owner, and its signer with the name of the zone.
                """,
            whyItMatters: """
                A resolver rejects a signature with another signer or too many labels. With fewer labels it takes the \
                records for those of a wildcard. If the RRset has a larger TTL than was signed, the resolver uses the \
                original one; after any change of the TTL, other verifiers refuse the zone. If only the TTL of the RRSIG \
                record differs, this is a warning.
                """,
            howToFix: "Make the change in the unsigned zone, increase the serial and sign the zone again.",
            references: ["RFC 4034 §3", "RFC 4035 §5.3.1"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for fault in context.signedZone?.signatures.faults ?? [] {
            guard let signature = fault.signature, let field = field(fault.kind, context) else { continue }
            findings.report(differs(context, fault, signature, field))
        }
    }

    /// A field that does not fit.
    private struct Field {
        /// The number of the field in the data; `nil` for the TTL of the record.
        let number: Int?
        let message: String
        let label: String
        let why: String
        /// Resolvers accept records whose two TTLs differ.
        var severity: Severity? = nil
    }

    private static func field(_ kind: SignatureFault.Kind, _ context: ZoneContext) -> Field? {
        switch kind {
        case .originalTTL(let original, let actual):
            Field(
                number: 3, message: "the TTL \(actual) of the RRset is not the \(original) that was signed",
                label: "the signed TTL",
                why: "the TTL changed after signing; resolvers use the smaller one, and other verifiers refuse the zone"
            )
        case .signatureTTL(let own, let actual):
            Field(
                number: nil, message: "the RRSIG record has the TTL \(own), its RRset \(actual)",
                label: "not the TTL of the RRset",
                why: "the two TTLs must be equal, so that a cache has the records and their signature together",
                severity: .warning)
        case .labels(let labels, let actual):
            Field(
                number: 2, message: "the signature is for \(Words.count(labels, "label")), but the owner has \(actual)",
                label: "expected \(actual)",
                why: labels > actual
                    ? "validating resolvers reject the signature and return SERVFAIL"
                    : "validating resolvers take the records for those of a wildcard, which they are not")
        case .signer(let signer):
            Field(
                number: 7, message: "the signer `\(signer)` is not the zone \(context.quoted(context.zone.apex))",
                label: "expected \(context.quoted(context.zone.apex))",
                why: "validating resolvers accept only signatures of the zone itself, and return SERVFAIL")
        default: nil
        }
    }
}

// MARK: - Messages

extension SignatureFieldsDiffer {
    private static func differs(
        _ context: ZoneContext, _ fault: SignatureFault, _ signature: RecordID, _ field: Field
    ) -> Finding {
        let fields = context.zone.fields(of: signature)
        return Finding(
            info,
            "\(context.set(fault.type, of: fault.owner)): \(field.message)",
            at: LabelledSpan(
                field.number.map { context.dataField($0, of: signature) } ?? (fields.ttl ?? fields.type).span,
                field.label),
            why: field.why,
            help: context.resigning,
            related: [context.typeSpan(of: fault.record, "the RRset")],
            severity: field.severity,
            subject: context.subject(of: fault.record)
        )
    }
}
