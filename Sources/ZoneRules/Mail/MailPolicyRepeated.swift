import DNS
import Diagnostics
import ZoneFile

/// Z269: two DMARC, DKIM, MTA-STS or TLS reporting records at one name.
enum MailPolicyRepeated: ZoneRule {
    static let info = RuleInfo(
        "Z269",
        "mail-policy-repeated",
        .error,
        summary: "a name has two DMARC, DKIM, MTA-STS or TLS reporting records",
        page: RulePage(
            whatItChecks: """
                Reports a second DMARC record at a `_dmarc` name, a second DKIM key at a selector, a second MTA-STS \
                record at an `_mta-sts` name, and a second TLS reporting record at a `_smtp._tls` name. Other TXT \
                records there do not count. Records with equal data are Z230.
                """,
            whyItMatters: """
                Each of these names has one record. Receivers that find two DMARC, MTA-STS or TLS reporting records act \
                as if there were none. With two DKIM keys, the result is undefined, and some verifiers use the wrong one.
                """,
            howToFix: "Keep one record. To change a DKIM key without an interruption, publish it at a new selector.",
            references: ["RFC 7489 §6.6.3", "RFC 6376 §3.6.2.2", "RFC 8461 §3.1", "RFC 8460 §3"]
        ),
        examples: [
            .bad(
                """
                _dmarc IN TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"
                _dmarc IN TXT «"v=DMARC1; p=reject"»
                _mta-sts IN TXT "v=STSv1; id=20261121"
                _mta-sts IN TXT «"v=STSv1; id=20261122"»

                """
            ),
            .good(
                "_dmarc IN TXT \"v=DMARC1; p=none\"\n_dmarc IN TXT \"a note\"\n_dmarc.sub IN TXT \"v=DMARC1; p=reject\"\n"
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        var first: [NameID: (record: RecordID, values: Set<[UInt8]>)] = [:]
        for (id, purpose) in context.mail.policies {
            let owner = context.zone.records[id].owner
            // A single record cannot be repeated.
            guard context.zone.records(at: owner, type: .txt).count > 1 else { continue }
            let value = TextValue(of: id, in: context.zone).bytes
            guard isRecord(value, purpose) else { continue }
            guard let earlier = first[owner] else {
                first[owner] = (id, [value])
                continue
            }
            guard !earlier.values.contains(value) else { continue }
            first[owner]?.values.insert(value)
            findings.report(isRepeated(context, id, earlier.record, purpose))
        }
    }

    private static func isRecord(_ value: [UInt8], _ purpose: MailSurvey.Purpose) -> Bool {
        switch purpose {
        case .dmarc: DMARCRecord.isRecord(value)
        case .dkim: DKIMKey(value).map(\.problems.isEmpty) ?? false
        case .mtaSTS: TagList(value).tags.first.map { $0.name == "v" && $0.value == "STSv1" } ?? false
        case .tlsReporting: TagList(value).tags.first.map { $0.name == "v" && $0.value == "TLSRPTv1" } ?? false
        }
    }
}

// MARK: - Messages

extension MailPolicyRepeated {
    private static func isRepeated(
        _ context: ZoneContext,
        _ id: RecordID,
        _ first: RecordID,
        _ purpose: MailSurvey.Purpose
    ) -> Finding {
        let noun =
            switch purpose {
            case .dmarc: "DMARC record"
            case .dkim: "DKIM key"
            case .mtaSTS: "MTA-STS record"
            case .tlsReporting: "TLS reporting record"
            }
        return Finding(
            info,
            "\(context.quoted(context.zone.records[id].owner)) has more than one \(noun)",
            at: LabelledSpan(context.dataSpan(of: id), "another \(noun)"),
            why: purpose == .dkim
                ? "which key a verifier uses is undefined, so valid signatures may fail"
                : "mail servers that find two records act as if there were none",
            help: purpose == .dkim
                ? "keep one key at this selector, and publish the other at a selector of its own" : "keep one record",
            related: [LabelledSpan(context.dataSpan(of: first), "the first \(noun)")],
            subject: context.subject(of: id)
        )
    }
}
