import DNS
import Diagnostics
import ZoneFile

/// Z298: a record about mail at a name where no one looks it up.
enum MailRecordOwner: ZoneRule {
    static let info = RuleInfo(
        "Z298",
        "mail-record-owner",
        .warning,
        fix: .unsafe,
        summary: "a DMARC, DKIM, MTA-STS or TLS reporting record is at another name than readers look up",
        page: RulePage(
            whatItChecks: """
                Reports TXT records that begin with `v=DMARC1`, `v=DKIM1`, `v=STSv1` or `v=TLSRPTv1` at the zone apex, or \
                at a name that resembles the right one: `dmarc`, `_damrc`, `s1.domainkey`, `s1_domainkey`, `mta-sts`, or `mail._dmarc` where \
                `mail` has addresses or mail servers. A \
                DKIM key at `_domainkey` itself has no selector. Names that an alias of the zone leads to, and names \
                that do not resemble the right one, are not reported, because other zones may have aliases to them.
                """,
            whyItMatters: """
                Receivers look up exactly `_dmarc.`, `selector._domainkey.`, `_mta-sts.` and `_smtp._tls.` in front of \
                the domain. A record at any other name has no effect.
                """,
            howToFix: "Publish the record at the name that the message gives.",
            references: ["RFC 7489 §6.1", "RFC 6376 §3.6.2.1", "RFC 8461 §3.1", "RFC 8460 §3"]
        ),
        examples: [
            .bad(
                """
                «@»             IN TXT "v=DMARC1; p=none"
                «dmarc»         IN TXT "v=DMARC1; p=none"
                «_damrc.shop»   IN TXT "v=DMARC1; p=none"
                «s1.domainkey»  IN TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                «s2_domainkey»  IN TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                «_domainkey»    IN TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                «mta-sts»       IN TXT "v=STSv1; id=20261121"
                «smtp._tls»     IN TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
                mail            IN A   192.0.2.25
                «mail._dmarc»   IN TXT "v=DMARC1; p=none"
                «_domainkey.s3» IN TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="

                """
            ),
            .good("example.net._dmarc IN TXT \"v=DMARC1; p=none\"\n"),
            .good(
                """
                _dmarc          IN TXT   "v=DMARC1; p=none"
                _dmarc.shop     IN CNAME dmarc
                dmarc           IN TXT   "v=DMARC1; p=none"
                dmarc.a         IN TXT   "v=DMARC1; p=none"
                _dmarc.a        IN TXT   "v=DMARC1; p=none"
                reports         IN TXT   "v=DMARC1; p=none"
                example.net._report._dmarc IN TXT "v=DMARC1"
                s1._domainkey   IN TXT   "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                key1            IN TXT   "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                _mta-sts        IN TXT   "v=STSv1; id=20261121"
                _smtp._tls      IN TXT   "v=TLSRPTv1; rua=mailto:tls@example.com"

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard zone.apex != .unknownOrigin, !context.mail.atOtherNames.isEmpty else { return }
        let aliases = context.aliasTargets(zone)
        for (id, kind) in context.mail.atOtherNames {
            let owner = zone.records[id].owner
            guard zone.isInZone(owner), !aliases.contains(owner), !zone.ownerRepeatsOrigin(id),
                !MistypedOwner.matches(id, in: zone)
            else { continue }
            let labels = labels(of: owner, in: zone)
            if kind == .dkim, let meant = swappedSelector(labels, zone), !isTaken(meant, zone) {
                findings.report(
                    isElsewhere(context, id, kind, meant, fix(id, zone, labels, meant), isSwapped: true))
                continue
            }
            guard let meant = kind.meant(insteadOf: labels), !isTaken(meant, zone),
                !isForHost(labels) || hasHost(meant, zone)
            else { continue }
            findings.report(isElsewhere(context, id, kind, meant, fix(id, zone, labels, meant)))
        }
    }

    /// Whether the name has records, or names below it other than `_domainkey`. Large zones are not searched for these.
    private static func isDomain(_ name: NameID, _ zone: Zone) -> Bool {
        if zone.recordCount(at: name) > 0 || zone.records.count > 5_000 { return true }
        return zone.records.contains { record in
            var (current, last) = (record.owner, record.owner)
            while zone.names.depth(of: current) > 0, current != name {
                (current, last) = (zone.names.parent(of: current), current)
            }
            return current == name && !zone.names.withLabel(of: last) { $0.elementsEqual("_domainkey".utf8) }
        }
    }

    /// `_domainkey.s1`, where `s1` is not a name of its own, as `s1._domainkey`.
    private static func swappedSelector(_ labels: [String], _ zone: Zone) -> String? {
        guard labels.count > 1, labels[0] == "_domainkey", !labels[1].hasPrefix("_"),
            let domain = Name(labels.dropFirst().joined(separator: "."), origin: zone.names.name(zone.apex))
        else { return nil }
        if let domain = zone.names.find(domain), isDomain(domain, zone) || !zone.isCertain(domain, nil) { return nil }
        return ([labels[1], "_domainkey"] + labels.dropFirst(2)).joined(separator: ".")
    }

    /// Writes the labels that differ. Other records keep their owner.
    private static func fix(_ id: RecordID, _ zone: Zone, _ labels: [String], _ meant: String) -> [Fix] {
        let right = meant.split(separator: ".").map(String.init)
        let same = zip(labels.reversed(), right.reversed()).prefix { $0 == $1 }.count
        guard right.first != "selector",
            let edit = WrittenOwner.edit(
                of: id, in: zone, labels: labels.count - same, to: right.dropLast(same).joined(separator: "."))
        else { return [] }
        return [Fix("write `\(edit.text)`", .unsafe, [edit])]
    }

    /// Whether the name has a record that is looked up there, or an alias, or one that could not be read. The other may then be
    /// where an alias of another domain leads.
    private static func isTaken(_ name: String, _ zone: Zone) -> Bool {
        guard let name = Name(name, origin: zone.names.name(zone.apex)) else { return false }
        if zone.unread.mayContain(name, .txt) || zone.unread.mayContain(name, .cname) { return true }
        guard let owner = zone.names.find(name) else { return false }
        return zone.has(.txt, at: owner) || zone.has(.cname, at: owner)
    }

    /// Whether the owner has other labels in front of one of those that readers look up. It may be the target of an alias in
    /// another zone.
    private static func isForHost(_ labels: [String]) -> Bool {
        labels.dropFirst().contains { $0 == "_dmarc" || $0 == "_mta-sts" }
    }

    /// Whether the name behind the first label has addresses or mail servers of its own.
    private static func hasHost(_ meant: String, _ zone: Zone) -> Bool {
        guard let dot = meant.firstIndex(of: "."),
            let name = Name("\(meant[meant.index(after: dot)...]).\(zone.names.text(zone.apex))"),
            let host = zone.names.find(name)
        else { return false }
        let isHost = ([.mx, .a, .aaaa] as [RecordType]).contains { !zone.records(at: host, type: $0).isEmpty }
        return (isHost || !zone.isCertain(host, nil))
            && zone.names.find(Name("\(meant).\(zone.names.text(zone.apex))") ?? .root).map { !zone.exists($0) } ?? true
    }

    /// The labels of a name in the zone below the apex.
    private static func labels(of owner: NameID, in zone: Zone) -> [String] {
        var labels: [String] = []
        var current = owner
        while current != zone.apex, current != .root {
            labels.append(String(decoding: zone.names.label(of: current), as: UTF8.self))
            current = zone.names.parent(of: current)
        }
        return labels
    }
}

// MARK: - Messages

extension MailRecordOwner {
    private static func isElsewhere(
        _ context: ZoneContext, _ id: RecordID, _ kind: MailRecordName, _ meant: String, _ fix: [Fix],
        isSwapped: Bool = false
    ) -> Finding {
        let name = "\(meant).\(context.zone.names.text(context.zone.apex))"
        let isSelectorKnown = !meant.hasPrefix("selector._domainkey")
        return Finding(
            info,
            isSwapped
                ? "the selector of the DKIM key is after `_domainkey`"
                : "the \(kind.noun) is at a name where no one looks it up",
            at: LabelledSpan(context.ownerOrType(of: id), "expected \(Words.quoted(meant))"),
            why: kind == .dkim
                ? "verifiers look up the selector of a signature in front of `_domainkey`, so they never find this key"
                : "mail servers look it up at `\(kind.labels)` in front of the domain, so this record has no effect",
            help: "write \(Words.quoted(name)) as the owner"
                + (isSelectorKnown ? "" : ", with the selector that the signatures name"),
            fixes: fix,
            subject: context.subject(of: id)
        )
    }
}
