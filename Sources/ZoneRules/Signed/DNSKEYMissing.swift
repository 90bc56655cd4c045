import DNS
import Diagnostics
import ZoneFile

/// Z407: signatures without the key that made them.
enum DNSKEYMissing: ZoneRule {
    static let info = RuleInfo(
        "Z407",
        "dnskey-missing",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "a signed zone without a DNSKEY record that its signatures or its DS records need",
        page: RulePage(
            whatItChecks: """
                Reports a signed zone without a usable DNSKEY record, key tags in signatures that no DNSKEY record has, \
                and key-signing keys that do not sign the DNSKEY RRset. A signature without its key is not reported if \
                another signature of the RRset is valid, as in a rollover.
                """,
            whyItMatters: """
                Without the key, validating resolvers cannot verify the signatures and return SERVFAIL. DS records usually \
                refer to a key-signing key; if that does not sign the DNSKEY RRset, the chain of trust ends there.
                """,
            howToFix: """
                Publish the DNSKEY record again, or sign the zone again with the keys that it publishes. In a rollover, \
                remove a key only after its signatures.
                """,
            references: ["RFC 4035 §2.1", "RFC 4035 §5.2", "RFC 6781 §4.1"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let signed = context.signedZone else { return }
        let keys = signed.frame.keys
        guard keys.contains(where: { $0.data.isZoneKey && !$0.data.isRevoked }) else {
            if !context.zone.unread.mayContain(context.zone.apex, .dnskey) { findings.report(hasNoKey(context, keys)) }
            return
        }
        let missing = signed.signatures.tally.missingKeys.sorted { $0.value.first < $1.value.first }
        for (key, group) in missing { findings.report(isMissing(context, key, group)) }
        for algorithm in signed.frame.algorithms {
            let signers = signed.signatures.tally.keySigners.filter { keys[$0].data.algorithm == algorithm }
            // Without any, the signature itself is missing or wrong.
            guard !signers.isEmpty, !signers.contains(where: { keys[$0].data.isSecureEntryPoint }) else { continue }
            let entry = keys.first { $0.data.algorithm == algorithm && $0.data.isSecureEntryPoint }
            if let signer = signers.min() { findings.report(signsNotItself(context, keys[signer], entry)) }
        }
    }
}

// MARK: - Messages

extension DNSKEYMissing {
    private static func hasNoKey(_ context: ZoneContext, _ keys: [ZoneKey]) -> Finding {
        let id = context.zone.apexSOA ?? 0
        return Finding(
            info,
            keys.isEmpty ? "the signed zone has no DNSKEY record" : "no DNSKEY record of the signed zone can be used",
            at: context.typeSpan(
                of: keys.first?.record ?? id,
                keys.isEmpty ? "no DNSKEY record at this name" : "revoked, or not a zone key of protocol 3"),
            why: "validating resolvers cannot verify any signature, and return SERVFAIL if the parent has a DS record",
            help: "publish the DNSKEY records, or \(context.resigning)",
            subject: context.subject(owner: context.zone.apex)
        )
    }

    private static func isMissing(
        _ context: ZoneContext, _ key: SignatureTally.MissingKey, _ group: SignatureTally.Group
    ) -> Finding {
        Finding(
            info,
            "\(Words.count(group.count, "RRset")) signed by key \(key.tag), which has no DNSKEY record",
            at: LabelledSpan(
                context.dataField(6, of: group.first), "no DNSKEY record with this key tag and \(key.algorithm)"),
            why: "the signature was made by a different key than those published; validating resolvers return SERVFAIL",
            help: "publish the DNSKEY record of key \(key.tag), or \(context.resigning)",
            related: (context.signedZone?.frame.keys ?? []).prefix(8).map {
                context.typeSpan(of: $0.record, "\($0.name), \($0.data.algorithm)")
            },
            subject: context.subject(of: group.first)
        )
    }

    private static func signsNotItself(_ context: ZoneContext, _ signer: ZoneKey, _ entry: ZoneKey?) -> Finding {
        Finding(
            info,
            entry.map { "\($0.name), a key-signing key, does not sign the DNSKEY RRset" }
                ?? "no key that signs the DNSKEY RRset has the SEP flag",
            at: context.typeSpan(
                of: (entry ?? signer).record, entry == nil ? "flags 256 instead of 257" : "does not sign this RRset"),
            why: entry == nil
                ? "the key can be used, but tools that derive the DS record choose keys with the flag"
                : "if the DS record of the parent refers to this key, validating resolvers return SERVFAIL",
            help: entry == nil
                ? "make a key-signing key, or set the flag at the next rollover" : context.resigning,
            related: entry == nil ? [] : [context.typeSpan(of: signer.record, "\(signer.name) signs it")],
            severity: entry == nil ? .warning : nil,
            subject: context.subject(of: signer.record)
        )
    }
}
