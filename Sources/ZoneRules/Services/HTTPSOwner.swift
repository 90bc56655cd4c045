import DNS
import Diagnostics
import ZoneFile

/// Z249: an HTTPS record at a name at which no client looks it up.
enum HTTPSOwner: ZoneRule {
    static let info = RuleInfo(
        "Z249",
        "https-owner",
        .warning,
        summary: "an HTTPS record is at the name of a port and a transport",
        page: RulePage(
            whatItChecks: """
                Reports HTTPS records whose owner begins with labels such as `_443._tcp` or `_https._tcp`, as TLSA and SRV \
                records have. Names that an alias of the zone leads to are not reported.
                """,
            whyItMatters: """
                Clients look up the HTTPS record of `https://www.example.com` at the host itself, and for another port at \
                `_8443._https.www.example.com.` They never find a record at any other name.
                """,
            howToFix: "Move the record to the host, or to `_port._https` in front of it.",
            references: ["RFC 9460 §2.3", "RFC 9460 §9.1"]
        ),
        examples: [
            .bad(
                """
                www            IN A     192.0.2.10
                «_443._tcp.www»  IN HTTPS 1 www alpn=h2
                «_8443._tcp.www» IN HTTPS 1 www alpn=h2
                «_https._tcp.www» IN HTTPS 1 www alpn=h2

                """
            ),
            .good("www IN A 192.0.2.10\nwww IN HTTPS 1 . alpn=h2\n_8443._https.www IN HTTPS 1 www alpn=h2\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy else { return }
        var reported: Set<NameID> = []
        for number in zone.records(ofType: .https) {
            let id = Int(number)
            let owner = zone.records[id].owner
            guard isOfTransport(owner, zone), context.isPublished(id), !zone.ownerRepeatsOrigin(id),
                reported.insert(owner).inserted, !context.aliasTargets(zone).contains(owner)
            else { continue }
            findings.report(isElsewhere(context, id))
        }
    }

    /// Whether the second label is a transport, and the first a port or the service `_https`.
    static func isOfTransport(_ owner: NameID, _ zone: Zone) -> Bool {
        let names = zone.names
        let isTransport = names.withLabel(of: names.parent(of: owner)) {
            $0.foldedEquals("_tcp") || $0.foldedEquals("_udp") || $0.foldedEquals("_quic")
        }
        return isTransport
            && names.withLabel(of: owner) { label in
                label.foldedEquals("_https") || label.foldedEquals("_http")
                    || label.count > 1 && label.first == UInt8(ascii: "_")
                        && label.dropFirst().allSatisfy { $0 &- 0x30 < 10 }
            }
    }
}

// MARK: - Messages

extension HTTPSOwner {
    private static func isElsewhere(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let (zone, names) = (context.zone, context.zone.names)
        let owner = zone.records[id].owner
        let parent = names.parent(of: names.parent(of: owner))
        let host = names.text(parent)
        let port = String(decoding: names.label(of: owner).dropFirst(), as: UTF8.self)
        let isOther = Int(port).map { $0 != 443 } ?? false
        let name = isOther ? "_\(port)._https.\(host)" : host
        return Finding(
            info,
            "\(context.quoted(owner)) is not a name at which HTTPS records are looked up",
            at: LabelledSpan(
                WrittenOwner(of: id, in: zone).span, "expected the host itself, or `_port._https` before it"),
            why:
                "clients look up the record at the host, and for another port than 443 at `_port._https` in front of it",
            help: zone.isInZone(parent)
                ? "write \(Words.quoted(name)) as the owner"
                : "remove the record here, and add it to the zone of \(Words.quoted(host)) at \(Words.quoted(name))",
            subject: context.subject(of: id)
        )
    }
}
