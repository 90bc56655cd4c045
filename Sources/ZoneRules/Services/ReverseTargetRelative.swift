import DNS
import Diagnostics
import ZoneFile

/// Z284: the target of a PTR record is a name of the reverse zone.
enum ReverseTargetRelative: ZoneRule {
    static let info = RuleInfo(
        "Z284",
        "reverse-target-relative",
        .error,
        scope: .targets,
        summary: "the target of a PTR record is a name of the reverse zone itself",
        page: RulePage(
            whatItChecks: """
                Reports PTR records of addresses whose target is in the reverse zone, because it is written without the rest \
                of its name, and owns no records there. PTR records for DNS-SD are not checked. A target that looks like a \
                full name without its final dot is Z240, and one that begins with a number may be a name of the zone.
                """,
            whyItMatters: """
                The name of the reverse zone is appended to a name without a final dot: in `2.0.192.in-addr.arpa.`, `www` \
                means `www.2.0.192.in-addr.arpa.`. Software that checks the name of the address finds no such host.
                """,
            howToFix: "Write the full name of the host with a final dot, such as `www.example.com.`.",
            references: ["RFC 1035 §3.5", "RFC 1035 §5.1", "RFC 1912 §2.1"]
        ),
        examples: [
            .bad(
                """
                $TTL 3600
                @  IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @  IN NS  ns1.example.net.
                @  IN NS  ns2.example.net.
                10 IN PTR «www»
                11 IN PTR «www.2.0.192.in-addr.arpa.»
                12 IN PTR www.example.com.

                """,
                continuation: false,
                origin: "2.0.192.in-addr.arpa."
            ),
            .good(
                """
                $TTL 3600
                @  IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @  IN NS  ns1.example.net.
                @  IN NS  ns2.example.net.
                10   IN PTR www.example.com.
                11   IN PTR gate
                gate IN A   192.0.2.11
                b._dns-sd._udp IN PTR @

                """,
                continuation: false,
                origin: "2.0.192.in-addr.arpa."
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind == .zone, zone.apex != .unknownOrigin, !context.isOriginGuessed,
            ReverseName.isBelowTree(zone.names.name(zone.apex))
        else { return }
        for number in zone.records(ofType: .ptr) {
            let id = Int(number)
            let record = zone.records[id]
            guard zone.isInZone(record.target), !record.flags.contains(.outOfZone), !isUsed(record.target, context),
                CheckNames.mustPointToHost(record.owner, in: zone),
                !DottedName.lacksDot(id, in: zone, isWhole: context.isWhole, zones: context.zones),
                AddressLiteral(targetOf: id, in: zone) == nil,
                let field = DottedName.target(of: id, in: zone), field.text.first.map({ !$0.isNumber }) ?? false,
                !field.text.contains("@"), MistypedTarget.withoutComma(field.text) == nil,
                URLTarget.target(of: id, in: zone) == nil
            else { continue }
            findings.report(isRelative(context, id, field))
        }
    }

    /// Whether the name owns records, or may own them in a part that could not be read or in a zone below this one.
    private static func isUsed(_ name: NameID, _ context: ZoneContext) -> Bool {
        let zone = context.zone
        if zone.exists(name) || !context.isWhole || zone.unread.mayContain(name, nil) { return true }
        if case .noName = zone.lookup(name, .a) { return false }
        return true
    }
}

// MARK: - Messages

extension ReverseTargetRelative {
    private static func isRelative(_ context: ZoneContext, _ id: RecordID, _ field: RecordFields.Field) -> Finding {
        let zone = context.zone
        let first = field.text.prefix { $0 != "." }
        return Finding(
            info,
            "PTR target \(Words.quoted(field.text)) is a name of the reverse zone",
            at: LabelledSpan(field.span, "means \(context.quoted(zone.records[id].target)), which does not exist"),
            why: field.text.hasSuffix(".")
                ? "names of reverse zones stand for addresses, and no host has that name"
                : "a name without a final dot is completed with the name of the reverse zone, and no host has that name",
            help: "write the full name of the host with a final dot, such as `\(first).example.com.`",
            subject: context.subject(of: id)
        )
    }
}
