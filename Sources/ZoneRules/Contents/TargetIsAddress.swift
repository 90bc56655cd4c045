import DNS
import Diagnostics
import ZoneFile

/// Z245: the target of a CNAME, DNAME or PTR record is an IP address.
enum TargetIsAddress: ZoneRule {
    static let info = RuleInfo(
        "Z245",
        "target-is-address",
        .error,
        fix: .unsafe,
        summary: "the target of a CNAME, DNAME or PTR record, or a gateway of the type for names, is an IP address",
        page: RulePage(
            whatItChecks: """
                Reports CNAME, DNAME and PTR records whose target is written as an IPv4 or IPv6 address, with or without a \
                final dot, and IPSECKEY records with the gateway type 3, for a name, and an address. NS records are Z214, MX records Z243 and SRV records S303. Response-policy zones are not checked.
                """,
            whyItMatters: """
                The target is a domain name. An address is read as the name `192.0.2.10.`, or without a final dot as \
                `192.0.2.10.example.com.`, and that name has no records. Name servers load the zone without a message.
                """,
            howToFix: """
                Give the name an A or AAAA record with the address instead of the CNAME record. In a reverse zone, the owner \
                of a PTR record stands for the address, and the target is the name of the host.
                """,
            references: ["RFC 1034 §3.6.2", "RFC 1035 §3.3.1", "RFC 1035 §3.3.12"]
        ),
        examples: [
            .bad("vpn IN IPSECKEY 10 3 2 «192.0.2.10» AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==\n"),
            .bad("www IN CNAME «192.0.2.10»\nftp IN CNAME «192.0.2.10.»\nchat IN CNAME «2001:db8::10»\n"),
            .bad(
                """
                $TTL 3600
                @  IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @  IN NS  ns1.example.net.
                @  IN NS  ns2.example.net.
                10 IN PTR «192.0.2.10»

                """,
                continuation: false,
                origin: "2.0.192.in-addr.arpa."
            ),
            .good("www IN A 192.0.2.10\nftp IN CNAME www\n10.2.0.192 IN TXT \"a\"\nold IN CNAME 10.2.0.192\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy else { return }
        for number in RecordType(mnemonic: "IPSECKEY").map(zone.records(ofType:)) ?? []
        where context.isPublished(Int(number)) {
            if let literal = gateway(of: Int(number), in: zone) {
                findings.report(isGateway(context, Int(number), literal))
            }
        }
        for type in [RecordType.cname, .dname, .ptr] {
            for number in zone.records(ofType: type) {
                let id = Int(number)
                if let literal = AddressLiteral(targetOf: id, in: zone), !context.isDropped(id) {
                    findings.report(isAddress(context, id, literal))
                }
            }
        }
    }
}

extension TargetIsAddress {
    /// The address in the position of the gateway, if the record says that the gateway is a name (RFC 4025 §2.3).
    private static func gateway(of id: RecordID, in zone: Zone) -> AddressLiteral? {
        guard !zone.records[id].flags.contains(.genericRDATA) else { return nil }
        let fields = zone.fields(of: id).rdata
        return fields.count > 3 && fields[1].text == "3" ? AddressLiteral(target: fields[3].text) : nil
    }
}

// MARK: - Messages

extension TargetIsAddress {
    private static func isGateway(_ context: ZoneContext, _ id: RecordID, _ literal: AddressLiteral) -> Finding {
        let number = literal.recordType == .a ? 1 : 2
        return Finding(
            info,
            "the gateway of the IPSECKEY record is an IP address, but its type 3 is for names",
            at: LabelledSpan(context.dataField(3, of: id), "read as a name"),
            why: "no host has this name, so the gateway is not found",
            help: "write \(number) as the gateway type, for an \(number == 1 ? "IPv4" : "IPv6") address",
            fixes: [
                Fix(
                    "write the gateway type \(number)", .unsafe,
                    [Edit(replace: context.dataField(1, of: id), with: "\(number)")])
            ],
            subject: context.subject(of: id)
        )
    }

    private static func isAddress(_ context: ZoneContext, _ id: RecordID, _ literal: AddressLiteral) -> Finding {
        let zone = context.zone
        let (type, fields) = (zone.records[id].type, zone.fields(of: id))
        let span = context.targetSpan(of: id)
        let address = AddressLiteral.bare(span.text)
        let isAlias = type == .cname
        let edits = [
            Edit(replace: fields.type.span, with: literal.recordType.description), Edit(replace: span, with: address),
        ]
        return Finding(
            info,
            "\(type) target is an IP address",
            at: LabelledSpan(span, type == .ptr ? "expected a host name" : "expected a domain name"),
            why: "it is read as the name \(context.quoted(zone.records[id].target)), which has no records",
            help: isAlias
                ? "write `\(literal.recordType) \(address)` instead of the CNAME record"
                : type == .ptr
                    ? "write the name of the host with a final dot; the owner of the record stands for the address"
                    : "write a domain name",
            fixes: isAlias && !span.source.isGenerated
                ? [Fix("change it to \(Words.record(literal.recordType))", .unsafe, edits)] : [],
            subject: context.subject(of: id)
        )
    }
}
