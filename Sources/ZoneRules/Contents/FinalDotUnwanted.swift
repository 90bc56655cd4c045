import DNS
import Diagnostics
import ZoneFile

/// Z248: a target with a final dot that was meant to be a name of the zone.
enum FinalDotUnwanted: ZoneRule {
    static let info = RuleInfo(
        "Z248",
        "final-dot-unwanted",
        .error,
        fix: .unsafe,
        summary: "a target of one label has a final dot, although it is a name of the zone",
        page: RulePage(
            whatItChecks: """
                Reports targets of NS, CNAME, DNAME, MX and SRV records such as `mail.`, if no top-level domain has this name \
                and the zone has a name `mail`. Names such as `localhost.` that the zone does not have are not reported.
                """,
            whyItMatters: """
                A name with a final dot is complete: `mail.` is a top-level domain, which does not exist. Name servers load \
                the zone without a message.
                """,
            howToFix: "Remove the final dot, or write the name in full: `mail.example.com.`",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN CNAME «web.»\nweb IN A 192.0.2.10\n@ IN MX 10 «mx1.»\nmx1 IN A 192.0.2.25\n"),
            .bad("_ldap._tcp IN SRV 0 100 389 «dc1.»\ndc1 IN A 192.0.2.10\n"),
            .good("www IN CNAME web\nweb IN A 192.0.2.10\n@ IN MX 0 .\nx IN CNAME com.\ncom IN A 192.0.2.11\n"),
            .good("localhost IN A 127.0.0.1\nx IN CNAME localhost.\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy, context.kind != .rootHints, zone.apex != .unknownOrigin,
            zone.apex != .root, zone.recordFlags.contains(.topLevelTarget)
        else { return }
        for type in [RecordType.ns, .cname, .dname, .mx, .srv] {
            for number in zone.records(ofType: type) {
                let id = Int(number)
                guard let meant = nameMeant(by: zone.records[id].target, id, zone), context.isPublished(id) else {
                    continue
                }
                findings.report(isTopLevel(context, id, meant))
            }
        }
    }

    /// Top-level domains for special use, or used in private networks, that exist in the resolvers there.
    private static let privateDomains: Set = [
        "localhost", "local", "internal", "home", "corp", "lan", "private", "intranet", "invalid", "test", "example",
        "onion", "alt", "localdomain",
    ]

    /// The name of the zone that has the label of a target at the top level.
    private static func nameMeant(by target: NameID, _ id: RecordID, _ zone: Zone) -> NameID? {
        let names = zone.names
        guard zone.records[id].flags.contains(.topLevelTarget), !zone.isInZone(target) else { return nil }
        let label = names.label(of: target).map(asciiLowercased)
        guard !privateDomains.contains(String(decoding: label, as: UTF8.self)), !TopLevelDomains.contains(label),
            let meant = names.child(of: zone.origin(inForceAt: id), label: String(decoding: label, as: UTF8.self)),
            zone.exists(meant)
        else { return nil }
        return meant
    }
}

// MARK: - Messages

extension FinalDotUnwanted {
    private static func isTopLevel(_ context: ZoneContext, _ id: RecordID, _ meant: NameID) -> Finding {
        let zone = context.zone
        let span = context.targetSpan(of: id)
        let end = span.range.upperBound
        return Finding(
            info,
            "`\(span.text)` has a final dot and is read as a top-level domain",
            at: LabelledSpan(span, "not a name of the zone"),
            why: "there is no such top-level domain, so the \(zone.records[id].type) record leads nowhere",
            help: "write `\(span.text.dropLast())` without the final dot, which means \(context.quoted(meant))",
            fixes: span.text.hasSuffix(".")
                ? [
                    Fix(
                        "remove the final dot", .unsafe,
                        [Edit(replace: SourceSpan(span.source, end - 1..<end), with: "")])
                ] : [],
            subject: context.subject(of: id)
        )
    }
}
