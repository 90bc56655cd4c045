import DNS
import Diagnostics
import ZoneFile

/// Z272: a null MX record beside other MX records.
enum NullMXAmongOthers: ZoneRule {
    static let info = RuleInfo(
        "Z272",
        "null-mx-among-others",
        .error,
        summary: "a null MX record is beside other MX records",
        page: RulePage(
            whatItChecks: """
                Reports an MX record with the target `.` at a name that has other MX records. Alone, it states that the \
                name accepts no mail.
                """,
            whyItMatters: """
                RFC 7505 forbids it. Senders cannot know whether the name accepts mail. Some try to find a mail server \
                with an empty name, and others return the mail at once.
                """,
            howToFix: "Remove the null MX record if the name accepts mail. Otherwise, remove the other MX records.",
            references: ["RFC 7505 §3"]
        ),
        examples: [
            .bad("@ IN MX 0 «.»\n@ IN MX 10 mail.example.net.\n"),
            .good("@ IN MX 0 .\nchat IN MX 10 mail.example.net.\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy else { return }
        for number in zone.records(ofType: .mx) where zone.records[Int(number)].target == .root {
            let id = Int(number)
            let owner = zone.records[id].owner
            let set = zone.records(at: owner, type: .mx)
            guard let other = set.first(where: { zone.records[$0].target != .root }), !context.isDropped(id),
                !context.contents.boundaries.isHidden(owner)
            else { continue }
            findings.report(isAmongOthers(context, id, other))
        }
    }
}

// MARK: - Messages

extension NullMXAmongOthers {
    private static func isAmongOthers(_ context: ZoneContext, _ id: RecordID, _ other: RecordID) -> Finding {
        let owner = context.quoted(context.zone.records[id].owner)
        return Finding(
            info,
            "\(owner) has a null MX record and other MX records",
            at: LabelledSpan(context.targetSpan(of: id), "states that the name accepts no mail"),
            why: "RFC 7505 forbids it; whether senders deliver mail for \(owner) depends on their software",
            help: "remove the null MX record if \(owner) accepts mail; otherwise, remove the other MX records",
            related: [LabelledSpan(context.targetSpan(of: other), "another MX record")],
            subject: context.subject(of: id)
        )
    }
}
