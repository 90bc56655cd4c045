import DNS
import Diagnostics
import ZoneFile

/// Z214: an address where the name of a name server belongs.
enum NSIsAddress: ZoneRule {
    static let info = RuleInfo(
        "Z214",
        "ns-is-address",
        .error,
        scope: .targets,
        summary: "the target of an NS record is an IP address",
        page: RulePage(
            whatItChecks:
                "Reports NS records whose target is written as an IPv4 or IPv6 address, with or without a dot.",
            whyItMatters: """
                The target is a domain name; an address there is read as the name `192.0.2.53`, without a final dot \
                even as `192.0.2.53.example.com.`, and nobody can reach it. BIND refuses the zone when it stands at the \
                apex.
                """,
            howToFix: "Name the server, and give that name the address in an A or AAAA record.",
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
            "the name server is given as an IP address",
            at: LabelledSpan(context.targetSpan(of: id), "expected the name of a host"),
            why: "it is read as the name \(read), which nobody can reach",
            help: "name the server, and give that name \(Words.record(literal.recordType)) with this address",
            subject: context.subject(of: id)
        )
    }
}
