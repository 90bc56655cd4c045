import DNS
import Diagnostics
import ZoneFile

/// Z261: a name in record data that must be a host name, and is not.
enum TargetNotHostname: ZoneRule {
    static let info = RuleInfo(
        "Z261",
        "target-not-a-hostname",
        .warning,
        scope: .targets,
        summary: "a name in record data is not a valid host name",
        page: RulePage(
            whatItChecks: """
                Reports names in record data that are not host names, as BIND's `check-names` judges them: the targets \
                of NS, MX, AFSDB, RT, A6 and DSYNC records, of HTTPS and SVCB records other than aliases, and of PTR \
                records of addresses, and the primary server of the SOA record. In the mailboxes of SOA, RP and \
                MINFO records, only the part after the first label must be a host name. PTR records for DNS-SD such as \
                `b._dns-sd._udp` are correct. HTTPS and SVCB targets with labels such as `_web` are reported only \
                with `--target bind`. With that option, all findings are errors. SRV targets are S305.
                """,
            whyItMatters: """
                A BIND primary with default settings refuses to load a zone with such a name. Other name servers \
                serve the record, but some clients reject the name.
                """,
            howToFix: """
                Rename the host, using only letters, digits and hyphens. If the name must stay, set \
                `check-names primary ignore;` in the configuration of BIND.
                """,
            references: ["RFC 952", "RFC 1123 §2.1"]
        ),
        examples: [
            .bad(
                """
                @    IN MX    10 «mail_1.example.net.»
                chat IN NS    «ns_1.example.net.»
                www  IN HTTPS 1 «my_web.example.net.»
                svc  IN HTTPS 1 «alpn=h2»
                who  IN RP    jo_doe.example.net. .
                     IN RP    «jo.my_mail.example.net.» .

                """
            ),
            .bad(
                """
                $TTL 3600
                @  IN SOA ns1.example.net. hostmaster.example.net. 2026112101 7200 3600 1209600 3600
                @  IN NS  ns1.example.net.
                @  IN NS  ns2.example.net.
                10 IN PTR «my_host.example.net.»
                b._dns-sd._udp IN PTR my_net.example.net.

                """,
                continuation: false,
                origin: "2.0.192.in-addr.arpa."
            ),
            .bad(
                """
                $TTL 3600
                @ IN SOA «ns\\@1.example.net.» hostmaster.example.net. 2026112101 7200 3600 1209600 3600
                @ IN NS  ns1.example.net.
                @ IN NS  ns2.example.net.

                """,
                continuation: false
            ),
            .bad(
                """
                $TTL 3600
                @ IN SOA «ns1.@» hostmaster.example.net. 2026112101 7200 3600 1209600 3600
                @ IN NS  ns1.example.net.
                @ IN NS  ns2.example.net.

                """,
                continuation: false
            ),
            .bad("www IN SVCB 1 «_web.example.net.»\n", targets: [.bind]),
            .good(
                """
                @     IN MX    0 .
                www   IN HTTPS 0 _web.example.net.
                alias IN CNAME my_host.example.net.
                list  IN PTR   _ipp._tcp.example.net.

                """,
                targets: [.bind]
            ),
        ]
    )

