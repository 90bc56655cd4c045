import DNS
import Diagnostics
import ZoneFile

/// Z280: an address hint of an SVCB or HTTPS record that the target does not have.
enum ServiceHintDiffers: ZoneRule {
    static let info = RuleInfo(
        "Z280",
        "service-hint-differs",
        .warning,
        summary: "an SVCB or HTTPS record hints at an address that its target does not have",
        page: RulePage(
            whatItChecks: """
                Compares the addresses in `ipv4hint` and `ipv6hint` with the A and AAAA records of the target, if the \
                target has addresses of the same kind in this zone. Reports hints that are not among them. Hints for a part of the \
                addresses are valid.
                """,
            whyItMatters: """
                Clients connect to hinted addresses before they have resolved the target. An address that is left from \
                an earlier change leads them to another host, often only for some of the users.
                """,
            howToFix: "Use the addresses of the target as hints, or remove the hints.",
            references: ["RFC 9460 §7.3"]
        ),
        examples: [
            .bad(
                """
                @   IN A     192.0.2.10
                @   IN HTTPS 1 . alpn=h2 «ipv4hint=192.0.2.11»
                web IN AAAA  2001:db8::10
                www IN HTTPS 1 web ipv4hint=192.0.2.10 «ipv6hint=2001:db8::11»

                """
            ),
            .good(
                "@ IN A 192.0.2.10\n@ IN A 192.0.2.11\n@ IN HTTPS 1 . ipv4hint=192.0.2.11\nwww IN HTTPS 1 web.example.net. ipv4hint=192.0.2.1\n"
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        for (id, binding) in ServiceBinding.records(context) where !binding.isAlias {
            guard let target = zone.names.find(binding.target), zone.isInZone(target),
                context.isWholeForTargets, !context.contents.boundaries.isHidden(target),
                zone.cut(above: target) == nil,
                !zone.hasServerPrivateType(at: target)
            else { continue }
            for isIPv6 in [false, true] {
                let hints = binding.hints(isIPv6: isIPv6)
                guard !hints.isEmpty else { continue }
                let type: RecordType = isIPv6 ? .aaaa : .a
                guard !zone.unread.mayContain(target, type) else { continue }
                let addresses = zone.records(at: target, type: type).compactMap {
                    IPAddress(octets: zone.rdata(of: $0))
                }
                guard !addresses.isEmpty else { continue }
                let others = hints.filter { !addresses.contains($0) }
                if !others.isEmpty { findings.report(differs(context, id, binding, others, addresses, isIPv6)) }
            }
        }
    }
}

// MARK: - Messages

extension ServiceHintDiffers {
    private static func differs(
        _ context: ZoneContext,
        _ id: RecordID,
        _ binding: ServiceBinding,
        _ hints: [IPAddress],
        _ addresses: [IPAddress],
        _ isIPv6: Bool
    ) -> Finding {
        let zone = context.zone
        let key = isIPv6 ? "ipv6hint" : "ipv4hint"
        let fields = zone.fields(of: id)
        let field = fields.rdata.first { $0.text.hasPrefix(key) }
        let list = Words.list(hints.map { "`\($0)`" }, limit: 4)
        return Finding(
            info,
            "`\(binding.target)` does not have the hinted \(hints.count == 1 ? "address" : "addresses") \(list)",
            at: LabelledSpan(field?.span ?? fields.type.span, "not among its addresses"),
            why: "clients connect to hinted addresses before they have resolved the target",
            help:
                "write `\(key)=\(addresses.map(\.description).joined(separator: ","))`, or remove the hint",
            subject: context.subject(of: id)
        )
    }
}
