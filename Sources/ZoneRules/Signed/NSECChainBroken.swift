import DNS
import Diagnostics
import ZoneFile

/// Z412: an NSEC record that does not lead to the next name.
enum NSECChainBroken: ZoneRule {
    static let info = RuleInfo(
        "Z412",
        "nsec-chain-broken",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "an NSEC record whose next name is not the next name of the zone",
        page: RulePage(
            whatItChecks: """
                Compares the next name of each NSEC record with the next name of the zone in canonical order; that of the \
                last one is the apex. Also reports a second, different NSEC record at a name.
                """,
            whyItMatters: """
                An NSEC record proves that no name exists between its owner and its next name. If it ends too early, \
                resolvers return SERVFAIL for names in the gap that do not exist. If it ends too late, they deny names that \
                exist: one that uses cached proofs (RFC 8198) answers NXDOMAIN without a query.
                """,
            howToFix: "Make the change in the unsigned zone, increase the serial and sign the zone again.",
            references: ["RFC 4034 §4.1.1", "RFC 4034 §6.1"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let nsec = context.signedZone?.nsec else { return }
        for chainBreak in nsec.breaks { findings.report(leadsElsewhere(context, chainBreak)) }
        for id in nsec.repeated { findings.report(isRepeated(context, id)) }
    }
}

// MARK: - Messages

extension NSECChainBroken {
    private static func leadsElsewhere(_ context: ZoneContext, _ chainBreak: NSECSurvey.Break) -> Finding {
        let zone = context.zone
        let expected = context.quoted(chainBreak.expected)
        let isLast = chainBreak.expected == zone.apex
        let next = zone.records(at: chainBreak.expected).first
        return Finding(
            info,
            "the NSEC record of \(context.quoted(chainBreak.name)) leads to `\(chainBreak.found)`, not to \(expected)",
            at: LabelledSpan(
                context.dataField(0, of: chainBreak.record),
                isLast ? "the last name leads back to the apex \(expected)" : "the next name is \(expected)"),
            why: "validating resolvers deny names that exist, or return SERVFAIL for names that do not",
            help: "change the unsigned zone rather than the signed file, and \(context.resigning)",
            related: isLast ? [] : next.map { [LabelledSpan(context.ownerOrType(of: $0), "the next name")] } ?? [],
            subject: context.subject(owner: chainBreak.name)
        )
    }

    private static func isRepeated(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let owner = context.zone.records[id].owner
        return Finding(
            info,
            "\(context.quoted(owner)) has several NSEC records",
            at: context.typeSpan(of: id, "differs from the first"),
            why: "a name has one place in the chain, and resolvers may use either record",
            help: context.resigning,
            related: context.zone.records(at: owner, type: .nsec).first.map { [context.typeSpan(of: $0, "the first")] }
                ?? [],
            subject: context.subject(of: id)
        )
    }
}
