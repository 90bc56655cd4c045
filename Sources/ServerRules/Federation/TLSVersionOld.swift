import Diagnostics

/// F104: the server uses TLS 1.0 or 1.1.
enum TLSVersionOld: ServerRule {
    static let info = RuleInfo(
        "F104",
        "tls-version-old",
        .warning,
        stopsPeers: true,
        summary: "the server supports only obsolete versions of TLS",
        page: RulePage(
            whatItChecks: """
                Checks the negotiated version of TLS. If no handshake with TLS 1.2 or 1.3 succeeds, checks whether one \
                with TLS 1.0 or 1.1 does. That is an error, because no peer can connect.
                """,
            whyItMatters: """
                TLS 1.0 and 1.1 are deprecated (RFC 8996). The TLS libraries of homeservers refuse them by default.
                """,
            howToFix: "Enable TLS 1.2 and 1.3: `ssl_protocols TLSv1.2 TLSv1.3;` in nginx.",
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for group in context.unreachableEndpoints({ if case .oldVersions = $0 { true } else { false } }) {
            findings.report(nothingElse(context, group))
        }
        let agreed = context.grouped { probe in
            probe.endpoint.isMain ? probe.tls?.version.flatMap { old.contains($0) ? $0 : nil } : nil
        }
        for (version, probes) in agreed { findings.report(isOld(context, version, probes)) }
    }

    /// The names in evidence files, including SSL versions.
    private static let old: Set = ["SSLv2", "SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1"]
}

// MARK: - Messages

extension TLSVersionOld {
    private static let help = "enable TLS 1.2 and TLS 1.3 in the configuration of the server or its proxy"

    private static func title(_ version: String) -> String {
        version == "TLSv1" ? "TLS 1.0" : version.replacing("TLSv", with: "TLS ")
    }

    private static func nothingElse(_ context: ServerContext, _ group: ConnectionFaultGroup) -> Finding {
        var versions: [String] = []
        if case .oldVersions(let found) = group.fault { versions = found.map(title) }
        var finding = context.finding(
            info,
            "the TLS handshake fails because only \(Words.list(versions, limit: 8)) \(versions.count == 1 ? "is" : "are") "
                + "accepted: \(group.endpointText)",
            group,
            why: "these versions are deprecated (RFC 8996), and peers require at least TLS 1.2",
            help: help
        )
        if group.endpoint.isMain, group.backup == nil { finding.severity = .error }
        return finding
    }

    private static func isOld(
        _ context: ServerContext, _ version: String, _ probes: [EndpointProbe]
    ) -> Finding {
        Finding(
            info,
            "\(probes.words) negotiated \(title(version)), which is deprecated",
            at: nil,
            why: "peers that follow RFC 8996 refuse this version in the handshake",
            help: help,
            subject: context.subject,
            source: probes[0].connectionSource,
            route: RoutePosition(.connection(probes[0].endpoint))
        )
    }
}
