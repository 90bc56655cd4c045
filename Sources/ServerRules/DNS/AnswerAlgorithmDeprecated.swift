import DNS
import Diagnostics
import Federation
import ZoneRules

/// N115: a zone is signed with an algorithm that resolvers do not accept.
enum AnswerAlgorithmDeprecated: ServerRule {
    static let info = RuleInfo(
        "N115",
        "answer-algorithm-deprecated",
        .warning,
        summary: "a signed zone has keys or DS records with an algorithm that resolvers no longer accept",
        page: RulePage(
            whatItChecks: """
                With `--authoritative`: reports keys of the zone with SHA-1 or another algorithm that must not be used for \
                signing, with an RSA key of less than 1024 bits, with an exponent of more than 35 bits, or with data that is \
                not a public key. Also reports DS records that all have digests of SHA-1. They are Z408 and Z432 for zone \
                files.
                """,
            whyItMatters: """
                A resolver that does not support an algorithm treats the zone as unsigned, so that answers can be forged. \
                The cryptographic policies of some systems reject SHA-1.
                """,
            howToFix: """
                Change to ECDSAP256SHA256 (13) or ED25519 (15) with an algorithm rollover, and publish DS records with \
                SHA-256.
                """,
            references: ["RFC 8624 §3.1", "RFC 9905", "RFC 6781 §4.1.4"]
        ),
        examples: [DNSExample.bad([key(5)]), DNSExample.good([key(15)])]
    )

    private static func key(_ algorithm: Int) -> String {
        let key =
            algorithm == 15
            ? "l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4="
            : "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7Or"
                + "zKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw=="
        return DNSExample.entry(
            "example.com.", "DNSKEY", by: 1,
            #""status": "NOERROR", "authoritative": true, "records": ["example.com. 3600 IN DNSKEY 257 3 \#(algorithm) \#(key)"]"#
        )
    }

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for zone in context.signedAnswers {
            var seen: Set<DNSKEYData> = []
            for server in zone.servers {
                for key in (server.keys ?? []).prefix(64) where key.isZoneKey && seen.insert(key).inserted {
                    if let weakness = weakness(key) { findings.report(isWeak(context, zone, server, key, weakness)) }
                    if let fault = fault(key) { findings.report(isUnusable(context, zone, server, key, fault)) }
                }
            }
            guard let delegation = zone.delegation, !delegation.isEmpty else { continue }
            if delegation.allSatisfy({ $0.digestType == 1 }) { findings.report(hasOldDigest(context, zone)) }
        }
    }

    /// Why resolvers ignore a key, although they know its algorithm.
    private static func fault(_ key: DNSKEYData) -> String? {
        guard case .usable = key.algorithm.standing else { return nil }
        if let length = key.rsaExponentLength, length > RSALimits.exponentLength {
            return "is an RSA key with an exponent of \(length) bits"
        }
        return key.isUsable ? nil : "is not a public key of \(key.algorithm)"
    }

    private static func weakness(_ key: DNSKEYData) -> String? {
        switch key.algorithm.standing {
        case .deprecated: "has the algorithm \(key.algorithm), which signs SHA-1 digests"
        case .ignored: "has the algorithm \(key.algorithm), which no resolver verifies"
        case .usable, .unknown: key.rsaLength.flatMap { $0 < 1024 ? "is an RSA key of \($0) bits" : nil }
        }
    }
}

// MARK: - Messages

extension AnswerAlgorithmDeprecated {
    private static let help = "change to ECDSAP256SHA256 (13) or ED25519 (15) with an algorithm rollover"

    private static func isWeak(
        _ context: ServerContext, _ zone: SignedAnswers, _ server: SignedAnswers.Server, _ key: DNSKEYData,
        _ weakness: String
    ) -> Finding {
        Finding(
            info,
            "key \(key.keyTag) of `\(zone.apex.textWithoutFinalDot)` \(weakness)",
            at: nil,
            why: "resolvers that do not accept the key treat the zone as unsigned, so that its answers can be forged",
            help: help,
            subject: context.subject,
            source: server.keyEntry.map { FactSource($0) }
        )
    }

    private static func isUnusable(
        _ context: ServerContext, _ zone: SignedAnswers, _ server: SignedAnswers.Server, _ key: DNSKEYData,
        _ fault: String
    ) -> Finding {
        Finding(
            info,
            "key \(key.keyTag) of `\(zone.apex.textWithoutFinalDot)` \(fault)",
            at: nil,
            why: "BIND ignores such a key, so that resolvers return SERVFAIL for what only this key signs",
            help: help,
            subject: context.subject,
            source: server.keyEntry.map { FactSource($0) }
        )
    }

    private static func hasOldDigest(_ context: ServerContext, _ zone: SignedAnswers) -> Finding {
        Finding(
            info,
            "the DS records of `\(zone.apex.textWithoutFinalDot)` have digests of SHA-1 only",
            at: nil,
            why: "resolvers that do not accept SHA-1 treat the zone as unsigned, so that its answers can be forged",
            help: "publish a DS record with the digest type 2 (SHA-256) at the registrar",
            subject: context.subject,
            source: zone.delegationEntry.map { FactSource($0) }
        )
    }
}
