import DNS
import Diagnostics
import ZoneFile

/// Z214: the target of an NS record is an IP address.
enum NSIsAddress: ZoneRule {
    static let info = RuleInfo(
        "Z214",
        "ns-is-address",
        .error,
        scope: .targets,
        summary: "the target of an NS record is an IP address",
        page: RulePage(
            whatItChecks: """
                Reports NS records whose target is written as an IPv4 or IPv6 address, with or without a final dot.
                """,
            whyItMatters: """
                The target is a domain name. An address is read as the name `192.0.2.53.`, or without a final dot as \
                `192.0.2.53.example.com.`, and that name has no address. BIND refuses to load the zone if the NS \
                record is at its apex.
                """,
            howToFix: "Write a host that has this address in an A or AAAA record.",
            references: ["RFC 1035 §3.3.11", "RFC 1912 §2.8"]
        ),
        examples: [
            .bad("@ IN NS «192.0.2.53»\nchat IN NS «192.0.2.54.»\nchat IN NS «2001:db8::53»\n"),
            .good("@ IN NS ns3\nns3 IN A 192.0.2.53\nns3 IN AAAA 2001:db8::53\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, target) in context.contents.nameServers {
            guard case .address(let literal) = target else { continue }
            findings.report(isAddress(context, record, literal))
        }
    }
}

// MARK: - Messages

extension NSIsAddress {
    private static func isAddress(_ context: ZoneContext, _ id: RecordID, _ literal: AddressLiteral) -> Finding {
        let read = context.quoted(context.zone.records[id].target)
        return Finding(
            info,
            "NS target is an IP address",
            at: LabelledSpan(context.targetSpan(of: id), "expected a host name"),
            why: "it is read as the name \(read), which has no address; resolvers cannot reach the server",
            help:
                "write a host that has this address in \(Words.record(literal.recordType))",
            subject: context.subject(of: id)
        )
    }
}
