import DNS
import Diagnostics
import ZoneFile

/// Z276: a TLSA record at a name that no client looks up.
enum TLSAOwner: ZoneRule {
    static let info = RuleInfo(
        "Z276",
        "tlsa-owner",
        .warning,
        fix: .unsafe,
        summary: "a TLSA record is not at the name of a port and protocol",
        page: RulePage(
            whatItChecks: """
                Reports TLSA records whose owner resembles `_port._protocol.host`, but is not of that form: a service \
                name in place of the port, both in one label, a missing underscore, a missing label or the wrong order. Also reports TLSA \
                records at a name that has addresses or MX records. Wildcards and names that a CNAME record points to \
                are not reported. Other names may be the targets of aliases in other zones.
                """,
            whyItMatters: """
                Clients look up TLSA records at the port number and protocol in front of the name of the host. A record \
                elsewhere is never used.
                """,
            howToFix: "Write an owner such as `_443._tcp.www` or `_25._tcp.mail`.",
            references: ["RFC 6698 §3", "RFC 7671 §7"]
        ),
        examples: [
            .bad(
                """
                mail             IN A    192.0.2.25
                «mail»             IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                «_smtp._tcp.mx»    IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                «25._tcp.mail»     IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                «_tcp._25.chat»    IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                «_443_tcp.mail»    IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                «_465._tcp_.mail»  IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                «_587.mail»        IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                «_25.tcp.shop»     IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13

                """
            ),
            .good(
                """
                _25._tcp.mail  IN TLSA  3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                *._tcp.www     IN TLSA  3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                _443._tcp.chat IN CNAME _dane
                _25.shop       IN TLSA  3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                _dane          IN TLSA  3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        let records = zone.records(ofType: .tlsa)
        guard !records.isEmpty, context.kind != .responsePolicy else { return }
        var suspects: [(record: RecordID, owner: NameID)] = []
        var seen: Set<NameID> = []
        for number in records {
            let owner = zone.records[Int(number)].owner
            guard seen.insert(owner).inserted, isMisplaced(owner, zone), context.isPublished(Int(number)) else {
                continue
            }
            suspects.append((Int(number), owner))
        }
        guard !suspects.isEmpty else { return }
        let aliased = Set(zone.records(ofType: .cname).map { zone.records[Int($0)].target })
        for suspect in suspects
        where !aliased.contains(suspect.owner) && !MistypedOwner.matches(suspect.record, in: zone) {
            findings.report(isMisplaced(context, suspect.record))
        }
    }

    private static func isMisplaced(_ owner: NameID, _ zone: Zone) -> Bool {
        let labels = labels(of: owner, zone)
        guard let first = labels.first, first != "*", !TLSAOwnerName.isRight(labels) else { return false }
        if zone.has(.a, at: owner) || zone.has(.aaaa, at: owner) || zone.has(.mx, at: owner) || owner == zone.apex {
            return true
        }
        // A port in front of a host, without a protocol.
        if TLSAOwnerName.isPort(first), labels.count > 1 {
            let host = zone.names.parent(of: owner)
            if zone.has(.a, at: host) || zone.has(.aaaa, at: host) { return true }
        }
        return TLSAOwnerName.isSimilar(labels)
    }

    /// The first labels of the name, below the apex of the zone.
    private static func labels(of owner: NameID, _ zone: Zone) -> [String] {
        var (labels, current): ([String], NameID) = ([], owner)
        while labels.count < 4, current != zone.apex, current != .root {
            labels.append(String(decoding: zone.names.label(of: current), as: UTF8.self))
            current = zone.names.parent(of: current)
        }
        return labels
    }
}

// MARK: - Messages

extension TLSAOwner {
    /// Writes the port and the protocol, if all records of the owner are TLSA records.
    private static func fix(_ meant: TLSAOwnerName, _ owner: NameID, _ zone: Zone) -> [Fix] {
        guard zone.records(at: owner, type: .tlsa).count == zone.recordCount(at: owner) else { return [] }
        let edits = WrittenOwner.edits(of: owner, in: zone, labels: 0...meant.count - 1, to: meant.text)
        return edits.isEmpty ? [] : [Fix("write `\(meant.text)`", .unsafe, edits)]
    }

    private static func isMisplaced(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let zone = context.zone
        let name = zone.records[id].owner
        let owner = context.quoted(name)
        let meant = TLSAOwnerName(meantBy: labels(of: name, zone))
        var host = name
        for _ in 0..<(meant?.count ?? 0) { host = zone.names.parent(of: host) }
        return Finding(
            info,
            "\(owner) is not a name at which TLSA records are looked up",
            at: LabelledSpan(
                WrittenOwner(of: id, in: zone).span, "expected `_port._protocol` in front of a host"),
            why: "clients look up TLSA records at the port number and the protocol in front of the name of the host",
            help: meant.map { "write `\($0.text).\(zone.names.text(host))`" }
                ?? "write an owner such as `_443._tcp.www.example.com.` or `_25._tcp.mail.example.com.`",
            fixes: meant.map { fix($0, name, zone) } ?? [],
            subject: context.subject(of: id)
        )
    }
}
