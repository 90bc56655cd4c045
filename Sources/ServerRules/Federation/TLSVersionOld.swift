import Diagnostics

/// F104: TLS 1.0 or 1.1.
enum TLSVersionOld: DelegationRule {
    static let info = RuleInfo(
        "F104",
        "tls-version-old",
        .warning,
        summary: "the server speaks only versions of TLS that are out of use",
        page: RulePage(
            whatItChecks: """
                Looks at the version of TLS that was agreed on, and where no handshake with TLS 1.2 or 1.3 succeeds, \
                whether one with TLS 1.0 or 1.1 does. That is an error: nobody gets through.
                """,
            whyItMatters: """
                TLS 1.0 and 1.1 are withdrawn (RFC 8996). The TLS libraries that homeservers run on refuse them unless \
                they are told otherwise.
                """,
            howToFix: "Allow TLS 1.2 and 1.3: `ssl_protocols TLSv1.2 TLSv1.3;` in nginx.",
            references: ["RFC 8996", "Matrix server-server, TLS"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.handshakes(
                    #""error": "tls-failed", "phase": "tls", "oldVersions": ["TLSv1", "TLSv1.1"]"#,
                    #""error": "tls-failed", "phase": "tls", "oldVersions": ["TLSv1", "TLSv1.1"]"#)),
            FederationExample.bad(FederationExample.handshakes(#""protocol": "TLSv1.1""#)),
            FederationExample.good(FederationExample.handshakes(#""protocol": "TLSv1.2""#)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for group in context.deadPlaces({ if case .oldVersions = $0 { true } else { false } }) {
            findings.report(nothingElse(context, group))
        }
        let agreed = context.grouped { visit in
            visit.place.isMain ? visit.tls?.version.flatMap { old.contains($0) ? $0 : nil } : nil
        }
        for (version, visits) in agreed { findings.report(isOld(context, version, visits)) }
    }

    /// As evidence files name them; what comes before TLS as well.
    private static let old: Set = ["SSLv2", "SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1"]
}

// MARK: - Messages

extension TLSVersionOld {
    private static let help = "allow TLS 1.2 and TLS 1.3 in the configuration of the server or its proxy"

    private static func title(_ version: String) -> String {
        version == "TLSv1" ? "TLS 1.0" : version.replacing("TLSv", with: "TLS ")
    }

    private static func nothingElse(_ context: DelegationContext, _ group: ConnectionFaultGroup) -> Finding {
        var versions: [String] = []
        if case .oldVersions(let found) = group.fault { versions = found.map(title) }
        var finding = context.finding(
            info,
            "the TLS handshake fails, because only \(Words.list(versions, limit: 8)) \(versions.count == 1 ? "is" : "are") "
                + "accepted: \(group.placeWords)",
            group,
            why: "these versions are withdrawn (RFC 8996), and peers ask for TLS 1.2 at least",
            help: help
        )
        if group.place.isMain, group.backup == nil { finding.severity = .error }
        return finding
    }

    private static func isOld(
        _ context: DelegationContext, _ version: String, _ visits: [AddressVisit]
    ) -> Finding {
        Finding(
            info,
            "\(visits.words) agreed to \(title(version)), which is withdrawn",
            at: nil,
            why: "peers that follow RFC 8996 refuse it in the handshake",
            help: help,
            subject: context.subject,
            source: visits[0].connectionSource
        )
    }
}
