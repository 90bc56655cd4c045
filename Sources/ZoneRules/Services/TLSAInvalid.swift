import DNS
import Diagnostics
import ZoneFile

/// Z275: a TLSA record that no client can use.
enum TLSAInvalid: ZoneRule {
    static let info = RuleInfo(
        "Z275",
        "tlsa-invalid",
        .error,
        fix: .unsafe,
        summary: "a TLSA record is unusable",
        page: RulePage(
            whatItChecks: """
                Reports TLSA records with an unassigned certificate usage, selector or matching type, and records whose \
                data has the wrong length: 32 octets for SHA-256, 64 octets for SHA-512, and a complete certificate or \
                public key in DER form for matching type 0. The value 255, for private use, is not reported.
                """,
            whyItMatters: """
                Clients ignore such a record. If other records of the name do not match the certificate either, mail \
                servers that use DANE refuse the connection. If all records are unusable, nothing is verified.
                """,
            howToFix:
                "Write usage 0 to 3, selector 0 or 1 and matching type 0 to 2, such as `3 1 1`, with the whole digest.",
            references: ["RFC 6698 §2.1", "RFC 6698 §4.1", "RFC 7218", "RFC 7671 §5"]
        ),
        examples: [
            .bad(
                """
                _25._tcp.mail  IN TLSA 3 1 1 «0D6FCE13243AA7»
                _443._tcp.mail IN TLSA 3 «2» 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                _587._tcp.mail IN TLSA «4» 1 1 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                _465._tcp.mail IN TLSA 3 1 «2» 0D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13243AA70D6FCE13
                mail           IN A    192.0.2.25

                """
            ),
            .good(
                "_25._tcp.mail IN TLSA 3 1 1 ( 0D6FCE13243AA70D6FCE13243AA70D6F\n  CE13243AA70D6FCE13243AA70D6FCE13 )\n"
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.kind != .responsePolicy else { return }
        for number in context.zone.records(ofType: .tlsa) {
            let id = Int(number)
            guard let mistake = mistake(in: context.zone.rdata(of: id)), context.isPublished(id) else { continue }
            findings.report(isInvalid(context, id, mistake))
        }
    }

    private enum Mistake {
        case usage(UInt8)
        case selector(UInt8)
        case matching(UInt8)
        case length(found: Int, expected: Int, digest: String)
        case notDER
    }

    private static func mistake(in rdata: [UInt8]) -> Mistake? {
        guard rdata.count >= 3 else { return nil }
        if (4..<255).contains(rdata[0]) { return .usage(rdata[0]) }
        if (2..<255).contains(rdata[1]) { return .selector(rdata[1]) }
        if (3..<255).contains(rdata[2]) { return .matching(rdata[2]) }
        let count = rdata.count - 3
        if rdata[2] == 0 { return isSequence(rdata[3...]) ? nil : .notDER }
        guard let digest = MatchingType.all.first(where: { $0.number == rdata[2] }), count != digest.octets else {
            return nil
        }
        return .length(found: count, expected: digest.octets, digest: digest.name)
    }

    /// Whether the octets are one complete DER sequence, as a certificate and a public key are.
    private static func isSequence(_ data: ArraySlice<UInt8>) -> Bool {
        let octets = Array(data)
        guard octets.count > 2, octets[0] == 0x30 else { return false }
        guard octets[1] >= 0x80 else { return Int(octets[1]) + 2 == octets.count }
        let count = Int(octets[1] & 0x7F)
        guard (1...3).contains(count), octets.count > 2 + count else { return false }
        return octets[2..<2 + count].reduce(0) { $0 << 8 | Int($1) } + 2 + count == octets.count
    }
}

// MARK: - Messages

extension TLSAInvalid {
    private static func isInvalid(_ context: ZoneContext, _ id: RecordID, _ mistake: Mistake) -> Finding {
        let zone = context.zone
        let (field, message, help) = texts(mistake)
        let fields = zone.fields(of: id)
        var span = fields.type.span
        var fixes: [Fix] = []
        if !zone.records[id].flags.contains(.genericRDATA), fields.rdata.count > 3 {
            span =
                field < 3
                ? fields.rdata[field].span
                : SourceSpan(
                    fields.rdata[3].span.source,
                    fields.rdata[3].span.range.lowerBound..<(fields.rdata.last?.span.range.upperBound ?? 0)
                )
        }
        if case .length(let found, _, _) = mistake, let other = Self.type(ofLength: found),
            span.text == fields.rdata.dropFirst(2).first?.text
        {
            fixes = [Fix("write `\(other.number)`", .unsafe, [Edit(replace: span, with: "\(other.number)")])]
        }
        return Finding(
            info,
            message,
            at: LabelledSpan(span, "not usable"),
            why: "clients ignore this record when they verify the certificate",
            help: help,
            fixes: fixes,
            subject: context.subject(of: id)
        )
    }

    private static func type(ofLength octets: Int) -> MatchingType? {
        MatchingType.all.first { $0.octets == octets }
    }

    private static func texts(_ mistake: Mistake) -> (field: Int, message: String, help: String) {
        switch mistake {
        case .usage(let number):
            (
                0, "the TLSA certificate usage \(number) is not assigned",
                "write 3 for the certificate of the server, or 2 for its CA"
            )
        case .selector(let number):
            (
                1, "the TLSA selector \(number) is not assigned",
                "write 1 for the public key, or 0 for the whole certificate"
            )
        case .matching(let number):
            (2, "the TLSA matching type \(number) is not assigned", "write 1 for SHA-256, or 2 for SHA-512")
        case .length(let found, let expected, let digest):
            if let other = type(ofLength: found) {
                (
                    2, "the digest of the TLSA record has \(found) octets, which is the length of \(other.name)",
                    "write the matching type `\(other.number)`, or the whole \(digest) digest of \(2 * expected) digits"
                )
            } else {
                (
                    3,
                    "the TLSA record has \(Words.count(found, "octet")) instead of a \(digest) digest of \(expected)",
                    "write the whole digest, \(2 * expected) hexadecimal digits, or correct the matching type"
                )
            }
        case .notDER:
            (
                3, "the data of the TLSA record is not a complete certificate or public key",
                "write the complete data in DER form, or the matching type of the digest: 1 for SHA-256, 2 for SHA-512"
            )
        }
    }
}
