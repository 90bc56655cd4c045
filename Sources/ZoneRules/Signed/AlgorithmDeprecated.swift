import DNS
import Diagnostics
import ZoneFile

/// Z408: a key whose algorithm or numbers resolvers do not accept.
enum AlgorithmDeprecated: ZoneRule {
    static let info = RuleInfo(
        "Z408",
        "algorithm-deprecated",
        .warning,
        tag: .deprecated,
        examplesElsewhere: "SignedZoneTests",
        summary: "a DNSKEY record with an algorithm or key length that resolvers no longer accept",
        page: RulePage(
            whatItChecks: """
                Reports the keys of a signed zone that use SHA-1 (RSASHA1, RSASHA1-NSEC3-SHA1), an algorithm that no \
                resolver verifies (RSAMD5, DSA, ECC-GOST; an error), or an RSA key of less than 1024 bits. An RSA key with \
                an exponent of more than 35 bits, and data that is not a public key of its algorithm, are errors. RSA \
                keys of less than 2048 bits, and algorithms that srvlint cannot verify, are information.
                """,
            whyItMatters: """
                A resolver that does not support an algorithm treats the zone as unsigned. Since RFC 9905, SHA-1 must not \
                be used for signing, and the cryptographic policies of some systems already reject it. BIND ignores RSA \
                keys with a large exponent. So does Unbound, with OpenSSL, above 64 bits if the key has more than 3072 bits.
                """,
            howToFix: "Change to ECDSAP256SHA256 (13) or ED25519 (15) with an algorithm rollover.",
            references: ["RFC 8624 §3.1", "RFC 9905", "RFC 6781 §4.1.4"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    /// How many keys are tried. Verifiers do not try more of them either.
    private static let keyLimit = 64

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let frame = context.signedZone?.frame else { return }
        for (number, key) in frame.keys.enumerated() where key.data.isZoneKey {
            let signs = frame.algorithms.contains(key.data.algorithm)
            switch key.data.algorithm.standing {
            case .ignored: findings.report(isNotVerified(context, key, signs: signs))
            case .deprecated: findings.report(isDeprecated(context, key))
            case .unknown: findings.report(isUnknown(context, key))
            case .usable:
                if let length = key.data.rsaExponentLength, length > RSALimits.exponentLength {
                    findings.report(hasLargeExponent(context, key, length))
                } else if number < keyLimit, !key.data.isUsable {
                    findings.report(isMalformed(context, key))
                } else if let length = key.data.rsaLength, length < 2048 {
                    findings.report(isShort(context, key, length))
                }
            }
        }
    }
}

// MARK: - Messages

extension AlgorithmDeprecated {
    private static let rollover = "change to ECDSAP256SHA256 (13) or ED25519 (15) with an algorithm rollover"

    private static func finding(
        _ context: ZoneContext, _ key: ZoneKey, _ message: String, _ label: String, field: Int, why: String,
        help: String,
        _ severity: Severity?
    ) -> Finding {
        Finding(
            info,
            message,
            at: LabelledSpan(context.dataField(field, of: key.record), label),
            why: why,
            help: help,
            severity: severity,
            subject: context.subject(of: key.record)
        )
    }

    private static func isNotVerified(_ context: ZoneContext, _ key: ZoneKey, signs: Bool) -> Finding {
        finding(
            context, key, "\(key.name) has the algorithm \(key.data.algorithm), which no resolver verifies",
            "obsolete algorithm", field: 2,
            why: "resolvers treat the zone as unsigned, so that its signatures protect nothing",
            help: rollover, signs ? .error : nil)
    }

    private static func isDeprecated(_ context: ZoneContext, _ key: ZoneKey) -> Finding {
        finding(
            context, key, "\(key.name) has the algorithm \(key.data.algorithm), which signs SHA-1 digests",
            "deprecated algorithm", field: 2,
            why:
                "SHA-1 must not be used for signing (RFC 9905), and resolvers that reject it treat the zone as unsigned",
            help: rollover, nil)
    }

    private static func isUnknown(_ context: ZoneContext, _ key: ZoneKey) -> Finding {
        finding(
            context, key, "\(key.name) has the algorithm \(key.data.algorithm), which srvlint does not know",
            "unknown algorithm", field: 2,
            why: "its signatures were not verified, and resolvers that do not know it treat the zone as unsigned",
            help: "verify the zone with a program that knows the algorithm", .info)
    }

    private static func hasLargeExponent(_ context: ZoneContext, _ key: ZoneKey, _ length: Int) -> Finding {
        finding(
            context, key, "\(key.name) is an RSA key with an exponent of \(length) bits", "a large exponent", field: 3,
            why:
                "BIND ignores keys with an exponent of more than \(RSALimits.exponentLength) bits, and then returns SERVFAIL for the zone",
            help: "change to a key with the exponent 65537, which signers use unless told otherwise", .error)
    }

    private static func isMalformed(_ context: ZoneContext, _ key: ZoneKey) -> Finding {
        finding(
            context, key, "\(key.name) is not a public key of \(key.data.algorithm)", "not a key of this algorithm",
            field: 3,
            why: "its signatures cannot be verified, and validating resolvers return SERVFAIL if no other key is valid",
            help: "publish the DNSKEY record again as the signer made it, or \(context.resigning)", .error)
    }

    private static func isShort(_ context: ZoneContext, _ key: ZoneKey, _ length: Int) -> Finding {
        finding(
            context, key, "\(key.name) is an RSA key of \(length) bits", "a short key", field: 3,
            why: length < 1024
                ? "a key of this length can be factored, and resolvers reject it or treat the zone as unsigned"
                : "keys of less than 2048 bits are considered weak, and some systems reject them",
            help: "change to a key of 2048 bits or to ECDSAP256SHA256 (13)", length < 1024 ? nil : .info)
    }
}
