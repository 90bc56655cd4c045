import DNS
import Diagnostics
import ZoneFile

/// Z297: a record that is only used at the apex of a zone, at another name.
enum ApexRecordElsewhere: ZoneRule {
    static let info = RuleInfo(
        "Z297",
        "apex-record-elsewhere",
        .warning,
        summary: "a record for the zone apex is at another name",
        page: RulePage(
            whatItChecks: """
                Reports NSEC3PARAM, CDS and CDNSKEY records, and DNSKEY records of zone keys, whose owner \
                is not the apex of the zone. CDS and CDNSKEY records at `_dsboot` names, which announce them for \
                another zone, are valid.
                """,
            whyItMatters:
                "Validators, servers and parent zones look for these records only at the apex, and ignore them elsewhere.",
            howToFix: "Move the record to the apex, or into the zone to which it belongs.",
            references: [
                "RFC 4034 §2.1.1", "RFC 5155 §4", "RFC 7344 §4.1", "RFC 9615 §2",
            ]
        ),
        examples: [
            .bad("chat IN «NSEC3PARAM» 1 0 0 -\nchat IN A 192.0.2.10\n"),
            .bad("sub IN «CDS» 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n"),
            .good("@ IN NSEC3PARAM 1 0 0 -\n@ IN CSYNC 1 1 A NS\n"),
            .good(
                """
                _dsboot.example.org._signal.ns1 IN CDS 20326 8 2 (
                    E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D )

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind == .zone, zone.hasApexSOA else { return }
        for type in [RecordType.nsec3param, .cds, .cdnskey, .dnskey] {
            for number in zone.records(ofType: type) {
                let id = Int(number)
                let owner = zone.records[id].owner
                guard owner != zone.apex, zone.records(at: owner, type: type).first == id, context.isPublished(id),
                    !isElsewhereByDesign(id, type, zone)
                else { continue }
                findings.report(isElsewhere(context, id))
            }
        }
    }

    private static func isElsewhereByDesign(_ id: RecordID, _ type: RecordType, _ zone: Zone) -> Bool {
        // Only keys with the zone flag sign a zone.
        if type == .dnskey { return zone.rdata(of: id).first.map { $0 & 1 == 0 } ?? true }
        guard type == .cds || type == .cdnskey else { return false }
        return zone.names.withLabel(of: zone.records[id].owner) { $0.elementsEqual("_dsboot".utf8) }
    }
}

// MARK: - Messages

extension ApexRecordElsewhere {
    private static func isElsewhere(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let zone = context.zone
        let record = zone.records[id]
        return Finding(
            info,
            "\(context.quoted(record.owner)) has \(Words.record(record.type)), but is not the zone apex",
            at: LabelledSpan(zone.fields(of: id).type.span, "only used at \(context.quoted(zone.apex))"),
            why: "validators, servers and parent zones look for \(record.type) records only at the apex of a zone",
            help: "move the record to \(context.quoted(zone.apex)), or into the zone \(context.quoted(record.owner))",
            subject: context.subject(of: id)
        )
    }
}
