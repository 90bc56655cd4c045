import DNS
import Diagnostics
import ZoneFile

/// Z276: a TLSA record at a name that no client looks up.
enum TLSAOwner: ZoneRule {
    static let info = RuleInfo(
        "Z276",
        "tlsa-owner",
        .warning,
        summary: "a TLSA record is not at the name of a port and protocol",
        page: RulePage(
            whatItChecks: """
                Reports TLSA records whose owner resembles `_port._protocol.host`, but is not of that form: a service \
                name in place of the port, a missing underscore, a missing label or the wrong order. Also reports TLSA \
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
                «_smtp._tcp.mail»  IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                «25._tcp.mail»     IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                «_tcp._25.mail»    IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                «_25.tcp.mail»     IN TLSA 3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13

                """
            ),
            .good(
                """
                _25._tcp.mail  IN TLSA  3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                *._tcp.www     IN TLSA  3 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                _443._tcp.chat IN CNAME _dane
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

    private static let protocols: Set = ["tcp", "udp", "sctp"]

    private static func isMisplaced(_ owner: NameID, _ zone: Zone) -> Bool {
        let labels = labels(of: owner, zone)
        guard let first = labels.first, first != "*" else { return false }
        if isPort(first), labels.count > 1, labels[1].first == "_", protocols.contains(String(labels[1].dropFirst())) {
            return false
        }
        if zone.has(.a, at: owner) || zone.has(.aaaa, at: owner) || zone.has(.mx, at: owner) || owner == zone.apex {
            return true
        }
        // The protocol somewhere in front, with or without its underscore, beside something like a port or service.
        return labels.prefix(3).contains { $0.first == "_" && protocols.contains(String($0.dropFirst())) }
            || isPort(first) && labels.count > 1 && protocols.contains(labels[1])
    }

    private static func isPort(_ label: String) -> Bool {
        guard label.first == "_" else { return false }
        let digits = label.dropFirst()
        return !digits.isEmpty && digits.first != "0" && digits.utf8.allSatisfy { $0 &- 0x30 < 10 }
            && UInt16(digits) != nil
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
    private static func help(_ owner: NameID, _ zone: Zone) -> String {
        let labels = labels(of: owner, zone)
        if labels.count > 1, isPort(labels[1]), labels[0].first == "_",
            protocols.contains(String(labels[0].dropFirst()))
        {
            let host = zone.names.parent(of: zone.names.parent(of: owner))
            return "write the port first: `\(labels[1]).\(labels[0]).\(zone.names.text(host))`"
        }
        return "write an owner such as `_443._tcp.www.example.com.` or `_25._tcp.mail.example.com.`"
    }

    private static func isMisplaced(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let owner = context.quoted(context.zone.records[id].owner)
        return Finding(
            info,
            "\(owner) is not a name at which TLSA records are looked up",
            at: LabelledSpan(
                WrittenOwner(of: id, in: context.zone).span, "expected `_port._protocol` in front of a host"),
            why: "clients look up TLSA records at the port number and the protocol in front of the name of the host",
            help: help(context.zone.records[id].owner, context.zone),
            subject: context.subject(of: id)
        )
    }
}
