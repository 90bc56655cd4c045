import DNS
import Diagnostics
import ZoneFile

/// Z256: a PTR record of DNS-SD that leads to a host.
enum ServicePointerToHost: ZoneRule {
    static let info = RuleInfo(
        "Z256",
        "service-pointer-to-host",
        .warning,
        summary: "a PTR record of a DNS-SD service leads to a host, and not to an instance",
        page: RulePage(
            whatItChecks: """
                Reports PTR records at a service such as `_ipp._tcp` whose target has addresses in the zone, and no label with an \
                underscore.
                """,
            whyItMatters: """
                Clients of DNS-SD expect the name of an instance, `Office._ipp._tcp.example.com.`, and look up its SRV and TXT \
                records. A host has none, so the service is not found.
                """,
            howToFix: """
                Write an instance as the target, and give it an SRV record with the host and its port, and a TXT record.
                """,
            references: ["RFC 6763 §4.1", "RFC 6763 §5"]
        ),
        examples: [
            .bad(
                """
                printer    IN A   192.0.2.90
                _ipp._tcp  IN PTR «printer.example.com.»

                """
            ),
            .good(
                """
                printer           IN A   192.0.2.90
                _ipp._tcp         IN PTR Office._ipp._tcp
                Office._ipp._tcp  IN SRV 0 0 631 printer
                Office._ipp._tcp  IN TXT "txtvers=1"
                b._dns-sd._udp    IN PTR @

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind == .zone, zone.apex != .unknownOrigin else { return }
        func begins(_ name: NameID) -> Bool { zone.names.withLabel(of: name) { $0.first == UInt8(ascii: "_") } }
        for number in zone.records(ofType: .ptr) {
            let id = Int(number)
            let (owner, target) = (zone.records[id].owner, zone.records[id].target)
            guard begins(owner), zone.names.isTransport(zone.names.parent(of: owner)), target != zone.apex,
                !begins(target),
                zone.has(.a, at: target) || zone.has(.aaaa, at: target), zone.isInZone(target),
                zone.records(at: target, type: .srv).isEmpty, !zone.unread.mayContain(zone.names.name(target), .srv),
                !begins(zone.names.parent(of: target)), context.isPublished(id)
            else { continue }
            findings.report(leadsToHost(context, id))
        }
    }
}

// MARK: - Messages

extension ServicePointerToHost {
    private static func leadsToHost(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let zone = context.zone
        let (owner, target) = (zone.records[id].owner, zone.records[id].target)
        let instance = "\(zone.labelText(of: target, 0...0)).\(zone.names.text(owner))"
        return Finding(
            info,
            "\(context.quoted(target)) is a host, and not an instance of \(context.quoted(owner))",
            at: LabelledSpan(context.targetSpan(of: id), "expected an instance"),
            why: "clients look up SRV and TXT records at the target, and find none",
            help: "write an instance such as \(Words.exact(instance)), and add its SRV and TXT records",
            subject: context.subject(of: id)
        )
    }
}
