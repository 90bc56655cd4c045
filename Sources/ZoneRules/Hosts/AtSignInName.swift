import DNS
import Diagnostics
import ZoneFile

/// Z262: an `@` for the origin at the end of a longer name.
enum AtSignInName: ZoneRule {
    static let info = RuleInfo(
        "Z262",
        "at-sign-in-name",
        .error,
        fix: .unsafe,
        summary: "an `@` at the end of a longer name does not mean the origin",
        page: RulePage(
            whatItChecks: """
                Reports owners and targets of NS, CNAME, DNAME, PTR, MX and SRV records that end in `.@`, such as \
                `_matrix-fed._tcp.@`. An escaped `\\@` is not reported.
                """,
            whyItMatters: """
                `@` stands for the origin only if it is the whole name. As a part of a longer name it is an ordinary \
                label: `www.@` in `example.com.` means `www.\\@.example.com.`, which no client looks up.
                """,
            howToFix: "Remove `.@`. A name without a final dot is completed with the origin.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("matrix IN A 192.0.2.10\n«_matrix-fed._tcp.@» IN SRV 10 5 8448 matrix\n"),
            .bad("«www.@» IN A 192.0.2.10\n        IN AAAA 2001:db8::10\nftp IN CNAME «www.@»\n"),
            .good("www IN A 192.0.2.10\n@ IN A 192.0.2.10\na\\@b IN TXT \"escaped\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        let labels = zone.origins.compactMap { zone.names.child(of: $0, label: "@") }
        guard !labels.isEmpty else { return }
        var owners: Set<NameID> = []
        for (id, record) in zone.records.enumerated() {
            if !record.flags.contains(.inheritsOwner), labels.contains(where: { isBelow(record.owner, $0, zone) }),
                let owner = zone.fields(of: id).owner, isMistake(owner.text), owners.insert(record.owner).inserted
            {
                findings.report(notOrigin(context, id, owner, ownerEdits(record.owner, zone)))
            }
            if labels.contains(where: { isBelow(record.target, $0, zone) }),
                let target = DottedName.target(of: id, in: zone), isMistake(target.text)
            {
                findings.report(notOrigin(context, id, target, [removal(target)].compactMap { $0 }))
            }
        }
    }

    /// Whether a name as written ends in `@` without meaning the origin.
    static func isMistake(_ text: String) -> Bool {
        text.hasSuffix(".@") && text.utf8.count > 2 && !text.hasSuffix("\\.@")
    }

    /// Whether the owner has the label `@`, so that its records are probably reported here.
    static func isReported(_ owner: NameID, in zone: Zone) -> Bool {
        zone.records(at: owner).contains { id in
            zone.fields(of: id).owner.map { isMistake($0.text) } ?? false
        }
    }

    private static func isBelow(_ name: NameID, _ label: NameID, _ zone: Zone) -> Bool {
        name != label && zone.names.isName(name, atOrBelow: label)
    }

    private static func ownerEdits(_ owner: NameID, _ zone: Zone) -> [Edit] {
        zone.records(at: owner).compactMap { zone.fields(of: $0).owner }.filter { isMistake($0.text) }
            .compactMap(removal)
    }

    /// Removes `.@`, unless the text is not in the file as such.
    private static func removal(_ field: RecordFields.Field) -> Edit? {
        if case .generated = field.span.source.provenance { return nil }
        let end = field.span.range.upperBound - (field.isQuoted ? 1 : 0)
        return Edit(replace: SourceSpan(field.span.source, end - 2..<end), with: "")
    }
}

// MARK: - Messages

extension AtSignInName {
    private static func notOrigin(
        _ context: ZoneContext,
        _ id: RecordID,
        _ field: RecordFields.Field,
        _ edits: [Edit]
    ) -> Finding {
        let right = String(field.text.dropLast(2))
        return Finding(
            info,
            "`@` at the end of \(Words.quoted(field.text)) does not mean the origin",
            at: LabelledSpan(field.span, "expected \(Words.quoted(right))"),
            why: "`@` means the origin only if it is the whole name, so no client looks up this name",
            help: "write \(Words.quoted(right)), which is completed with the origin",
            fixes: edits.isEmpty ? [] : [Fix("remove `.@`", .unsafe, edits)],
            subject: context.subject(of: id)
        )
    }
}
