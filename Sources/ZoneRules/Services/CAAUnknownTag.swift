import DNS
import Diagnostics
import ZoneFile

/// Z273: a CAA record with a tag that is not registered.
enum CAAUnknownTag: ZoneRule {
    static let info = RuleInfo(
        "Z273",
        "caa-unknown-tag",
        .warning,
        fix: .unsafe,
        summary: "a CAA record has an unknown tag",
        page: RulePage(
            whatItChecks: """
                Reports CAA records whose tag is not in IANA's registry: `issue`, `issuewild`, `issuemail`, `issuevmc`, \
                `iodef`, `contactemail` and `contactphone`. Tags in upper case are valid.
                """,
            whyItMatters: """
                A CA ignores a record with a tag that it does not know, so a misspelt `issue` restricts nothing. If the \
                record has the critical flag 128, the CA must not issue any certificate for the name.
                """,
            howToFix:
                "Correct the tag, or remove the record. The fix writes the registered tag with a similar spelling.",
            references: ["RFC 8659 §4.1", "RFC 9495"]
        ),
        examples: [
            .bad(
                "@ IN CAA 0 «isue» \"ca.example.net\"\n@ IN CAA 0 «issuewlid» \";\"\n@ IN CAA 128 «tbs» \"unknown\"\n"
            ),
            .good(
                "@ IN CAA 0 issue \"ca.example.net\"\n@ IN CAA 0 ISSUEWILD \";\"\n@ IN CAA 0 contactemail \"a@example.net\"\n"
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.kind != .responsePolicy else { return }
        for number in context.zone.records(ofType: .caa) {
            let id = Int(number)
            guard let record = CAAValue(of: id, in: context.zone), !CAAValue.registered.contains(record.tag),
                !CAAValue.reserved.contains(record.tag), context.isPublished(id)
            else { continue }
            findings.report(isUnknown(context, id, record))
        }
    }
}

// MARK: - Messages

extension CAAUnknownTag {
    private static func isUnknown(_ context: ZoneContext, _ id: RecordID, _ record: CAAValue) -> Finding {
        let zone = context.zone
        let fields = zone.fields(of: id)
        let isWritten = !zone.records[id].flags.contains(.genericRDATA) && fields.rdata.count > 1
        let span = isWritten ? fields.rdata[1].span : fields.type.span
        let swapped = ["wildissue": "issuewild", "mailissue": "issuemail", "vmcissue": "issuevmc"][record.tag]
        // `issuewildcard`
        let longer = CAAValue.registered.filter { $0 != "issue" && record.tag.hasPrefix($0) }.first
        let nearest = swapped ?? longer ?? Spelling.nearest(to: record.tag, among: CAAValue.registered)
        let isCritical = record.flags & 0x80 != 0
        return Finding(
            info,
            "\(Words.quoted(record.tag)) is not a CAA tag",
            at: LabelledSpan(span, nearest.map { "`\($0)`?" } ?? "unknown tag"),
            why: isCritical
                ? "the record is critical, so CAs that do not know the tag must not issue certificates for this name"
                : "CAs ignore a record with a tag that they do not know"
                    + (nearest == "issuewild" ? ", so it does not restrict wildcard certificates" : ""),
            help: nearest.map { "write `\($0)`" }
                ?? "write \(Words.list(CAAValue.registered.map { "`\($0)`" }, "or")), or remove the record",
            fixes: isWritten
                ? nearest.map { [Fix("write `\($0)`", .unsafe, [Edit(replace: span, with: $0)])] } ?? [] : [],
            subject: context.subject(of: id)
        )
    }
}
