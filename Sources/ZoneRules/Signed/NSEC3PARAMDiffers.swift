import DNS
import Diagnostics
import ZoneFile

/// Z425: NSEC3 records with other parameters than NSEC3PARAM announces.
enum NSEC3PARAMDiffers: ZoneRule {
    static let info = RuleInfo(
        "Z425",
        "nsec3param-differs",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "NSEC3 records without an NSEC3PARAM record of the same parameters, or the reverse",
        page: RulePage(
            whatItChecks: """
                Compares the hash algorithm, iterations and salt of the NSEC3 records with those of the NSEC3PARAM records \
                at the apex. Also reports NSEC3PARAM records with flags other than 0.
                """,
            whyItMatters: """
                Name servers choose the NSEC3 records of negative answers by the NSEC3PARAM record. If no chain has its \
                parameters, they cannot prove that a name does not exist, and validating resolvers return SERVFAIL.
                """,
            howToFix: "Sign the zone again with one set of parameters.",
            references: ["RFC 5155 §4", "RFC 5155 §7.3"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let nsec3 = context.signedZone?.nsec3 else { return }
        let other = nsec3.chains.first { $0.announcement != nil }?.announcement
        for chain in nsec3.chains {
            if let announcement = chain.announcement, chain.first == nil {
                findings.report(hasNoChain(context, chain, announcement))
            } else if let first = chain.first, chain.announcement == nil {
                findings.report(isNotAnnounced(context, chain, first, other))
            }
        }
        for id in context.zone.records(at: context.zone.apex, type: .nsec3param) {
            let rdata = context.zone.rdata(of: id)
            if rdata.count > 1, rdata[1] != 0 { findings.report(hasFlags(context, id, rdata[1])) }
        }
    }
}

// MARK: - Messages

extension NSEC3PARAMDiffers {
    private static func hasNoChain(_ context: ZoneContext, _ chain: NSEC3Survey.Chain, _ id: RecordID) -> Finding {
        Finding(
            info,
            "no NSEC3 record has the parameters of the NSEC3PARAM record: \(chain.parameters)",
            at: LabelledSpan(context.dataSpan(of: id), "no chain with these parameters"),
            why: "name servers look for NSEC3 records with these parameters; negative answers would have no proof",
            help: context.resigning,
            subject: context.subject(of: id)
        )
    }

    private static func isNotAnnounced(
        _ context: ZoneContext, _ chain: NSEC3Survey.Chain, _ id: RecordID, _ other: RecordID?
    ) -> Finding {
        Finding(
            info,
            "\(Words.count(chain.count, "NSEC3 record")) with parameters of no NSEC3PARAM record: \(chain.parameters)",
            at: context.typeSpan(of: id, "the first of these records"),
            why: other == nil
                ? "without an NSEC3PARAM record, name servers do not use the chain for negative answers"
                : "name servers use the NSEC3PARAM record to choose a chain, and ignore this one",
            help: context.resigning,
            related: other.map { [context.typeSpan(of: $0, "has other parameters")] } ?? [],
            subject: context.subject(of: id)
        )
    }

    private static func hasFlags(_ context: ZoneContext, _ id: RecordID, _ flags: UInt8) -> Finding {
        Finding(
            info,
            "the NSEC3PARAM record has the flags \(flags)",
            at: LabelledSpan(context.dataField(1, of: id), "expected 0"),
            why: "name servers ignore an NSEC3PARAM record with flags (RFC 5155 §4.1.2), opt-out included",
            help: context.resigning,
            subject: context.subject(of: id)
        )
    }
}
