import DNS
import Diagnostics
import ZoneFile

/// S308: a target that only clients with IPv6 can reach.
enum SRVTargetIPv6Only: ZoneRule {
    static let info = RuleInfo(
        "S308",
        "srv-target-ipv6-only",
        .info,
        scope: .targets,
        summary: "the target of an SRV record has only IPv6 addresses",
        page: RulePage(
            whatItChecks: "Reports SRV targets that have AAAA records but no A record.",
            whyItMatters: """
                Clients without IPv6 cannot connect. Many servers in the Matrix federation have no IPv6, some of them \
                without their admins' knowledge.
                """,
            howToFix: "Add an A record if the host is also reachable over IPv4.",
            references: ["RFC 2782", "RFC 3596"]
        ),
        examples: [
            .bad(
                """
                matrix           IN AAAA 2001:db8::10
                _matrix-fed._tcp IN SRV  10 0 8448 «matrix»

                """
            ),
            .good(
                """
                matrix           IN AAAA 2001:db8::10
                matrix           IN A    192.0.2.10
                _matrix-fed._tcp IN SRV  10 0 8448 matrix

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, _) in context.distinctTargets({ if case .ipv6Only = $0 { true } else { nil } }) {
            findings.report(ipv6Only(context, record))
        }
    }
}

// MARK: - Messages

extension SRVTargetIPv6Only {
    private static func ipv6Only(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let name = context.quoted(context.zone.records[id].target)
        return Finding(
            info,
            "SRV target has only IPv6 addresses",
            at: LabelledSpan(
                SRVFields(of: id, in: context.zone).target, "\(name) has AAAA records but no A record"),
            why: "clients without IPv6 cannot connect",
            help: "add an A record if the host is also reachable over IPv4",
            subject: context.subject(ofSRV: id)
        )
    }
}
