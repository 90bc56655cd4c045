import DNS
import Diagnostics
import ZoneFile

/// Z277: an SVCB or HTTPS record in alias mode beside one in service mode, or with the parameters of service mode.
enum ServiceModesMixed: ZoneRule {
    static let info = RuleInfo(
        "Z277",
        "service-modes-mixed",
        .error,
        fix: .unsafe,
        summary: "an SVCB or HTTPS record in alias mode is beside others, or has parameters",
        page: RulePage(
            whatItChecks: """
                Reports an SVCB or HTTPS record with priority 0 (alias mode) at a name that has another record of the \
                same type with a higher priority (service mode). As a warning, reports one with parameters.
                """,
            whyItMatters: """
                Clients must ignore all records in service mode if there is one in alias mode. The parameters of the \
                service are then never used. They also ignore the parameters of a record in alias mode itself. Name \
                servers load such records.
                """,
            howToFix: """
                Remove the alias, or remove the other records. For a record with parameters, write priority 1, or remove \
                the parameters.
                """,
            references: ["RFC 9460 §2.4.1", "RFC 9460 §2.4.2"]
        ),
        examples: [
            .bad("@ IN HTTPS «0» web.example.net.\n@ IN HTTPS 1 . alpn=h2\n@ IN A 192.0.2.10\n"),
            .bad("@ IN HTTPS 0 web.example.net. «alpn=h2 port=8443»\nwww IN SVCB 0 web.example.net. «key65280=a»\n"),
            .bad("@ IN HTTPS «0» . alpn=h2,h3\n@ IN A 192.0.2.10\n"),
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
                guard isAlias(id, zone), context.isPublished(id) else { continue }
                if set.count > 1, let other = set.first(where: { !isAlias($0, zone) }) {
                    findings.report(isMixed(context, id, other))
                } else if let span = ignoredParameters(id, zone) {
                    findings.report(hasParameters(context, id, span))
                }
            }
        }
    }

    /// The parameters of a record in alias mode.
    private static func ignoredParameters(_ id: RecordID, _ zone: Zone) -> SourceSpan? {
        guard let binding = ServiceBinding(of: id, in: zone), !binding.parameters.isEmpty else {
            return nil
        }
        let fields = zone.fields(of: id)
        guard !zone.records[id].flags.contains(.genericRDATA), fields.rdata.count > 2, let last = fields.rdata.last
        else { return fields.type.span }
        // With the target `.`, an alias means that there is no service (RFC 9460 §2.5.1). No one describes that.
        if fields.rdata[1].text == "." { return fields.rdata[0].span }
        let first = fields.rdata[2].span
        return SourceSpan(first.source, first.range.lowerBound..<last.span.range.upperBound)
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

    private static func hasParameters(_ context: ZoneContext, _ id: RecordID, _ span: SourceSpan) -> Finding {
        let type = context.zone.records[id].type
        let isService = span.text == "0"
        return Finding(
            info,
            "the \(type) record in alias mode has parameters",
            at: LabelledSpan(span, isService ? "alias mode" : "ignored because the priority is 0"),
            why: isService
                ? "priority 0 with the target `.` means that there is no service, and clients ignore the parameters"
                : "priority 0 makes the record an alias, and clients ignore its parameters",
            help: isService
                ? "write the priority `1`"
                : "write priority 1 if the record is for service mode, or remove the parameters",
            fixes: isService ? [Fix("write `1`", .unsafe, [Edit(replace: span, with: "1")])] : [],
            severity: .warning,
            subject: context.subject(of: id)
        )
    }
}
