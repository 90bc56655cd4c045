import DNS
import Diagnostics
import ZoneFile

/// Z262: an `@` for the origin that is not the whole name.
enum AtSignInName: ZoneRule {
    static let info = RuleInfo(
        "Z262",
        "at-sign-in-name",
        .error,
        fix: .unsafe,
        summary: "an `@` in a longer name does not mean the origin",
        page: RulePage(
            whatItChecks: """
                Reports owners and targets of NS, CNAME, DNAME, PTR, MX and SRV records with an `@` for the origin: at \
                their end, such as `_matrix-fed._tcp.@`, at their beginning, such as `@.` and `@example.com.`, or as a \
                label between others. Also reports owners outside the zone and mailboxes of RP and MINFO records that \
                are written as mail addresses, an MX record with a mail address in place of the mail server, and an `@` without a space after it. An escaped `\\@` is not reported.
                """,
            whyItMatters: """
                `@` stands for the origin only if it is the whole name. As a part of a longer name it is an ordinary \
                character: `www.@` in `example.com.` means `www.\\@.example.com.`, which no client looks up.
                """,
            howToFix: "Remove the `@`. A name without a final dot is completed with the origin.",
            references: ["RFC 1035 §5.1", "RFC 1183 §2.2"]
        ),
        examples: [
            .bad("matrix IN A 192.0.2.10\n«_matrix-fed._tcp.@» IN SRV 10 5 8448 matrix\n"),
            .bad("«www.@» IN A 192.0.2.10\n        IN AAAA 2001:db8::10\nftp IN CNAME «www.@»\n"),
            .bad(
                """
                @    IN A     192.0.2.10
                ftp  IN CNAME «@.»
                git  IN CNAME «@.example.com.»
                news IN MX    10 «@example.com.»
                _sip._tcp IN SRV 0 0 5060 «@example.com.»
                «@www» IN TXT "host"
                «joe@example.com.» IN MX 10 mail.example.net.
                info IN RP    «jo.doe@example.com.» .

                """
            ),
            .bad("mail IN A 192.0.2.25\n@ IN MX 10 «info@mail.example.com.»\n"),
            .bad("«@ns» IN A 192.0.2.53\nx MX 10 «@example.net»\n"),
            .bad("«@IN» TXT \"a\"\n«@3600» IN TXT \"b\"\n"),
            .good(
                "www IN A 192.0.2.10\n@ IN A 192.0.2.10\na\\@b IN TXT \"escaped\"\nx IN RP jo\\.doe.example.com. .\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        if let names = zone.names.names(withOctet: UInt8(ascii: "@")) {
            var owners: Set<NameID> = []
            for (id, record) in zone.records.enumerated() {
                if !record.flags.contains(.inheritsOwner), names.contains(record.owner),
                    let owner = zone.fields(of: id).owner, let name = mistake(inOwnerOf: id, owner.text, zone),
                    owners.insert(record.owner).inserted
                {
                    findings.report(notOrigin(context, id, owner, name, ownerEdits(record.owner, zone)))
                }
                if names.contains(record.target), let target = DottedName.target(of: id, in: zone),
                    let name = AtSignName(target.text), name.isMistake(inTargetOf: record.type),
                    // Z148 reports a comma after the origin.
                    MistypedTarget.withoutComma(target.text) != "@"
                {
                    findings.report(
                        name.kind == .address
                            ? isMailServer(context, id, target)
                            : notOrigin(context, id, target, name, [edit(target, name)].compactMap { $0 }))
                }
            }
        }
        for type in [RecordType.rp, .minfo] {
            for number in zone.records(ofType: type) { reportMailboxes(of: Int(number), context, &findings) }
        }
    }

    private static func reportMailboxes(of id: RecordID, _ context: ZoneContext, _ findings: inout FindingSink) {
        let record = context.zone.records[id]
        guard !record.flags.contains(.genericRDATA) else { return }
        for (index, field) in context.zone.fields(of: id).rdata.enumerated()
        where RecordFormat.isMailbox(record.type, field: index) {
            guard let name = AtSignName(field.text) else { continue }
            findings.report(notOrigin(context, id, field, name, [edit(field, name)].compactMap { $0 }))
        }
    }

    /// Whether a target as written has an `@` that is reported here.
    static func isMistake(_ text: String, inTargetOf type: RecordType) -> Bool {
        AtSignName(text)?.isMistake(inTargetOf: type) ?? false
    }

    /// Whether the owner has an `@`, so that its records are reported here.
    static func isReported(_ owner: NameID, in zone: Zone) -> Bool {
        zone.records(at: owner).contains { id in
            zone.fields(of: id).owner.map { mistake(inOwnerOf: id, $0.text, zone) != nil } ?? false
        }
    }

    /// The `@` of an owner. In the zone, `joe@example` may be meant.
    private static func mistake(inOwnerOf id: RecordID, _ text: String, _ zone: Zone) -> AtSignName? {
        guard let name = AtSignName(text) else { return nil }
        return name.kind != .address || zone.records[id].flags.contains(.outOfZone) ? name : nil
    }

    private static func ownerEdits(_ owner: NameID, _ zone: Zone) -> [Edit] {
        zone.records(at: owner).compactMap { zone.fields(of: $0).owner }.compactMap { field in
            AtSignName(field.text).flatMap { edit(field, $0) }
        }
    }

    /// Writes the name that was meant, unless the text is not in the file as such or says too little about it.
    private static func edit(_ field: RecordFields.Field, _ name: AtSignName) -> Edit? {
        if case .generated = field.span.source.provenance { return nil }
        // Bytes that are not UTF-8 cannot be written again.
        guard !field.isQuoted || name.kind != .noSpace, !name.corrected.contains("\u{FFFD}") else { return nil }
        let quote = field.isQuoted ? "\"" : ""
        return Edit(replace: field.span, with: quote + name.corrected + quote)
    }
}
