import DNS
import Diagnostics
import ZoneFile

/// Z402: a signature that its key did not make over these records.
enum SignatureInvalid: ZoneRule {
    static let info = RuleInfo(
        "Z402",
        "signature-invalid",
        .error,
        examplesElsewhere: "SignedZoneTests",
        summary: "an RRSIG record that is not a signature of its RRset by the key that it names",
        page: RulePage(
            whatItChecks: """
                Verifies every signature with the DNSKEY record that has its key tag and algorithm. It is a warning if \
                another signature of the same algorithm is valid. To bound the work, at most 4 keys with the same tag are \
                tried, 32 signatures of one RRset are verified, and verification ends after 20,000 failures; the rule \
                then reports how many signatures were not verified.
                """,
            whyItMatters: """
                Validating resolvers reject the records and return SERVFAIL. The usual reason is an edit of the signed \
                file. Signatures with a key that has no DNSKEY record are Z407.
                """,
            howToFix: "Make the change in the unsigned zone, increase the serial and sign the zone again.",
            references: ["RFC 4035 §5.3", "RFC 4034 §3.1.8.1"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let signed = context.signedZone else { return }
        for fault in signed.signatures.faults {
            guard case .invalid(let keys) = fault.kind, let signature = fault.signature else { continue }
            findings.report(isInvalid(context, fault, signature, keys.map { signed.frame.keys[$0] }))
        }
        if signed.signatures.tally.unverified.count > 0 {
            findings.report(isUnverified(context, signed.signatures.tally.unverified))
        }
    }
}

// MARK: - Messages

extension SignatureInvalid {
    private static func isInvalid(
        _ context: ZoneContext, _ fault: SignatureFault, _ signature: RecordID, _ keys: [ZoneKey]
    ) -> Finding {
        let set = context.set(fault.type, of: fault.owner)
        if expiresBeforeItBegins(context.zone.rdata(of: signature)) {
            return Finding(
                info,
                "the signature of \(set) expires before it begins",
                at: LabelledSpan(context.dataField(4, of: signature), "expiration; the inception behind it is later"),
                why:
                    "it is never valid, and the times are part of what is signed; validating resolvers return SERVFAIL",
                help: "change the unsigned zone rather than the signed file, and \(context.resigning)",
                severity: fault.isSpare ? .warning : nil,
                subject: context.subject(of: fault.record)
            )
        }
        let name = keys.first?.name ?? "its key"
        return Finding(
            info,
            "the signature of \(set) by \(name) is invalid",
            at: LabelledSpan(context.dataField(0, of: signature), "not a signature of these records"),
            why: fault.isSpare
                ? "resolvers that try this signature first spend time on it; another one of the same algorithm is valid"
                : "the key is published, so the records or the signature changed after signing; validating resolvers "
                    + "return SERVFAIL",
            help: "change the unsigned zone rather than the signed file, and \(context.resigning)",
            related: [context.typeSpan(of: fault.record, "the RRset as it is now")]
                + keys.map { context.typeSpan(of: $0.record, "\($0.name), which did not sign this RRset") },
            severity: fault.isSpare ? .warning : nil,
            subject: context.subject(of: fault.record)
        )
    }

    /// Compares the times as serial numbers (RFC 4034 §3.1.5).
    private static func expiresBeforeItBegins(_ rdata: [UInt8]) -> Bool {
        guard rdata.count > 16 else { return false }
        let times = [8, 12].map { rdata[$0..<$0 + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
        return Int32(bitPattern: times[0] &- times[1]) < 0
    }

    private static func isUnverified(_ context: ZoneContext, _ group: SignatureTally.Group) -> Finding {
        Finding(
            info,
            "\(Words.count(group.count, "signature")) not verified, because too many are invalid or of one RRset",
            at: LabelledSpan(context.dataField(0, of: group.first), "the first that was not verified"),
            why: "a resolver limits its work in the same way, and then returns SERVFAIL",
            help: context.resigning,
            severity: .warning,
            subject: context.subject(of: group.first)
        )
    }
}
