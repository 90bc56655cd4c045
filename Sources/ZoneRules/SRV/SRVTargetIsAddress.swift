import DNS
import Diagnostics
import ZoneFile

/// S303: an address instead of a host name.
public enum SRVTargetIsAddress: ZoneRule {
    public static let info = RuleInfo(
        "S303",
        "srv-target-is-address",
        .error,
        fix: .unsafe,
        scope: .targets,
        stopsPeers: true,
        summary: "the target of an SRV record is an IP address",
        page: RulePage(
            whatItChecks:
                "Reports SRV targets that are written as an IPv4 or IPv6 address, with or without a final dot or a port.",
            whyItMatters: """
                The target is a domain name. An address is read as the name `192.0.2.10.`, or without a final dot as \
                `192.0.2.10.example.com.`, and that name has no address. Synapse happens to connect to `192.0.2.10.`, \
                but Dendrite and mautrix bridges discard the record and connect to port 8448 of the server name.
                """,
            howToFix: "Write a host that has this address in an A or AAAA record.",
            references: ["RFC 2782", "Matrix server-server §2.1"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A    192.0.2.10
                matrix           IN AAAA 2001:db8::10
                _matrix-fed._tcp IN SRV  10 0 8448 «192.0.2.10.»
                _matrix._tcp     IN SRV  10 0 8448 «192.0.2.10»
                _xmpp._tcp       IN SRV  10 0 5222 «2001:db8::10»
                _sip._tcp        IN SRV  10 0 5060 «198.51.100.7»
                _imaps._tcp      IN SRV  10 0 993  «192.0.2.10:993»
                _pop3s._tcp      IN SRV  10 0 995  «[2001:db8::10]:995»

                """
            ),
            .good(
                """
                matrix           IN A    192.0.2.10
                _matrix-fed._tcp IN SRV  10 0 8448 matrix

                """
            ),
        ]
    )

    public static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let targets = context.targets { if case .address = $0 { true } else { nil } }
        for (number, target) in targets.enumerated() {
            // Searching the zone for every one of them would take too long.
            findings.report(targetIsAddress(context, target.record, searching: number < 20))
        }
    }

    /// A name in the zone with the address.
    private static func host(with address: AddressLiteral, in zone: Zone) -> NameID? {
        guard zone.records.count <= 5_000 else { return nil }
        for (id, record) in zone.records.enumerated()
        where record.type == address.recordType && !zone.names.isWildcard(record.owner) {
            guard let text = zone.fields(of: id).rdata.first?.text, AddressLiteral(text) == address,
                case .answer = zone.lookup(record.owner, record.type)
            else { continue }
            return record.owner
        }
        return nil
    }
}

// MARK: - Messages

extension SRVTargetIsAddress {
    private static func targetIsAddress(_ context: ZoneContext, _ id: RecordID, searching: Bool) -> Finding {
        let zone = context.zone
        let fields = SRVFields(of: id, in: zone)
        let address = fields.targetText.flatMap { AddressLiteral(target: $0) }
        let host = searching ? address.flatMap { Self.host(with: $0, in: zone) } : nil
        let isRelative = fields.targetText?.hasSuffix(".") == false
        let why =
            isRelative
            ? "it is read as the name \(context.quoted(zone.records[id].target)), which has no address"
            : "it is read as a domain name that has no address, and most software cannot connect to it"
        var help =
            host.map { "write \(context.quoted($0)), which has this address" }
            ?? "write a host that has this address in an A or AAAA record"
        let port = fields.targetText.flatMap { AddressLiteral.port(of: $0) }
        if let port, UInt16(port) != zone.records[id].port {
            help += "; the port field has \(zone.records[id].port), but the target has \(port)"
        }
        return Finding(
            info,
            "SRV target is an IP address\(port == nil ? "" : " with a port")",
            at: LabelledSpan(fields.target, "expected a host name"),
            why: why,
            help: help,
            fixes: host.map { host in
                let text = zone.text(host, writtenIn: id)
                return [Fix("write the host with this address", .unsafe, [Edit(replace: fields.target, with: text)])]
            } ?? [],
            subject: context.subject(ofSRV: id)
        )
    }
}
