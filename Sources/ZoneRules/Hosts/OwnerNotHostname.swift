import DNS
import Diagnostics
import ZoneFile

/// Z260: an owner of addresses or MX records that is not a host name.
enum OwnerNotHostname: ZoneRule {
    static let info = RuleInfo(
        "Z260",
        "owner-not-a-hostname",
        .warning,
        fix: .unsafe,
        summary: "the owner of address or MX records is not a valid host name",
        page: RulePage(
            whatItChecks: """
                Reports owners of A, AAAA, MX, A6 and WKS records that are not host names, as BIND's `check-names` \
                judges them. A host name consists of letters, digits and hyphens, and no label begins or ends with a \
                hyphen. A wildcard is correct, and so are the names that BIND excepts: `gc._msdcs`, and names with \
                a label `_spf`, `_spf_verify` or `_spf_rate` that own A records. Labels such as `_dmarc`, with an \
                underscore only at the start, are reported only with `--target bind`. If the name of the zone is not a \
                host name, the zone has one finding. With `--target bind`, the findings are errors.
                """,
            whyItMatters: """
                A BIND primary with default settings refuses to load a zone with such a name, and \
                `named-checkzone` only warns. Other name servers serve the name, but some clients, proxies and \
                certificate authorities reject it.
                """,
            howToFix: """
                Rename the host, using only letters, digits and hyphens. If the name must stay, set \
                `check-names primary ignore;` in the configuration of BIND.
                """,
            references: ["RFC 952", "RFC 1123 §2.1"]
        ),
        examples: [
            .bad(
                """
                «my_host»  IN A    192.0.2.10
                         IN AAAA 2001:db8::10
                «giga-»    IN A    192.0.2.11
                «*.my_app» IN A    192.0.2.12
                «in_box»   IN MX   10 mail.example.net.
                «<ftp>»    IN A    192.0.2.13

                """
            ),
            .bad("«+»www IN A 192.0.2.10\n+_sip._tcp IN SRV 0 0 5060 mail.example.net.\n+ftp IN A 192.0.2.11\n"),
            .bad("«_jabber» IN A 192.0.2.10\n", targets: [.bind]),
            .bad("«www» IN A 192.0.2.10\nftp IN A 192.0.2.11\n", origin: "my_zone.example."),
            .good(
                """
                *.apps    IN A   192.0.2.10
                gc._msdcs IN A   192.0.2.11
                a_b._spf  IN A   127.0.0.2
                _dmarc    IN TXT "v=DMARC1; p=none"
                my_alias  IN CNAME www.example.net.

                """,
                targets: [.bind]
            ),
            .good("_jabber IN A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy, zone.zoneClass == .internet, zone.apex != .unknownOrigin else { return }
        let isApexWrong = CheckNames.fault(of: zone.apex, in: zone) != nil
        let apex = zone.names.name(zone.apex)
        var reported: Set<NameID> = []
        var isApexReported = false
        var last: (owner: NameID, type: RecordType)?
        var diff: DiffSigns?
        for (id, record) in zone.records.enumerated() where CheckNames.hasHostOwner(record.type) {
            guard !context.hostNames.contains(record.owner), last?.owner != record.owner || last?.type != record.type
            else {
                continue
            }
            last = (record.owner, record.type)
            // Z232 reports names outside the zone, and Z262 those with an `@`.
            guard let fault = CheckNames.fault(ofOwner: record.owner, record.type, in: zone),
                !record.flags.contains(.outOfZone), isReported(fault, record.owner, id, context),
                !AtSignInName.isReported(record.owner, in: zone)
            else { continue }
            // One finding for the lines of a diff.
            if case .octet(UInt8(ascii: "+")) = fault {
                let known = diff ?? DiffSigns(zone)
                diff = known
                if let block = known.block(with: record.owner) {
                    let records = known.blocks[block]
                    if records.contains(id), reported.isDisjoint(with: records.map { zone.records[$0].owner }) {
                        findings.report(isInDiff(context, id, known.signs(records)))
                    }
                    reported.insert(record.owner)
                    continue
                }
            }
            // One finding for all the names that are wrong only because of the name of the zone.
            if isApexWrong, !CheckNames.isWrong(zone.names.name(record.owner), below: apex, isOwner: true) {
                if isApexReported { continue }
                isApexReported = true
            }
            if reported.insert(record.owner).inserted { findings.report(notHostname(context, id, fault)) }
        }
    }

    private static func isReported(_ fault: HostnameFault, _ owner: NameID, _ id: RecordID, _ context: ZoneContext)
        -> Bool
    {
        if context.targets.contains(.bind) { return true }
        if CheckNames.isServiceName(context.zone.names.name(owner)) { return false }
        // Z126 reports letters beyond ASCII and shows the A-label.
        guard case .octet(0x80...) = fault else { return true }
        return !WrittenOwner(of: id, in: context.zone).span.text.utf8.contains { $0 >= 0x80 }
    }
}

// MARK: - Messages

extension OwnerNotHostname {
    private static func help(_ fault: HostnameFault, _ written: String, _ zone: Zone) -> String {
        switch fault {
        case .octet(UInt8(ascii: "@")):
            return "write the name without `@`, which means the origin only if it is the whole name"
        case .wildcard, .octet(UInt8(ascii: "*")):
            return
                "write `*` alone, as the first label of the name, if you mean a wildcard; other names with it match nothing"
        case .octet(UInt8(ascii: ",")):
            let owners = written.split(separator: ",").map(String.init)
            if owners.count > 1 {
                return "write a record for each owner: \(Words.list(owners.map { Words.quoted($0) }))"
            }
        case .octet(UInt8(ascii: ":")) where written.contains("://"):
            let host = written.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
            if let host { return "write only the name: \(Words.quoted(host))" }
        case .octet(UInt8(ascii: "<")) where written.hasPrefix("<") && written.hasSuffix(">") && written.count > 2:
            return "remove the angle brackets: \(Words.quoted(written.dropFirst().dropLast()))"
        case .octet(UInt8(ascii: ":")) where written.hasSuffix(":") && written.count > 1:
            let name = String(written.dropLast())
            let isWhole = zone.origin.map { (name + ".").lowercased().hasSuffix("." + $0.lowercased()) } ?? false
            return "remove the colon: \(Words.quoted(isWhole ? name + "." : name))"
        default: break
        }
        return "rename the host, using only letters, digits and hyphens; or set `check-names primary ignore;` in BIND"
    }

    private static func isInDiff(_ context: ZoneContext, _ id: RecordID, _ signs: [SourceSpan]) -> Finding {
        let isSingle = signs.count == 1
        return Finding(
            info,
            isSingle
                ? "the `+` of a diff is in front of the owner"
                : "the `+` of a diff is in front of \(signs.count) owners",
            at: LabelledSpan(signs[0], "read as part of the name"),
            why:
                "BIND refuses to load the zone with its default settings, and others publish the records at wrong names",
            help: isSingle ? "remove the `+`" : "remove the `+` from each of the lines",
            related: signs.dropFirst().prefix(3).map { LabelledSpan($0, "also here") },
            fixes: [Fix("remove the `+`", .unsafe, signs.map { Edit(replace: $0, with: "") })],
            severity: context.targets.contains(.bind) ? .error : nil,
            subject: context.subject(owner: context.zone.records[id].owner)
        )
    }

    private static func notHostname(_ context: ZoneContext, _ id: RecordID, _ fault: HostnameFault) -> Finding {
        let zone = context.zone
        let owner = zone.records[id].owner
        let span = WrittenOwner(of: id, in: zone).span
        return Finding(
            info,
            "\(context.quoted(owner)) is not a valid host name",
            at: LabelledSpan(span, fault.words),
            why: "BIND refuses to load the zone with its default settings, and some software rejects such names",
            help: help(fault, span.text, zone),
            severity: context.targets.contains(.bind) ? .error : nil,
            subject: context.subject(owner: owner)
        )
    }
}
