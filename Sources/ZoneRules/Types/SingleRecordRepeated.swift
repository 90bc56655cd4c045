import DNS
import Diagnostics
import ZoneFile

/// Z295: several records of a type that allows one for each name.
enum SingleRecordRepeated: ZoneRule {
    static let info = RuleInfo(
        "Z295",
        "single-record-repeated",
        .error,
        summary: "a name has several records of a type that allows one",
        page: RulePage(
            whatItChecks: """
                Reports a second DNAME or CSYNC record at a name. Several SOA records are Z202, and several CNAME \
                records are Z221. Records with equal data are Z230.
                """,
            whyItMatters: """
                BIND and Knot refuse to load a zone with two DNAME records at a name. A parent zone ignores CSYNC \
                records if there are several.
                """,
            howToFix: "Keep one of the records.",
            references: ["RFC 6672 §2.4", "RFC 7477 §2.1"]
        ),
        examples: [
            .bad("old IN DNAME example.net.\nold IN DNAME «example.org.»\n"),
            .bad("@ IN CSYNC 1 1 A NS\n@ IN CSYNC «2 1 A NS AAAA»\n"),
            .good("old IN DNAME example.net.\nolder IN DNAME example.net.\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy else { return }
        for type in [RecordType.dname, .csync] {
            for number in zone.records(ofType: type) {
                let id = Int(number)
                let set = zone.records(at: zone.records[id].owner, type: type)
                guard set.count > 1, let first = set.first, id != first, context.isPublished(id) else { continue }
                let data = zone.rdata(of: id)
                // One that is equal to an earlier record is a duplicate.
                let earlier = set.prefix { $0 != id }
                guard !earlier.contains(where: { zone.rdata(of: $0) == data }) else { continue }
                findings.report(isRepeated(context, id, first))
            }
        }
    }
}

// MARK: - Messages

extension SingleRecordRepeated {
    private static func isRepeated(_ context: ZoneContext, _ id: RecordID, _ first: RecordID) -> Finding {
        let record = context.zone.records[id]
        return Finding(
            info,
            "\(context.quoted(record.owner)) has more than one \(record.type) record",
            at: LabelledSpan(context.dataSpan(of: id), "differs from the first one"),
            why: record.type == .dname
                ? "BIND and Knot refuse to load the zone"
                : "the parent zone cannot know which one to follow, and ignores them",
            help: "keep one of the \(record.type) records",
            related: [LabelledSpan(context.dataSpan(of: first), "the first \(record.type) record")],
            subject: context.subject(of: id)
        )
    }
}
