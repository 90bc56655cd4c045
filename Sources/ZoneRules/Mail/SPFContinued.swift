import DNS
import Diagnostics
import ZoneFile

/// Z247: parts of an SPF record in another TXT record.
enum SPFContinued: ZoneRule {
    static let info = RuleInfo(
        "Z247",
        "spf-continued",
        .warning,
        summary: "parts of an SPF record are in a TXT record of their own",
        page: RulePage(
            whatItChecks: """
                Reports a TXT record at a name with an SPF record that has only mechanisms of SPF, such as \
                `include:_spf.example.net -all`, and does not begin with `v=spf1`.
                """,
            whyItMatters: """
                A receiver joins the strings of one TXT record, but never several records. It reads only the record that \
                begins with `v=spf1`, so the hosts in the other one are not allowed to send mail.
                """,
            howToFix: """
                Move the mechanisms into the SPF record. One record may have several strings, with a space at the end of \
                each but the last.
                """,
            references: ["RFC 7208 §3.3", "RFC 7208 §4.5"]
        ),
        examples: [
            .bad("@ IN TXT \"v=spf1 mx\"\n@ IN TXT «\"include:_spf.example.net ~all\"»\n"),
            .good("@ IN TXT \"v=spf1 mx -all\"\n@ IN TXT \"a\"\n@ IN TXT \"mx:1234\"\n@ IN TXT \"all\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        var seen: Set<NameID> = []
        for id in context.mail.possiblyRepeatedSPF where seen.insert(zone.records[id].owner).inserted {
            for other in zone.records(at: zone.records[id].owner, type: .txt) where isPart(other, zone) {
                findings.report(isContinued(context, other, id, advice(other, id, zone)))
            }
        }
    }

    /// Where the parts belong: `all` may be only at the end of the whole record, and receivers ignore a `redirect` beside `all`
    /// (RFC 7208 §6.1).
    private static func advice(_ part: RecordID, _ first: RecordID, _ zone: Zone) -> String {
        func end(_ value: [UInt8]) -> String? {
            let names = SPFRecord(value)?.terms.map(\.name) ?? []
            return names.first { $0 == "all" } ?? names.first { $0 == "redirect" }
        }
        let endOfPart = end(Array("v=spf1 ".utf8) + TextValue(of: part, in: zone).bytes)
        guard let end = end(TextValue(of: first, in: zone).bytes) else {
            return "move these parts to the end of that record, and remove this one"
        }
        let moved = endOfPart.map { "these parts without their `\($0)`" } ?? "these parts"
        return "move \(moved) into that record, before its `\(end)`, and remove this one"
    }

    /// Whether the text is only mechanisms of SPF, one of which has a domain with two labels or a network. A single word may
    /// mean anything.
    private static func isPart(_ id: RecordID, _ zone: Zone) -> Bool {
        let value = TextValue(of: id, in: zone).bytes
        guard value.count < 1024, !SPFRecord.isRecord(value), value.contains(UInt8(ascii: ":")),
            let record = SPFRecord(Array("v=spf1 ".utf8) + value)
        else { return false }
        return record.problems.isEmpty
            && record.terms.contains { ["include", "ip4", "ip6"].contains($0.name) }
            && record.terms.allSatisfy { !$0.isModifier || $0.name == "redirect" }
    }
}

// MARK: - Messages

extension SPFContinued {
    private static func isContinued(
        _ context: ZoneContext, _ id: RecordID, _ first: RecordID, _ advice: String
    ) -> Finding {
        Finding(
            info,
            "parts of the SPF record of \(context.quoted(context.zone.records[id].owner)) are in a TXT record of their own",
            at: LabelledSpan(context.dataSpan(of: id), "not read by anyone"),
            why: "receivers read only the TXT record that begins with `v=spf1`, and do not join records",
            help: advice,
            related: [LabelledSpan(context.dataSpan(of: first), "the SPF record")],
            subject: context.subject(of: id)
        )
    }
}
