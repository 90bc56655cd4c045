import DNS
import Diagnostics
import ZoneFile

/// S304: a target with more than a host name.
enum SRVTargetIsURL: ZoneRule {
    static let info = RuleInfo(
        "S304",
        "srv-target-is-url",
        .error,
        fix: .unsafe,
        scope: .targets,
        stopsPeers: true,
        summary: "the target of an SRV record has a scheme, a path, a port or angle brackets",
        page: RulePage(
            whatItChecks:
                """
                Reports SRV targets such as `https://matrix.example.com`, `matrix.example.com/`, `host:8448` and `<host>`.
                """,
            whyItMatters: """
                The target is a domain name. Name servers accept these signs as part of a label, so the zone \
                loads, but clients cannot connect. The port has its own field before the target.
                """,
            howToFix: "Write only the host name.",
            references: ["RFC 2782", "Matrix server-server §2.1"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 0 8448 «matrix.example.com:8448»
                _matrix._tcp     IN SRV 10 0 8448 «https://matrix.example.com/»
                _xmpp._tcp       IN SRV 10 0 5222 «matrix/xmpp»
                _sip._tcp        IN SRV 10 0 5060 «<matrix.example.com.>»
                _imaps._tcp      IN SRV 10 0 993  «<matrix>»

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 0 8448 matrix.example.com.

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, _) in context.targets({ if case .url = $0 { true } else { nil } }) {
            let fields = SRVFields(of: record, in: context.zone)
            guard let url = fields.targetText.flatMap({ URLTarget($0) }) else { continue }
            findings.report(targetIsURL(context, record, fields, url))
        }
    }
}

// MARK: - Messages

extension SRVTargetIsURL {
    private static func targetIsURL(
        _ context: ZoneContext,
        _ id: RecordID,
        _ fields: SRVFields,
        _ url: URLTarget
    ) -> Finding {
        let port = context.zone.records[id].port
        var help = url.hostForZone.map { "write only the host name, `\($0)`" } ?? "write only a host name"
        if let written = url.port, UInt16(written) != port {
            help += "; the port field has \(port), but the target has \(written)"
        }
        return Finding(
            info,
            "SRV target has \(url.excess)",
            at: LabelledSpan(fields.target, "expected only a host name"),
            why: "it is read as a domain name that contains these characters, and that name has no address",
            help: help,
            fixes: url.hostForZone.map { host in
                [Fix("write only the host name", .unsafe, [Edit(replace: fields.target, with: host)])]
            } ?? [],
            subject: context.subject(ofSRV: id)
        )
    }
}
