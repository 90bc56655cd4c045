import DNS
import Diagnostics
import ZoneFile

/// Z409: a number in a DNSSEC record that has no meaning there.
enum SecurityNumberInvalid: ZoneRule {
    private static let key =
        "mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=="
    private static let digest = String(repeating: "5a", count: 32)

    static let info = RuleInfo(
        "Z409",
        "dnssec-number-invalid",
        .error,
        fix: .unsafe,
        summary: "a DNSSEC record with a number that is not assigned",
        page: RulePage(
            whatItChecks: """
                Reports DNSKEY and CDNSKEY records with a protocol other than 3 or with flags that are not assigned, DS and \
                CDS records with an unassigned digest type, and NSEC3PARAM records with a hash algorithm other than 1. If two \
                numbers are swapped, this is reported.
                """,
            whyItMatters: """
                Resolvers ignore a key whose protocol is not 3, and a DS record with an unknown digest type. If no other record \
                can be used, they return SERVFAIL, or treat the zone as unsigned. BIND refuses to load a zone with an unknown hash \
                algorithm.
                """,
            howToFix: """
                Copy the record again from the program that made it. The fields of a DNSKEY record are its flags, the protocol, \
                the algorithm and the key; those of a DS record are the key tag, the algorithm, the digest type and the digest.
                """,
            references: ["RFC 4034 §2.1", "RFC 4034 §5.1", "RFC 5155 §4.1", "RFC 8078 §4"]
        ),
        examples: [
            .bad(
                """
                chat IN NS ns1.example.net.
                chat IN NS ns2.example.net.
                chat IN DS 20326 «2 13» \(digest)
                @ IN DNSKEY 257 «13 3» \(key)

                """
            ),
            .bad("@ IN DNSKEY 256 «1» 13 \(key)\n@ IN DNSKEY «255» 3 13 \(key)\n@ IN NSEC3PARAM «2» 0 0 -\n"),
            .good(
                """
                chat IN NS ns1.example.net.
                chat IN NS ns2.example.net.
                chat IN DS 20326 13 2 \(digest)
                @ IN DNSKEY 257 3 13 \(key)
                @ IN DNSKEY 384 3 13 \(key)
                @ IN NSEC3PARAM 1 0 0 -

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.kind == .zone else { return }
        let reader = RDATAReader(context.zone)
        for type in [RecordType.ds, .cds, .dnskey, .cdnskey, .nsec3param] {
            for number in context.zone.records(ofType: type) {
                let id = Int(number)
                guard let mistake = mistake(in: reader.rdata(of: id) ?? [], type), context.isPublished(id) else {
                    continue
                }
                findings.report(isInvalid(context, id, mistake))
            }
        }
    }

    private enum Mistake {
        /// The protocol and the algorithm of a key.
        case swappedProtocol(algorithm: UInt8)
        case keyProtocol(UInt8)
        case flags(UInt16)
        /// The algorithm and the digest type.
        case swappedDigestType(algorithm: UInt8, type: UInt8)
        case digestType(UInt8)
        case hash(UInt8)
    }

    private static func mistake(in rdata: [UInt8], _ type: RecordType) -> Mistake? {
        switch type {
        case .ds, .cds: DSData(rdata).flatMap(mistake)
        case .nsec3param: rdata.first.flatMap { $0 == 1 ? nil : .hash($0) }
        default: DNSKEYData(rdata).flatMap(mistake)
        }
    }

    private static func mistake(in key: DNSKEYData) -> Mistake? {
        if key.protocolNumber != 3 {
            let isSwapped = key.algorithm.number == 3 && signs(key.protocolNumber)
            return isSwapped ? .swappedProtocol(algorithm: key.protocolNumber) : .keyProtocol(key.protocolNumber)
        }
        return key.flags & ~assignedFlags != 0 ? .flags(key.flags) : nil
    }

    private static func mistake(in data: DSData) -> Mistake? {
        // The highest numbers may be used privately.
        guard !(1...6).contains(data.digestType), data.digestType < 253, !data.isDeletion else { return nil }
        let number = data.algorithm.number
        let length: Int? = [1: 20, 2: 32, 4: 48][number]
        return signs(data.digestType) && data.digest.count == length
            ? .swappedDigestType(algorithm: data.digestType, type: number) : .digestType(data.digestType)
    }

    /// The flags for zone keys, revoked keys and secure entry points, and the one that DELEG is to have
    /// (RFC 4034 §2.1.1, RFC 5011 §7).
    private static let assignedFlags: UInt16 = 0x0183

    /// Whether zones are signed with the algorithm.
    private static func signs(_ algorithm: UInt8) -> Bool {
        [5, 7, 8, 10, 13, 14, 15, 16].contains(algorithm)
    }
}

// MARK: - Messages

extension SecurityNumberInvalid {
    private static func isInvalid(_ context: ZoneContext, _ id: RecordID, _ mistake: Mistake) -> Finding {
        let type = context.zone.records[id].type
        let text = text(of: mistake, type)
        var span = context.dataField(text.fields.lowerBound, of: id)
        let end = context.dataField(text.fields.upperBound, of: id).range.upperBound
        if end > span.range.upperBound { span = SourceSpan(span.source, span.range.lowerBound..<end) }
        let isWritten = span != context.zone.fields(of: id).type.span
        return Finding(
            info,
            text.message,
            at: LabelledSpan(span, text.label),
            why: why(type),
            help: text.correction.map { "write `\($0)`" } ?? text.help,
            fixes: isWritten
                ? text.correction.map { [Fix("write `\($0)`", .unsafe, [Edit(replace: span, with: $0)])] } ?? [] : [],
            subject: context.subject(of: id)
        )
    }

    private static func why(_ type: RecordType) -> String {
        switch type {
        case .nsec3param: "BIND refuses to load the zone, and resolvers do not verify such hashes (RFC 5155)"
        case .ds: "resolvers ignore the record, and treat the delegated zone as unsigned if it has no other DS record"
        case .dnskey: "resolvers ignore the key, so nothing that it signs can be verified"
        default: "the parent ignores the record, or publishes a DS record that resolvers ignore"
        }
    }

    private struct Text {
        let fields: ClosedRange<Int>
        let message: String
        let label: String
        var correction: String?
        var help = ""
    }

    private static func text(of mistake: Mistake, _ type: RecordType) -> Text {
        switch mistake {
        case .swappedProtocol(let algorithm):
            Text(
                fields: 1...2, message: "the protocol and the algorithm of the \(type) record are swapped",
                label: "expected the protocol, which is 3, and then the algorithm", correction: "3 \(algorithm)")
        case .keyProtocol(let number):
            Text(
                fields: 1...1, message: "the protocol of the \(type) record is \(number)",
                label: "expected 3, the only protocol of these records", correction: "3")
        case .flags(let flags):
            Text(
                fields: 0...0, message: "the flags \(flags) of the \(type) record are not assigned",
                label: "expected 256 or 257",
                help: "write 257 for a key-signing key, or 256 for a zone-signing key, as the signer printed it")
        case .swappedDigestType(let algorithm, let digest):
            Text(
                fields: 1...2, message: "the algorithm and the digest type of the \(type) record are swapped",
                label: "expected the algorithm and then the digest type", correction: "\(algorithm) \(digest)")
        case .digestType(let number):
            Text(
                fields: 2...2, message: "the digest type \(number) of the \(type) record is not assigned",
                label: "expected 2 for SHA-256, or 4 for SHA-384",
                help: "write the digest type with which the digest was made: 2 for 64 hexadecimal digits, 4 for 96")
        case .hash(let number):
            Text(
                fields: 0...0, message: "the hash algorithm \(number) of the NSEC3PARAM record is not assigned",
                label: "expected 1, for SHA-1", correction: "1")
        }
    }
}
