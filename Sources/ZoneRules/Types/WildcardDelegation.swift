import DNS
import Diagnostics
import ZoneFile

/// Z296: a delegation or DNAME record at a wildcard.
enum WildcardDelegation: ZoneRule {
    static let info = RuleInfo(
        "Z296",
        "wildcard-delegation",
        .error,
        summary: "a wildcard has NS or DNAME records",
        page: RulePage(
            whatItChecks: """
                Reports NS and DNAME records whose owner is a wildcard. DNAME records are a warning, because BIND \
                loads them.
                """,
            whyItMatters: """
                BIND refuses to load a zone with NS records at a wildcard. A wildcard cannot delegate names or redirect \
                what is below them: RFC 4592 leaves undefined what servers answer, and they differ.
                """,
            howToFix: "Write an NS or DNAME record for each name, or a wildcard with addresses or a CNAME record.",
            references: ["RFC 4592 §4.2", "RFC 4592 §4.4", "RFC 6672 §3.3"]
        ),
        examples: [
            .bad("«*.users» IN NS ns1.example.net.\n*.users IN NS ns2.example.net.\n«*.old» IN DNAME example.net.\n"),
            .good("*.users IN CNAME www.example.net.\nusers IN A 192.0.2.10\nold IN DNAME example.net.\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy, context.kind != .rootHints else { return }
        for type in [RecordType.ns, .dname] {
            for number in zone.records(ofType: type) where zone.names.isWildcard(zone.records[Int(number)].owner) {
                let id = Int(number)
                let owner = zone.records[id].owner
                guard zone.records(at: owner, type: type).first == id, context.isPublished(id)
                else { continue }
                findings.report(isAtWildcard(context, id))
            }
        }
    }
}

// MARK: - Messages

extension WildcardDelegation {
    private static func isAtWildcard(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let record = context.zone.records[id]
        return Finding(
            info,
            "the wildcard \(context.quoted(record.owner)) has \(Words.record(record.type))",
            at: LabelledSpan(WrittenOwner(of: id, in: context.zone).span, "a wildcard"),
            why: record.type == .ns
                ? "a wildcard cannot delegate names, and BIND refuses to load the zone"
                : "RFC 4592 leaves undefined what servers answer for such a record, and they differ",
            help: "write \(Words.record(record.type)) for each name, or a wildcard with addresses or a CNAME record",
            severity: record.type == .ns ? nil : .warning,
            subject: context.subject(of: id)
        )
    }
}
