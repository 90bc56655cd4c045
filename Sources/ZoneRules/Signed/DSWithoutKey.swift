import DNS
import Diagnostics
import ZoneFile

/// Z431: a DS record for a key that the delegated zone does not have.
enum DSWithoutKey: ZoneRule {
    static let info = RuleInfo(
        "Z431",
        "ds-without-key",
        .error,
        scope: .targets,
        examplesElsewhere: "SignedZoneTests",
        summary: "a DS record that no DNSKEY record of the delegated zone matches",
        page: RulePage(
            whatItChecks: """
                Compares the DS records of a delegation with the DNSKEY records of the delegated zone, if that is checked \
                in the same run. If another DS record of the same algorithm matches, as in a rollover, or the file of the \
                delegated zone has no signatures, so that the server signs it with keys of its own, this is information. \
                A delegated zone without DNSKEY records is reported if the file of this zone is signed, because then files \
                are published as they are. Otherwise, it is Z217.
                """,
            whyItMatters: """
                Resolvers trust the keys of a zone only by a DS record of its parent. If none matches, the chain of trust \
                is broken, and validating resolvers return SERVFAIL for the whole zone.
                """,
            howToFix: """
                Publish the DS records of the current key-signing key, or add that key to the delegated zone. In a \
                rollover, change the DS records before the old key is removed.
                """,
            references: ["RFC 4035 §5.2", "RFC 6840 §5.11"]
        ),
        examples: [
            .good(
                """
                chat IN NS ns1.example.net.
                chat IN NS ns2.example.net.
                chat IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D

                """
            )
        ]
    )

    /// The number of records of each type that are compared with each other. More do not fit into an answer.
    private static let limit = 256

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard !context.zone.records(ofType: .ds).isEmpty else { return }
        for child in context.loadedChildZones {
            // A key that could not be read may match.
            guard !child.zone.unread.mayContain(child.zone.apex, .dnskey) else { continue }
            if child.zone.has(.dnskey, at: child.zone.apex) {
                check(child, context, &findings)
            } else if context.lacksKeys(child), let ds = context.zone.records(at: child.cut, type: .ds).first {
                findings.report(isUnsigned(context, child, ds))
            }
        }
    }

    private static func check(_ child: LoadedChildZone, _ context: ZoneContext, _ findings: inout FindingSink) {
        let owner = child.zone.names.name(child.zone.apex)
        let keys = child.zone.records(at: child.zone.apex, type: .dnskey).prefix(limit).compactMap { id in
            DNSKEYData(child.zone.rdata(of: id)).map { ZoneKey(id, $0) }
        }
        let entries = context.zone.records(at: child.cut, type: .ds).prefix(limit).compactMap { id in
            DSData(context.zone.rdata(of: id)).map { (id: id, data: $0) }
        }
        var trusted: Set<SecurityAlgorithm> = []
        var unmatched: [(id: RecordID, data: DSData)] = []
        for entry in entries {
            // A digest that cannot be computed here may match.
            let matches = keys.map { entry.data.matches($0.data, owner: owner) }
            if matches.contains(true) { trusted.insert(entry.data.algorithm) }
            if !matches.contains(true), !matches.contains(nil) { unmatched.append(entry) }
        }
        let isSigned = child.zone.has(.rrsig, at: child.zone.apex)
        for entry in unmatched {
            let isRollover = trusted.contains(entry.data.algorithm)
            findings.report(
                matchesNone(
                    context, child, entry.id, entry.data, keys, isRollover: isRollover,
                    severity: isRollover || !isSigned ? .info : .error))
        }
    }
}

// MARK: - Messages

extension DSWithoutKey {
    private static func isUnsigned(_ context: ZoneContext, _ child: LoadedChildZone, _ id: RecordID) -> Finding {
        let cut = context.quoted(child.cut)
        return Finding(
            info,
            "\(cut) has a DS record, but \(context.described(child)) is not signed",
            at: context.typeSpan(of: id, "states that \(cut) is signed"),
            why: "the file has no DNSKEY record, so validating resolvers return SERVFAIL for all names of \(cut)",
            help: "sign \(cut), or remove its DS records and sign this zone again",
            subject: context.subject(of: id)
        )
    }

    private static func matchesNone(
        _ context: ZoneContext, _ child: LoadedChildZone, _ id: RecordID, _ ds: DSData, _ keys: [ZoneKey],
        isRollover: Bool, severity: Severity
    ) -> Finding {
        let sameTag = keys.filter { $0.tag == ds.keyTag && $0.data.algorithm == ds.algorithm }
        let cut = context.quoted(child.cut)
        return Finding(
            info,
            "the DS record of \(cut) matches no DNSKEY record of \(context.described(child))",
            at: LabelledSpan(
                context.dataField(sameTag.isEmpty ? 0 : 3, of: id),
                sameTag.isEmpty
                    ? "the zone has no key \(ds.keyTag) of \(ds.algorithm)" : "not the digest of key \(ds.keyTag)"),
            why: isRollover
                ? "another DS record matches, so that the zone validates; this one has no effect"
                : severity == .info
                    ? "unless the server signs the zone with this key, validating resolvers return SERVFAIL for its names"
                    : "the chain of trust ends here, and validating resolvers return SERVFAIL for all names of \(cut)",
            help: isRollover
                ? "remove the DS record if no rollover is under way"
                : "publish the DS record of the current key-signing key of \(cut)",
            related: keys.prefix(4).map { key in
                LabelledSpan(
                    child.zone.fields(of: key.record).type.span,
                    "\(key.name), \(key.data.algorithm)\(key.data.isSecureEntryPoint ? ", a key-signing key" : "")")
            },
            severity: severity,
            subject: context.subject(of: id)
        )
    }
}
