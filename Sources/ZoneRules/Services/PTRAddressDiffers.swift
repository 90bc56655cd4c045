import DNS
import Diagnostics
import ZoneFile

/// Z282: a PTR record whose host does not have the address.
enum PTRAddressDiffers: ZoneRule {
    static let info = RuleInfo(
        "Z282",
        "ptr-address-differs",
        .info,
        scope: .targets,
        examplesElsewhere: "MeaningRuleTests",
        summary: "the host of a PTR record does not have the address",
        page: RulePage(
            whatItChecks: """
                Compares PTR records of reverse zones with the other zones of the run. Reports a target that does not \
                exist in its zone, or that has addresses, but not the one of the PTR record. Targets in zones that are \
                not in the run, aliases, and targets whose address may be in a line that could not be read are not checked.
                """,
            whyItMatters: """
                Mail servers and other software accept the name of an address only if the name leads back to it. \
                Without that, they may reject mail or show only the address.
                """,
            howToFix: "Write the host that has the address, or give the host that address.",
            references: ["RFC 1912 §2.1"]
        ),
        examples: [
            .good("10 IN PTR www.example.net.\n")
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind == .zone, context.zones.hasOther(than: zone) else { return }
        for number in zone.records(ofType: .ptr) {
            let id = Int(number)
            let record = zone.records[id]
            guard let other = context.otherZone(for: record.target),
                !DottedName.lacksDot(id, in: zone, isWhole: context.isWhole, zones: context.zones),
                let address = ReverseName.address(of: zone.names.name(record.owner)), context.isPublished(id)
            else { continue }
            let target = zone.names.name(record.target)
            let type: RecordType = address.isIPv6 ? .aaaa : .a
            guard other.isCertain(target, type) else { continue }
            switch other.lookup(target, type) {
            case .noName: findings.report(differs(context, id, address, other, exists: false))
            case .answer(let set, _):
                if !set.contains(where: { IPAddress(octets: other.rdata(of: $0)) == address }) {
                    findings.report(differs(context, id, address, other, exists: true))
                }
            default: break
            }
        }
    }
}

// MARK: - Messages

extension PTRAddressDiffers {
    private static func differs(
        _ context: ZoneContext,
        _ id: RecordID,
        _ address: IPAddress,
        _ other: Zone,
        exists: Bool
    ) -> Finding {
        let target = context.quoted(context.zone.records[id].target)
        return Finding(
            info,
            exists
                ? "the PTR target \(target) does not have the address \(address)"
                : "the PTR target \(target) does not exist",
            at: LabelledSpan(context.targetSpan(of: id), "according to \(context.zoneName(other))"),
            why: "software that checks whether the name leads back to \(address) does not accept it",
            help: "write the host that has the address \(address), or give \(target) that address",
            subject: context.subject(of: id)
        )
    }
}
