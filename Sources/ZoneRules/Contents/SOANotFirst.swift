import DNS
import Diagnostics
import ZoneFile

/// Z203: records before the SOA record.
enum SOANotFirst: ZoneRule {
    static let info = RuleInfo(
        "Z203",
        "soa-not-first",
        .warning,
        summary: "the SOA record is not the first record of the zone",
        page: RulePage(
            whatItChecks: """
                Reports an SOA record at the apex that is preceded by another record, in the file itself or in an \
                included one.
                """,
            whyItMatters: """
                RFC 1035 puts the SOA record at the top of the zone. BIND, Knot and NSD load the zone anyway. validns \
                refuses it. Programs that take the name of the zone or the default TTL from the first record misread \
                the records before the SOA record.
                """,
            howToFix: "Move the SOA record before all other records.",
            references: ["RFC 1035 §5.2"]
        ),
        examples: [
            .bad(
                """
                $TTL 3600
                @ IN NS  ns1.example.net.
                @ IN NS  ns2.example.net.
                @ IN «SOA» ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600

                """,
                continuation: false
            ),
            .bad(
                """
                $ORIGIN example.com.
                $TTL 3600
                www IN A 192.0.2.10
                @ IN «SOA» ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @ IN NS  ns1.example.net.
                @ IN NS  ns2.example.net.

                """,
                continuation: false,
                origin: nil
            ),
            .good("www IN A 192.0.2.10\n"),
            .good(
                """
                ; <<>> DiG 9.18.41 <<>> example.com ANY
                ;; ANSWER SECTION:
                example.com. 3600 IN NS ns1.example.net.
                example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600

                """,
                continuation: false
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        // A record before it that could not be read may have been the SOA record of the zone (Z202).
        guard context.kind != .fragment, let soa = context.zone.apexSOA, soa > 0, context.zone.unread.soa == nil else {
            return
        }
        findings.report(isNotFirst(context, soa))
    }
}

// MARK: - Messages

extension SOANotFirst {
    private static func isNotFirst(_ context: ZoneContext, _ soa: RecordID) -> Finding {
        Finding(
            info,
            "the SOA record is not the first record of the zone",
            at: LabelledSpan(context.zone.fields(of: soa).type.span, "belongs at the top of the zone"),
            why: "RFC 1035 puts it first; name servers accept it here, but some checkers and scripts do not",
            help: "move it before all other records",
            related: [LabelledSpan(context.zone.fields(of: 0).type.span, "the first record")],
            subject: context.subject(of: soa)
        )
    }
}