    /// The fields by type; ``RecordFormat/isMailbox(_:field:)`` says which are mailboxes.
    private static let fields: [(RecordType, [Int])] = [
        (.ns, [0]), (.mx, [1]), (.ptr, [0]), (.soa, [0, 1]), (.afsdb, [1]), (.rt, [1]), (.a6, [2]), (.svcb, [1]),
        (.https, [1]), (.dsync, [3]), (.rp, [0]), (.minfo, [0, 1]),
    ]

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy, zone.zoneClass == .internet, zone.apex != .unknownOrigin else { return }
        for (type, indices) in fields {
            let hasTarget = type == .ns || type == .mx || type == .ptr
            for number in zone.records(ofType: type) {
                let id = Int(number)
                for index in indices {
                    // A relative name also has the labels of the origin.
                    let isHostName =
                        hasTarget
                        ? context.hostNames.contains(zone.records[id].target)
                        : NameFieldText.isHostName(id, field: index, in: zone) == true
                            && context.hostNames.contains(zone.origin(inForceAt: id))
                    if !isHostName, let finding = fault(context, id, index) { findings.report(finding) }
                }
            }
        }
    }

    private static func fault(_ context: ZoneContext, _ id: RecordID, _ index: Int) -> Finding? {
        let zone = context.zone
        let record = zone.records[id]
        guard !record.flags.contains(.genericRDATA), !record.flags.contains(.outOfZone),
            record.type != .ptr || CheckNames.mustPointToHost(record.owner, in: zone)
        else { return nil }
        let rdata = zone.fields(of: id).rdata
        guard index < rdata.count else { return nil }
        let isService = record.type == .svcb || record.type == .https
        if isService, Int(rdata[0].text) == 0 { return nil }
        let field = rdata[index]
        let origin = zone.names.name(zone.origin(inForceAt: id))
        guard let name = Name(field.text, origin: origin),
            let fault = CheckNames.fault(of: name, isMailbox: RecordFormat.isMailbox(record.type, field: index)),
            AddressLiteral(target: field.text) == nil, !isReportedElsewhere(context, id, index, field)
        else { return nil }
        if !context.targets.contains(.bind) {
            if isService, CheckNames.isServiceName(name) { return nil }
            // Z126 reports letters beyond ASCII and shows the A-label.
            if case .octet(0x80...) = fault, field.text.utf8.contains(where: { $0 >= 0x80 }) { return nil }
        }
        // Z260 reports the name of the zone once.
        let isApexWrong = CheckNames.fault(of: zone.apex, in: zone) != nil
        let hasHosts = isApexWrong && zone.records.contains { CheckNames.hasHostOwner($0.type) }
        if hasHosts, !CheckNames.isWrong(name, below: zone.names.name(zone.apex), isOwner: false) { return nil }
        return notHostname(context, id, field, fault)
    }

    /// Whether the name is a wildcard without addresses (Z213), lacks its final dot (Z240), has an `@` (Z205, Z262), or is a placeholder (Z145) or a URL (Z263).
    private static func isReportedElsewhere(
        _ context: ZoneContext,
        _ id: RecordID,
        _ index: Int,
        _ field: RecordFields.Field
    ) -> Bool {
        if context.zone.records[id].type == .ns, context.zone.names.isWildcard(context.zone.records[id].target),
            context.contents.nameServersWithoutAddress.contains(id)
        {
            return true
        }
        if ExportPlaceholder.isPlaceholder(field.text) || URLTarget.target(of: id, in: context.zone) != nil {
            return true
        }
        let isCommon = DottedName.commonTypes.contains(context.zone.records[id].type)
        if isCommon, MistypedTarget.hasComma(id, in: context.zone) { return true }
        if isCommon, AtSignInName.isMistake(field.text, inTargetOf: context.zone.records[id].type) { return true }
        // Z205 reports an `@` in the mailbox of the SOA record, and Z262 in others.
        let type = context.zone.records[id].type
        if type == .soa, index == 1, field.text.contains("@") { return true }
        if RecordFormat.isMailbox(type, field: index), AtSignName(field.text) != nil { return true }
        guard !field.text.hasSuffix(".") else { return false }
        let known = DottedName.Surroundings(isWhole: context.isWholeForTargets, zones: context.zones)
        let readings =
            isCommon
            ? DottedName.reading(ofTarget: id, in: context.zone, known).map { [$0] } ?? []
            : DottedName.readings(of: id, in: context.zone, known)
        return readings.contains { $0.field.span.range == field.span.range }
    }
}

// MARK: - Messages

extension TargetNotHostname {
    private static func notHostname(
        _ context: ZoneContext,
        _ id: RecordID,
        _ field: RecordFields.Field,
        _ fault: HostnameFault
    ) -> Finding {
        let type = context.zone.fields(of: id).type.text.uppercased()
        if ServiceBinding.types.contains(context.zone.records[id].type), ServiceBinding.isParameter(field.text) {
            return lacksTarget(context, id, field, type)
        }
        return Finding(
            info,
            "\(Words.quoted(field.text)) in the \(type) record is not a valid host name",
            at: LabelledSpan(field.span, fault.words),
            why: "BIND refuses to load the zone with its default settings, and some software rejects such names",
            help:
                "rename the host, using only letters, digits and hyphens; or set `check-names primary ignore;` in BIND",
            severity: context.targets.contains(.bind) ? .error : nil,
            subject: context.subject(of: id)
        )
    }

    private static func lacksTarget(
        _ context: ZoneContext, _ id: RecordID, _ field: RecordFields.Field, _ type: String
    ) -> Finding {
        Finding(
            info,
            "the \(type) record has no target before \(Words.quoted(field.text))",
            at: LabelledSpan(field.span, "read as the target"),
            why: "clients connect to a host with this name, which does not exist, and never see the parameter",
            help: "write the host before it, or `.` for the owner itself, as in `1 . alpn=h2`",
            severity: context.targets.contains(.bind) ? .error : nil,
            subject: context.subject(of: id)
        )
    }
}
