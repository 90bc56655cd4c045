import DNS
import Diagnostics
import ZoneFile

/// Z217: a DS record for a zone whose file has no DNSKEY record.
enum DSWithoutDNSKEY: ZoneRule {
    static let info = RuleInfo(
        "Z217",
        "ds-without-dnskey",
        .info,
        scope: .targets,
        examplesElsewhere: "ParentAndChildTests",
        summary: "a DS record for a zone whose file has no DNSKEY record",
        page: RulePage(
            whatItChecks: """
                Reports the DS record of a delegation if the delegated zone is checked in the same run and has no \
                DNSKEY record at its apex. If the file of this zone is signed, this is Z431.
                """,
            whyItMatters: """
                A DS record states that the zone is signed. If it is not, validating resolvers return an error. If the \
                server signs the zone when it loads it, the file has no keys and nothing is wrong.
                """,
            howToFix: "Make sure that the server signs the zone. If it does not, remove the DS record at once.",
            references: ["RFC 4035 §2.4", "RFC 4035 §5.2"]
        ),
        examples: [
            .good(
                """
                chat IN NS ns1.example.net.
                chat IN NS ns2.example.net.
                chat IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D

                """
            )
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for child in context.loadedChildZones where !child.zone.has(.dnskey, at: child.zone.apex) {
            guard !child.zone.unread.mayContain(child.zone.apex, .dnskey), !context.lacksKeys(child),
                let ds = context.zone.records(at: child.cut, type: .ds).first
            else { continue }
            findings.report(hasNoKey(context, ds, child))
        }
    }
}

// MARK: - Messages

extension DSWithoutDNSKEY {
    private static func hasNoKey(_ context: ZoneContext, _ id: RecordID, _ child: LoadedChildZone) -> Finding {
        let cut = context.quoted(child.cut)
        return Finding(
            info,
            "\(cut) has a DS record, but its zone file has no DNSKEY record",
            at: LabelledSpan(
                context.zone.fields(of: id).type.span,
                "\(context.described(child)) has no DNSKEY record"
            ),
            why: "unless the server signs the zone when it loads it, validating resolvers return errors for its names",
            help: "make sure that the server signs \(cut), or remove the DS record",
            subject: context.subject(of: id)
        )
    }
}
