import DNS
import Diagnostics
import ZoneFile

/// Z263: a URL or a port in place of a name.
enum TargetIsURL: ZoneRule {
    static let info = RuleInfo(
        "Z263",
        "target-is-url",
        .error,
        fix: .unsafe,
        scope: .targets,
        summary: "the target of a record has a scheme, a path, a port or angle brackets",
        page: RulePage(
            whatItChecks: """
                Reports targets of NS, CNAME, DNAME, PTR, MX, SVCB and HTTPS records such as `https://www.example.net`, \
                `www.example.net/shop`, `mail.example.net:25` or `<mail.example.net.>`. A slash alone is correct in names of reverse zones: \
                `1.0/25` (RFC 2317). SRV targets are S304.
                """,
            whyItMatters: """
                The target is a domain name. The characters are read as parts of its labels, and no host has such a name. \
                Name servers load the zone, except that a BIND primary refuses NS and MX targets of this kind.
                """,
            howToFix: """
                Write only the host name. The port of a service belongs into an SRV, SVCB or HTTPS record. Only a web \
                server can redirect to a path.
                """,
            references: ["RFC 1035 §3.3", "RFC 1123 §2.1", "RFC 9460 §7.2"]
        ),
        examples: [
            .bad(
                """
                shop IN CNAME «https://www.example.net/shop»
                blog IN CNAME «www.example.net/blog»
                www  IN CNAME «web:8080»
                web  IN A     192.0.2.10
                @    IN MX    10 «mail.example.net:25»
                old  IN MX    10 «<mail.example.net.>»
                ftp  IN CNAME «<web>»
                sub  IN NS    «dns://ns1.example.net.»

                """
            ),
            .bad("svc IN HTTPS 1 «web.example.net:8443» alpn=h2\n"),
            .good("shop IN CNAME www.example.net.\nsvc IN HTTPS 1 web.example.net. port=8443\n"),
            .good("0/25 IN NS ns1.example.net.\n0/25 IN NS ns2.example.net.\n1 IN CNAME 1.0/25\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy, context.kind != .rootHints else { return }
        let services = ServiceBinding.types.flatMap { zone.records(ofType: $0).map { Int($0) } }
        for id in context.unusualTargets(zone) + services {
            guard !context.isDropped(id), let (field, url) = URLTarget.target(of: id, in: zone) else { continue }
            findings.report(isURL(context, id, field, url))
        }
    }
}

// MARK: - Messages

extension TargetIsURL {
    private static func isURL(
        _ context: ZoneContext, _ id: RecordID, _ field: RecordFields.Field, _ url: URLTarget
    ) -> Finding {
        let type = context.zone.records[id].type
        var help = url.hostForZone.map { "write only the host name, `\($0)`" } ?? "write only a host name"
        if url.hasPath, [.cname, .dname, .https, .svcb].contains(type) {
            help += "; only a web server can redirect to a path"
        }
        return Finding(
            info,
            "\(type) target has \(url.excess)",
            at: LabelledSpan(field.span, "expected only a host name"),
            why: "it is read as a domain name that contains these characters, and no host has that name",
            help: help,
            fixes: url.hostForZone.map { host in
                [Fix("write only the host name", .unsafe, [Edit(replace: field.span, with: host)])]
            } ?? [],
            subject: context.subject(of: id)
        )
    }
}
