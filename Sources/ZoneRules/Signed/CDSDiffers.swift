import DNS
import Diagnostics
import ZoneFile

/// Z433: CDS and CDNSKEY records that would break the delegation, or differ from each other.
enum CDSDiffers: ZoneRule {
    static let info = RuleInfo(
        "Z433",
        "cds-differs",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "CDS or CDNSKEY records that differ from each other or match no DNSKEY record",
        page: RulePage(
            whatItChecks: """
                In a signed zone, compares CDS and CDNSKEY records with each other, if it has both, and with the DNSKEY \
                records. A single record without a DNSKEY record is a warning, because a rollover may announce a key before it \
                is published. In every zone, reports a record that asks for the removal of the DS records beside others, and \
                records for keys where the zone has no DNSKEY record at all.
                """,
            whyItMatters: """
                The parent makes the DS records from these. If they differ from each other, it must ignore them, and if no \
                key matches them, validating resolvers would return SERVFAIL for the whole zone.
                """,
            howToFix: "Let the signer make the CDS and CDNSKEY records from the current key-signing key.",
            references: ["RFC 7344 §4", "RFC 8078 §4"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    /// The number of records of each type that are compared with each other. More do not fit into an answer.
    private static let limit = 256

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard zone.has(.cds, at: zone.apex) || zone.has(.cdnskey, at: zone.apex), context.kind == .zone,
            context.isWhole
        else { return }
        // A record that could not be read may be the one that agrees.
        guard ![RecordType.cds, .cdnskey, .dnskey].contains(where: { zone.unread.mayContain(zone.apex, $0) }) else {
            return
        }
        let reader = RDATAReader(zone, .canonical)
        let digests = zone.records(at: zone.apex, type: .cds).prefix(limit).compactMap { id in
            reader.rdata(of: id).flatMap(DSData.init).map { (id: id, data: $0) }
        }
        let keys = zone.records(at: zone.apex, type: .cdnskey).prefix(limit).compactMap { id in
            reader.rdata(of: id).flatMap(DNSKEYData.init).map { (id: id, data: $0) }
        }
        let deletions = digests.filter(\.data.isDeletion).map(\.id) + keys.filter(\.data.isDeletion).map(\.id)
        if let deletion = deletions.min() {
            if deletions.count < digests.count + keys.count { findings.report(isMixed(context, deletion)) }
            return
        }
        guard let frame = context.signedZone?.frame else {
            if !zone.has(.dnskey, at: zone.apex), let first = (digests.map(\.id) + keys.map(\.id)).min() {
                findings.report(isUnsigned(context, first))
            }
            return
        }
        let published = frame.keys.prefix(limit).map(\.data)
        var unpublished: [RecordID] = []
        for digest in digests where digest.data.isComputable {
            if !keys.isEmpty, !matches(digest.data, keys.map(\.data), frame.apex) {
                findings.report(hasNoCounterpart(context, digest.id, .cdnskey))
            }
            if !matches(digest.data, published, frame.apex) { unpublished.append(digest.id) }
        }
        for key in keys {
            if !digests.isEmpty, !digests.contains(where: { $0.data.matches(key.data, owner: frame.apex) != false }) {
                findings.report(hasNoCounterpart(context, key.id, .cds))
            }
            if !published.contains(key.data) { unpublished.append(key.id) }
        }
        let all = digests.filter(\.data.isComputable).count + keys.count
        for id in unpublished { findings.report(hasNoKey(context, id, isAll: unpublished.count == all)) }
    }

    private static func matches(_ digest: DSData, _ keys: [DNSKEYData], _ apex: Name) -> Bool {
        keys.contains { digest.matches($0, owner: apex) == true }
    }
}

// MARK: - Messages

extension CDSDiffers {
    private static func isUnsigned(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let type = context.zone.records[id].type
        return Finding(
            info,
            "the zone has \(Words.record(type)), but no DNSKEY record",
            at: LabelledSpan(context.dataSpan(of: id), "no DNSKEY record in the zone"),
            why:
                "BIND refuses to load such a zone, because the parent would publish DS records of keys that it does not have",
            help: "remove the record; a signer adds it together with the key",
            subject: context.subject(of: id)
        )
    }

    private static func isMixed(_ context: ZoneContext, _ id: RecordID) -> Finding {
        Finding(
            info,
            "the \(context.zone.records[id].type) record asks for the removal of the DS records, beside others that do not",
            at: LabelledSpan(context.dataSpan(of: id), "a request to remove the DS records"),
            why: "the parent must ignore records that contradict each other",
            help: "keep only the request, or only the other records",
            subject: context.subject(of: id)
        )
    }

    private static func hasNoCounterpart(_ context: ZoneContext, _ id: RecordID, _ other: RecordType) -> Finding {
        Finding(
            info,
            "the \(context.zone.records[id].type) record has no \(other) record of the same key",
            at: LabelledSpan(context.dataSpan(of: id), "no matching \(other) record"),
            why: "a parent that uses \(other) records would publish other DS records than one that uses this type",
            help: "publish both records of each key, and \(context.resigning)",
            related: context.zone.records(at: context.zone.apex, type: other).prefix(4).map {
                context.typeSpan(of: $0, "another key")
            },
            subject: context.subject(of: id)
        )
    }

    private static func hasNoKey(_ context: ZoneContext, _ id: RecordID, isAll: Bool) -> Finding {
        Finding(
            info,
            "the \(context.zone.records[id].type) record matches no DNSKEY record of the zone",
            at: LabelledSpan(context.dataSpan(of: id), "not the key of a DNSKEY record"),
            why: isAll
                ? "a parent that follows the records breaks the chain of trust; validating resolvers then return SERVFAIL"
                : "the key is announced to the parent but not published",
            help: "let the signer make the record from the current key-signing key",
            related: (context.signedZone?.frame.keys ?? []).prefix(4).map {
                context.typeSpan(of: $0.record, $0.name)
            },
            severity: isAll ? nil : .warning,
            subject: context.subject(of: id)
        )
    }
}
