import DNS
import Diagnostics
import ZoneFile

/// Z211: a zone with only one name server.
enum NSSingle: ZoneRule {
    static let info = RuleInfo(
        "Z211",
        "ns-single",
        .info,
        summary: "a zone with only one name server",
        page: RulePage(
            whatItChecks: """
                Reports a whole zone with a single NS record at its apex. `NS localhost.`, which resolvers use for \
                zones that they serve locally, and `NS invalid.` of catalog zones are not reported.
                """,
            whyItMatters: """
                If that server is unreachable, so is everything in the zone, including mail and Matrix. Many \
                registries refuse a delegation to a single server. A single name can stand for many machines \
                (anycast).
                """,
            howToFix: "Set up a second server for the zone in another network, and add an NS record for it.",
            references: ["RFC 1034 §4.1", "RFC 2182 §5"]
        ),
        examples: [
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @ IN NS «ns1.example.net.»

                """,
                continuation: false
            ),
            .good("www IN A 192.0.2.10\n"),
            .good(
                """
                $TTL 3600
                @ IN SOA localhost. root.localhost. 1 7200 3600 1209600 3600
                @ IN NS localhost.

                """,
                continuation: false,
                origin: "127.in-addr.arpa."
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        let servers = zone.records(at: zone.apex, type: .ns)
        guard context.isWhole, context.kind == .zone, servers.count == 1, let only = servers.first,
            !zone.unread.mayContain(zone.apex, .ns)
        else { return }
        let target = zone.records[only].target
        // A catalog zone has `NS invalid.`, because it is never queried (RFC 9432 §3).
        guard target != .root, !["localhost.", "invalid."].contains(zone.names.text(target)) else { return }
        findings.report(isSingle(context, only))
    }
}

// MARK: - Messages

extension NSSingle {
    private static func isSingle(_ context: ZoneContext, _ id: RecordID) -> Finding {
        Finding(
            info,
            "the zone \(context.quoted(context.zone.apex)) has only one name server",
            at: LabelledSpan(context.targetSpan(of: id), "the only NS record"),
            why: "if it is unreachable, so is everything in the zone; RFC 1034 requires at least two servers",
            help: "add an NS record for a second server in another network",
            subject: context.subject(of: id)
        )
    }
}
