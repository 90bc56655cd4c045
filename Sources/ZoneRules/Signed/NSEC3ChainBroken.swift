import DNS
import Diagnostics
import ZoneFile

/// Z422: an NSEC3 record that does not lead to the next hash.
enum NSEC3ChainBroken: ZoneRule {
    static let info = RuleInfo(
        "Z422",
        "nsec3-chain-broken",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "an NSEC3 record whose next hash is not the next hash of the chain",
        page: RulePage(
            whatItChecks: """
                Compares the next hash of each NSEC3 record with the owner of the record that follows it in the order of \
                the hashes; that of the last one is the first. Also reports a second record of the chain at the same hash.
                """,
            whyItMatters: """
                An NSEC3 record proves that no name has a hash between its owner and its next hash. With a gap, validating \
                resolvers return SERVFAIL for names in it. With an overlap, they may deny names that exist.
                """,
            howToFix: "Make the change in the unsigned zone, increase the serial and sign the zone again.",
            references: ["RFC 5155 §7.1", "RFC 5155 §3.1.7"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let nsec3 = context.signedZone?.nsec3 else { return }
        for chainBreak in nsec3.breaks { findings.report(leadsElsewhere(context, chainBreak)) }
        for id in nsec3.repeated { findings.report(isRepeated(context, id)) }
    }
}

// MARK: - Messages

extension NSEC3ChainBroken {
    private static func leadsElsewhere(_ context: ZoneContext, _ chainBreak: NSEC3Survey.Break) -> Finding {
        func label(_ id: RecordID) -> String { context.zone.labelText(of: context.zone.records[id].owner, 0...0) }
        return Finding(
            info,
            "the NSEC3 record `\(label(chainBreak.record))` leads to `\(Base32Hex.encode(chainBreak.found))`, "
                + "not to `\(label(chainBreak.expected))`",
            at: LabelledSpan(context.dataField(4, of: chainBreak.record), "not the next hash"),
            why: "validating resolvers deny names that exist, or return SERVFAIL for names that do not",
            help: "change the unsigned zone rather than the signed file, and \(context.resigning)",
            related: [context.typeSpan(of: chainBreak.expected, "the next record of the chain")],
            subject: context.subject(of: chainBreak.record)
        )
    }

    private static func isRepeated(_ context: ZoneContext, _ id: RecordID) -> Finding {
        Finding(
            info,
            "\(context.quoted(context.zone.records[id].owner)) has several NSEC3 records of the same chain",
            at: context.typeSpan(of: id, "a second record"),
            why: "a hash has one place in the chain, and resolvers may use either record",
            help: context.resigning,
            subject: context.subject(of: id)
        )
    }
}
