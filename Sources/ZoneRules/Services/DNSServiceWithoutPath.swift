import DNS
import Diagnostics
import ZoneFile

/// Z281: a DNS server with HTTP, but without the path of its queries.
enum DNSServiceWithoutPath: ZoneRule {
    static let info = RuleInfo(
        "Z281",
        "dns-service-without-path",
        .error,
        summary: "an SVCB record at a `_dns` name has no `dohpath` for HTTP",
        page: RulePage(
            whatItChecks: """
                Reports SVCB records in service mode at a `_dns` name whose `alpn` has `h2` or `h3`, but which have no \
                `dohpath`. Records for DNS over TLS (`dot`) and QUIC (`doq`) need none.
                """,
            whyItMatters: """
                RFC 9461 requires the path with every version of HTTP. A client cannot send queries without it, and \
                ignores the record.
                """,
            howToFix:
                "Add `dohpath=/dns-query{?dns}` with the path of the server, or remove `h2` and `h3` from `alpn`.",
            references: ["RFC 9461 §5.1", "RFC 9462"]
        ),
        examples: [
            .bad("_dns.resolver IN SVCB 1 resolver.example.net. «alpn=h2,h3»\n"),
            .good(
                """
                _dns.resolver IN SVCB 1 resolver.example.net. alpn=h2,h3 dohpath=/dns-query{?dns}
                _dns.resolver IN SVCB 2 resolver.example.net. alpn=dot port=853
                _svc.resolver IN SVCB 1 resolver.example.net. alpn=h2

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy else { return }
        for number in zone.records(ofType: .svcb) {
            let id = Int(number)
            guard isDNS(zone.records[id].owner, zone), let binding = ServiceBinding(of: id, in: zone),
                !binding.isAlias, binding.parameters[7] == nil,
                let version = binding.protocols.first(where: { ["h2", "h3", "http/1.1"].contains($0) }),
                context.isPublished(id)
            else { continue }
            findings.report(hasNoPath(context, id, version))
        }
    }

    /// Whether the owner is `_dns.host`, or `_port._dns.host` for another port (RFC 9461 §3).
    private static func isDNS(_ owner: NameID, _ zone: Zone) -> Bool {
        func isService(_ name: NameID) -> Bool { zone.names.withLabel(of: name) { $0.elementsEqual("_dns".utf8) } }
        return isService(owner)
            || zone.names.withLabel(of: owner) { $0.first == UInt8(ascii: "_") }
                && isService(zone.names.parent(of: owner))
    }
}

// MARK: - Messages

extension DNSServiceWithoutPath {
    private static func hasNoPath(_ context: ZoneContext, _ id: RecordID, _ version: String) -> Finding {
        let fields = context.zone.fields(of: id)
        let field = fields.rdata.first { $0.text.hasPrefix("alpn") }
        return Finding(
            info,
            "the DNS server at \(context.quoted(context.zone.records[id].owner)) offers `\(version)` without `dohpath`",
            at: LabelledSpan(field?.span ?? fields.type.span, "DNS over HTTPS"),
            why: "clients do not know where to send queries, and ignore the record",
            help: "add `dohpath=/dns-query{?dns}` with the path of the server, or remove the HTTP versions from `alpn`",
            subject: context.subject(of: id)
        )
    }
}
