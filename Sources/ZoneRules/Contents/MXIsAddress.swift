import DNS
import Diagnostics
import ZoneFile

/// Z243: an address where the name of a mail server belongs.
enum MXIsAddress: ZoneRule {
    static let info = RuleInfo(
        "Z243",
        "mx-is-address",
        .error,
        scope: .targets,
        summary: "the target of an MX record is an IP address",
        page: RulePage(
            whatItChecks:
                "Reports MX records whose target is written as an IPv4 or IPv6 address, with or without a dot.",
            whyItMatters: """
                The target is a domain name; an address there is read as the name `192.0.2.25`, without a final dot \
                even as `192.0.2.25.example.com.`, which has no address. Mail is delayed and comes back.
                """,
            howToFix: "Name the mail server, and give that name the address in an A or AAAA record.",
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
            "the mail server is given as an IP address",
            at: LabelledSpan(context.targetSpan(of: id), "expected the name of a host"),
            why: "it is read as the name \(read), which has no address; mail comes back",
            help: "name the mail server, and give that name \(Words.record(literal.recordType)) with this address",
            subject: context.subject(of: id)
        )
    }
}
