import DNS
import Diagnostics
import ZoneFile

/// Z227: a record that a delegation hides.
enum OccludedRecord: ZoneRule {
    static let info = RuleInfo(
        "Z227",
        "occluded-record",
        .error,
        summary: "a record below a delegation, where it is never served",
        page: RulePage(
            whatItChecks: """
                Reports, once for each name, records that are hidden by a delegation. NS and DS records at the cut, \
                with their NSEC and RRSIG records, and addresses of name servers (glue) are not hidden. An address that \
                no NS record of the zone needs as glue is a warning. Records below a DNAME record are Z226.
                """,
            whyItMatters: """
                For such a name, a server returns a referral to the delegated zone, and never these records. Changes \
                to them have no effect. BIND, Knot and NSD silently load them.
                """,
            howToFix: "Move the records to the delegated zone, or remove the delegation.",
            references: ["RFC 1034 §4.2.1", "RFC 2181 §6.1"]
        ),
        examples: [
            .bad(
                """
                chat              IN NS  ns1.example.net.
                                  IN NS  ns2.example.net.
                «_matrix-fed._tcp.chat» IN SRV 10 0 8448 matrix.example.net.
                                  IN TXT "dead"
                «www.chat»          IN A   192.0.2.10

                """
            ),
            .bad("chat IN NS ns1.example.net.\n     IN NS ns2.example.net.\n     IN «MX» 10 mail.example.net.\n"),
            .good(
                """
                chat     IN NS   ns.chat
                         IN NS   ns1.example.net.
                         IN DS   20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
                ns.chat  IN A    192.0.2.53
                         IN AAAA 2001:db8::53
                old      IN DNAME example.net.
                old      IN A    192.0.2.10

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        let boundaries = context.contents.boundaries
        guard context.kind == .zone, zone.hasApexSOA else { return }
        for name in boundaries.occluded {
            // The others are below a DNAME record, which Z226 reports.
            guard let boundary = boundaries.boundary(of: name), boundary != zone.apex, zone.has(.ns, at: boundary)
            else { continue }
            let hidden = zone.records(at: name).filter { id in
                isOccluded(zone.records[id].type, isAtCut: name == boundary)
                    && !(isAddress(id, zone) && boundaries.isNameServer(name))
            }
            guard let first = hidden.first(where: { !isAddress($0, zone) }) ?? hidden.first else { continue }
            let isOrphan = isAddress(first, zone)
            // An NS record that needs the address may be in a part that was not read.
            if isOrphan, !context.isWhole || zone.unread.hasType(.ns) || zone.unread.mayContain(boundary, .ns) {
                continue
            }
            findings.report(isHidden(context, hidden.min() ?? first, hidden, boundary, isOrphan))
        }
    }

    private static func isAddress(_ id: RecordID, _ zone: Zone) -> Bool {
        zone.records[id].type == .a || zone.records[id].type == .aaaa
    }

    private static func isOccluded(_ type: RecordType, isAtCut: Bool) -> Bool {
        switch type {
        case .rrsig, .nsec, .nsec3, .key, .sig, .nxt: false
        // An SOA record of another zone in this file is Z202.
        case .soa: false
        case .ns, .ds: !isAtCut
        // A CNAME record beside NS records is Z220.
        case .cname: !isAtCut
        default: true
        }
    }
}

// MARK: - Messages

extension OccludedRecord {
    private static func isHidden(
        _ context: ZoneContext,
        _ id: RecordID,
        _ hidden: [RecordID],
        _ boundary: NameID,
        _ isOrphan: Bool
    ) -> Finding {
        let zone = context.zone
        let name = context.quoted(zone.records[id].owner)
        let above = context.quoted(boundary)
        var types: [String] = []
        for other in hidden where types.last != "\(zone.records[other].type)" {
            types.append("\(zone.records[other].type)")
        }
        let what = "the \(Words.list(types)) record\(hidden.count == 1 ? "" : "s") of \(name)"
        let verb = hidden.count == 1 ? "is" : "are"
        let marker = zone.records(at: boundary, type: .ns).first
        return Finding(
            info,
            "\(what) \(verb) hidden by the delegation of \(above)",
            at: LabelledSpan(
                zone.records[id].owner == boundary ? zone.fields(of: id).type.span : context.ownerOrType(of: id),
                isOrphan ? "no NS record of this zone needs it as glue" : "never served"
            ),
            why: "servers answer queries for \(name) with a referral to the zone \(above)",
            help: "move \(hidden.count == 1 ? "it" : "them") to the zone \(above), or remove that delegation",
            related: marker.map { [LabelledSpan(zone.fields(of: $0).type.span, "delegated here")] } ?? [],
            severity: isOrphan ? .warning : .error,
            subject: context.subject(of: id)
        )
    }
}
