import DNS
import Diagnostics
import ZoneFile

/// S308: only clients with IPv6 can connect.
enum SRVTargetIPv6Only: ZoneRule {
    static let info = RuleInfo(
        "S308",
        "srv-target-ipv6-only",
        .info,
        scope: .targets,
        summary: "the target of an SRV record has IPv6 addresses only",
        page: RulePage(
            whatItChecks: "Reports SRV targets that own AAAA records and no A record.",
            whyItMatters: """
                Clients without IPv6 cannot connect. In the Matrix federation that is a good part of the servers, some \
                of them without their admins' knowing.
                """,
            howToFix: "Add an A record if the host can be reached by IPv4 too.",
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
        Finding(
            info,
            "SRV target has IPv6 addresses only",
            at: LabelledSpan(SRVFields(of: id, in: context.zone).target, "owns AAAA records and no A record"),
            why: "clients without IPv6 cannot connect",
            help: "add an A record if the host can be reached by IPv4 too",
            subject: context.subject(ofSRV: id)
        )
    }
}
