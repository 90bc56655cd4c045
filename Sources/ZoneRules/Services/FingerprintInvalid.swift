import DNS
import Diagnostics
import ZoneFile

/// Z251: an SSHFP record that no client can use.
enum FingerprintInvalid: ZoneRule {
    private static let digest = String(repeating: "5a", count: 32)

    static let info = RuleInfo(
        "Z251",
        "sshfp-invalid",
        .warning,
        fix: .unsafe,
        summary: "an SSHFP record is unusable",
        page: RulePage(
            whatItChecks: """
                Reports SSHFP records with an unassigned key algorithm or fingerprint type. If the two numbers are swapped, this is \
                reported. Fingerprints of the wrong length are reported by Z104.
                """,
            whyItMatters: """
                `ssh` ignores such a record. Without another one for the key of the server, it asks the user to confirm the key.
                """,
            howToFix: """
                Copy the output of `ssh-keygen -r HOST`, run on the server. The algorithms are 1 (RSA), 2 (DSA), 3 (ECDSA), \
                4 (Ed25519) and 6 (Ed448), the fingerprint types 1 (SHA-1) and 2 (SHA-256).
                """,
            references: ["RFC 4255 §3.1", "RFC 6594 §4", "RFC 7479 §3", "RFC 8709 §5"]
        ),
        examples: [
            .bad("www IN SSHFP «2 4» \(digest)\nftp IN SSHFP 4 «3» \(digest)\nold IN SSHFP «5» 2 \(digest)\n"),
            .good("www IN SSHFP 1 2 \(digest)\nwww IN SSHFP 4 2 \(digest)\nwww IN SSHFP 6 2 \(digest)\n"),
        ]
    )

    private enum Mistake {
        case swapped(algorithm: UInt8, type: UInt8)
        case algorithm(UInt8)
        case type(UInt8)
    }

    private static let algorithms: Set<UInt8> = [1, 2, 3, 4, 6]
    /// The number of octets of each fingerprint type.
    private static let lengths: [UInt8: Int] = [1: 20, 2: 32]

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.kind != .responsePolicy, let type = RecordType(mnemonic: "SSHFP") else { return }
        let reader = RDATAReader(context.zone)
        for number in context.zone.records(ofType: type) {
            let id = Int(number)
            guard let mistake = mistake(in: reader.rdata(of: id) ?? []), context.isPublished(id) else { continue }
            findings.report(isInvalid(context, id, mistake))
        }
    }

    private static func mistake(in rdata: [UInt8]) -> Mistake? {
        guard rdata.count > 2 else { return nil }
        let (algorithm, type) = (rdata[0], rdata[1])
        if lengths[type] == nil {
            let isSwapped = algorithms.contains(type) && lengths[algorithm] == rdata.count - 2
            return isSwapped ? .swapped(algorithm: type, type: algorithm) : .type(type)
        }
        return algorithms.contains(algorithm) ? nil : .algorithm(algorithm)
    }
}

// MARK: - Messages

extension FingerprintInvalid {
    private static func isInvalid(_ context: ZoneContext, _ id: RecordID, _ mistake: Mistake) -> Finding {
        let (fields, message, label, help) = texts(mistake)
        var span = context.dataField(fields.lowerBound, of: id)
        let end = context.dataField(fields.upperBound, of: id).range.upperBound
        var fixes: [Fix] = []
        if case .swapped(let algorithm, let type) = mistake, end > span.range.upperBound {
            span = SourceSpan(span.source, span.range.lowerBound..<end)
            fixes = [Fix(help, .unsafe, [Edit(replace: span, with: "\(algorithm) \(type)")])]
        }
        return Finding(
            info,
            message,
            at: LabelledSpan(span, label),
            why: "`ssh` ignores the record, and asks the user to confirm the key of the server",
            help: help,
            fixes: fixes,
            subject: context.subject(of: id)
        )
    }

    private static func texts(
        _ mistake: Mistake
    ) -> (fields: ClosedRange<Int>, message: String, label: String, help: String) {
        switch mistake {
        case .swapped(let algorithm, let type):
            (
                0...1, "the algorithm and the fingerprint type of the SSHFP record are swapped",
                "expected the algorithm and then the fingerprint type", "write `\(algorithm) \(type)`"
            )
        case .algorithm(let number):
            (
                0...0, "the key algorithm \(number) of the SSHFP record is not assigned", "not usable",
                "write 1 for an RSA key, 3 for ECDSA, or 4 for Ed25519; `ssh-keygen -r` prints the whole record"
            )
        case .type(let number):
            (
                1...1, "the fingerprint type \(number) of the SSHFP record is not assigned", "not usable",
                "write 2 for SHA-256, with 64 hexadecimal digits; `ssh-keygen -r` prints the whole record"
            )
        }
    }
}
