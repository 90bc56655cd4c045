import DNS
import Diagnostics
import ZoneFile

/// Z277: an SVCB or HTTPS record in alias mode beside one in service mode.
enum ServiceModesMixed: ZoneRule {
    static let info = RuleInfo(
        "Z277",
        "service-modes-mixed",
        .error,
        summary: "an SVCB or HTTPS record in alias mode is beside others",
        page: RulePage(
            whatItChecks: """
                Reports an SVCB or HTTPS record with priority 0 (alias mode) at a name that has another record of the \
                same type with a higher priority (service mode).
                """,
            whyItMatters: """
                Clients must ignore all records in service mode if there is one in alias mode. The parameters of the \
                service are then never used.
                """,
            howToFix: "Remove the alias, or remove the other records.",
            references: ["RFC 9460 §2.4.1"]
        ),
        examples: [
            .bad("@ IN HTTPS «0» web.example.net.\n@ IN HTTPS 1 . alpn=h2\n@ IN A 192.0.2.10\n"),
            .good("@ IN HTTPS 0 web.example.net.\nwww IN HTTPS 1 web.example.net.\nwww IN HTTPS 2 web2.example.net.\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy else { return }
        for type in ServiceBinding.types {
            for number in zone.records(ofType: type) {
                let id = Int(number)
                let set = zone.records(at: zone.records[id].owner, type: type)
                guard set.count > 1, isAlias(id, zone), let other = set.first(where: { !isAlias($0, zone) }),
                    context.isPublished(id)
                else { continue }
                findings.report(isMixed(context, id, other))
            }
        }
    }

    private static func isAlias(_ id: RecordID, _ zone: Zone) -> Bool {
        zone.rdata(of: id).prefix(2) == [0, 0]
    }
}

// MARK: - Messages

extension ServiceModesMixed {
    private static func isMixed(_ context: ZoneContext, _ id: RecordID, _ other: RecordID) -> Finding {
        let zone = context.zone
        let type = zone.records[id].type
        func priority(_ id: RecordID) -> SourceSpan {
            let fields = zone.fields(of: id)
            return zone.records[id].flags.contains(.genericRDATA) ? fields.type.span : fields.rdata[0].span
        }
        return Finding(
            info,
            "\(context.quoted(zone.records[id].owner)) has \(type) records in alias mode and in service mode",
            at: LabelledSpan(priority(id), "alias mode"),
            why: "clients ignore all \(type) records in service mode at a name that has one in alias mode",
            help: "remove this record, or remove the \(type) records in service mode",
            related: [LabelledSpan(priority(other), "service mode")],
            subject: context.subject(of: id)
        )
    }
}
