import DNS
import Diagnostics
import ZoneFile

/// Z229: a DS record at a name that is not delegated.
enum DSWithoutDelegation: ZoneRule {
    static let info = RuleInfo(
        "Z229",
        "ds-without-delegation",
        .error,
        summary: "a DS record at a name that is not delegated",
        page: RulePage(
            whatItChecks: """
                Reports DS records at a name without NS records, and DS records at the zone apex. A DS record below a \
                delegation is Z227.
                """,
            whyItMatters: """
                A DS record contains the digest of a delegated zone's key and belongs beside the NS records in the \
                parent zone. At the apex, BIND refuses to load the zone. Elsewhere it has no effect: either the \
                delegation is missing, or the record is in the wrong zone.
                """,
            howToFix: """
                At the apex, give the record to the operator of the parent zone, usually through the registrar. \
                Elsewhere, add the NS records or remove the DS record. At its own apex, a zone publishes CDS records.
                """,
            references: ["RFC 4034 §5", "RFC 4035 §2.4"]
        ),
        examples: [
            .bad("@ IN «DS» 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n"),
            .bad(
                """
                chat IN A  192.0.2.10
                chat IN «DS» 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D

                """
            ),
            .good(
                """
                chat IN NS ns1.example.net.
                chat IN NS ns2.example.net.
                chat IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind == .zone, zone.hasApexSOA else { return }
        for number in zone.records(ofType: .ds) {
            let id = Int(number)
            let owner = zone.records[id].owner
            let isApex = owner == zone.apex
            guard isApex || (context.isWhole && !zone.has(.ns, at: owner) && !zone.unread.mayContain(owner, .ns)),
                zone.first(at: owner, type: .ds)?.record == id, !context.isDropped(id),
                !context.contents.boundaries.isHidden(owner)
            else { continue }
            findings.report(isMisplaced(context, id, isApex: isApex))
        }
    }
}

// MARK: - Messages

extension DSWithoutDelegation {
    private static func isMisplaced(_ context: ZoneContext, _ id: RecordID, isApex: Bool) -> Finding {
        let zone = context.zone
        let owner = context.quoted(zone.records[id].owner)
        return Finding(
            info,
            isApex
                ? "the zone apex \(owner) has a DS record" : "\(owner) has a DS record but is not delegated",
            at: LabelledSpan(
                zone.fields(of: id).type.span,
                isApex ? "belongs in the parent zone" : "no NS record at this name"
            ),
            why: isApex
                ? "DS records are published by the parent zone; BIND refuses to load this zone"
                : "a DS record has no effect without a delegation",
            help: isApex
                ? "give it to the operator of the parent zone, usually through the registrar, and remove it here"
                : "add the NS records of the zone \(owner), or remove the DS record",
            subject: context.subject(of: id)
        )
    }
}
