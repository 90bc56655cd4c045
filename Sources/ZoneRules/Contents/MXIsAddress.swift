import DNS
import Diagnostics
import ZoneFile

/// Z243: the target of an MX record is an IP address.
enum MXIsAddress: ZoneRule {
    static let info = RuleInfo(
        "Z243",
        "mx-is-address",
        .error,
        scope: .targets,
        summary: "the target of an MX record is an IP address",
        page: RulePage(
            whatItChecks: """
                Reports MX records whose target is written as an IPv4 or IPv6 address, with or without a final dot.
                """,
            whyItMatters: """
                The target is a domain name. An address is read as the name `192.0.2.25.`, or without a final dot as \
                `192.0.2.25.example.com.`, and that name has no address. Mail is delayed and then bounces.
                """,
            howToFix: "Write a host that has this address in an A or AAAA record.",
            references: ["RFC 1035 §3.3.9", "RFC 5321 §5.1"]
        ),
        examples: [
            .bad("@ IN MX 10 «192.0.2.25»\n@ IN MX 20 «192.0.2.26.»\nchat IN MX 10 «2001:db8::25»\n"),
            .good("@ IN MX 10 mail\nmail IN A 192.0.2.25\nmail IN AAAA 2001:db8::25\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, target) in context.contents.mailServers {
            guard case .address(let literal) = target else { continue }
            findings.report(isAddress(context, record, literal))
        }
    }
}

// MARK: - Messages

extension MXIsAddress {
    private static func isAddress(_ context: ZoneContext, _ id: RecordID, _ literal: AddressLiteral) -> Finding {
        let read = context.quoted(context.zone.records[id].target)
        return Finding(
            info,
            "MX target is an IP address",
            at: LabelledSpan(context.targetSpan(of: id), "expected a host name"),
            why: "it is read as the name \(read), which has no address; mail bounces",
            help:
                "write a host that has this address in \(Words.record(literal.recordType))",
            subject: context.subject(of: id)
        )
    }
}
