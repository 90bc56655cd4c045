import DNS
import Diagnostics
import ZoneFile

/// Z401: an RRset of a signed zone without a signature.
enum SignatureMissing: ZoneRule {
    static let info = RuleInfo(
        "Z401",
        "signature-missing",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "an RRset of a signed zone without an RRSIG record of each algorithm that signs the zone",
        page: RulePage(
            whatItChecks: """
                In a signed zone, reports every RRset that has no RRSIG record, or none of an algorithm that signs the \
                zone. These are the algorithms that have both a DNSKEY record and a signature at the apex. NS records of a \
                delegation, glue and occluded records are not signed.
                """,
            whyItMatters: """
                To a validating resolver, an unsigned answer from a signed zone is forged: it returns SERVFAIL, as if the \
                name did not exist. This happens if records are added to the signed file instead of the file it is made \
                from.
                """,
            howToFix: "Make the change in the unsigned zone, increase the serial and sign the zone again.",
            references: ["RFC 4035 §2.2", "RFC 6840 §5.11"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for fault in context.signedZone?.signatures.faults ?? [] {
            guard case .missing(let algorithms, let hasOthers) = fault.kind else { continue }
            findings.report(isUnsigned(context, fault, algorithms, hasOthers: hasOthers))
        }
    }
}

// MARK: - Messages

extension SignatureMissing {
    private static func isUnsigned(
        _ context: ZoneContext, _ fault: SignatureFault, _ algorithms: [SecurityAlgorithm], hasOthers: Bool
    ) -> Finding {
        let names = Words.list(algorithms.map(\.description))
        let keys = context.signedZone?.frame.keys ?? []
        return Finding(
            info,
            "\(context.set(fault.type, of: fault.owner)) has no signature"
                + (hasOthers ? " of algorithm \(names)" : ""),
            at: context.typeSpan(
                of: fault.record, hasOthers ? "no RRSIG record of \(names)" : "no RRSIG record covers it"),
            why: hasOthers
                ? "a zone is signed with every algorithm of its DNSKEY records; resolvers that check this return SERVFAIL"
                : "validating resolvers take the records for forged and return SERVFAIL",
            help: "change the unsigned zone rather than the signed file, and \(context.resigning)",
            related: algorithms.compactMap { algorithm in
                keys.first { $0.data.algorithm == algorithm && $0.data.isZoneKey }.map {
                    context.typeSpan(of: $0.record, "\($0.name) signs the zone with \(algorithm)")
                }
            },
            subject: context.subject(of: fault.record)
        )
    }
}
