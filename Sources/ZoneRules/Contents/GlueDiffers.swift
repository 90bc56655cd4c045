import DNS
import Diagnostics
import ZoneFile

/// Z216: glue that is not what the delegated zone says.
enum GlueDiffers: ZoneRule {
    static let info = RuleInfo(
        "Z216",
        "glue-differs",
        .warning,
        scope: .targets,
        examplesElsewhere: "ParentAndChildTests",
        summary: "glue is not the address that the delegated zone gives",
        page: RulePage(
            whatItChecks: """
                Compares the addresses that stand beside a delegation for name servers inside it (glue) with those in \
                the delegated zone, when both zones are checked in the same run, and reports each that the delegated \
                zone does not have. Glue that lacks one of the addresses is left alone.
                """,
            whyItMatters: """
                Resolvers go to the address in the glue first. When a server was moved and its glue was not, they knock \
                at the old place, and the zone is slow or cannot be found.
                """,
            howToFix:
                "Write the addresses of the delegated zone beside the delegation; at a registry, as host objects.",
            references: ["RFC 1034 §4.2.1", "RFC 1912 §2.3", "RFC 9471 §3"]
        ),
        examples: [
            .good("chat IN NS ns.chat\nchat IN NS ns1.example.net.\nns.chat IN A 192.0.2.53\n")
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        for child in context.givenChildren {
            var seen: Set<NameID> = []
            for server in zone.records(at: child.cut, type: .ns) {
                let host = zone.records[server].target
                guard zone.names.isName(host, atOrBelow: child.cut), seen.insert(host).inserted else { continue }
                for type in [RecordType.a, .aaaa] {
                    let glue = zone.records(at: host, type: type)
                    guard !glue.isEmpty, let own = addresses(of: zone.names.name(host), type, child.zone) else {
                        continue
                    }
                    for id in glue where !own.contains(zone.rdata(of: id)) {
                        findings.report(differs(context, id, child, isGone: own.isEmpty))
                    }
                }
            }
        }
    }

    /// What the zone says the addresses are; `nil` if it does not say, or has an alias, which Z212 speaks of there.
    private static func addresses(of name: Name, _ type: RecordType, _ zone: Zone) -> Set<[UInt8]>? {
        switch zone.lookup(name, type) {
        case .answer(let set, _): Set(set.map { zone.rdata(of: $0) })
        case .noName, .noData: []
        default: nil
        }
    }
}

// MARK: - Messages

extension GlueDiffers {
    private static func differs(
        _ context: ZoneContext,
        _ id: RecordID,
        _ child: GivenChild,
        isGone: Bool
    ) -> Finding {
        let zone = context.zone
        let record = zone.records[id]
        let host = context.quoted(record.owner)
        let fields = zone.fields(of: id)
        let other = child.zone.names.find(zone.names.name(record.owner)).flatMap {
            child.zone.records(at: $0, type: record.type).first
        }
        return Finding(
            info,
            "the glue for \(host) is not what \(context.described(child)) says",
            at: LabelledSpan(
                (fields.rdata.first ?? fields.type).span,
                isGone ? "\(host) has no \(record.type) record there" : "not an address of \(host) there"
            ),
            why: "resolvers go to the address in the glue first",
            help: "make the addresses of \(host) the same in both zones",
            related: other.map { [LabelledSpan(child.zone.fields(of: $0).span, "what the zone itself says")] } ?? [],
            subject: context.subject(of: id)
        )
    }
}
