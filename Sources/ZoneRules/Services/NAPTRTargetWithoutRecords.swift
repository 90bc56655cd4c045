import DNS
import Diagnostics
import ZoneFile

/// Z252: a NAPTR record whose replacement has no records of the type that its flag announces.
enum NAPTRTargetWithoutRecords: ZoneRule {
    static let info = RuleInfo(
        "Z252",
        "naptr-target-without-records",
        .warning,
        fix: .unsafe,
        scope: .targets,
        summary: "the replacement of a NAPTR record has no records of the type that its flag announces",
        page: RulePage(
            whatItChecks: """
                Reports NAPTR records whose replacement is in this zone and has no SRV record, with the flag `s`, or no A or AAAA \
                record, with the flag `a`. Nothing is reported if such a record may be in a line that could not be read.
                """,
            whyItMatters: """
                The flag tells clients what to look up next. They do not find it, and do not use the record.
                """,
            howToFix: """
                Write the flag for the records that the replacement has: `s` for SRV, `a` for A and AAAA. Otherwise correct the \
                replacement, or add its records.
                """,
            references: ["RFC 3404 §4.3", "RFC 3263 §4.1", "RFC 3958 §2.2.2"]
        ),
        examples: [
            .bad(
                """
                @ IN NAPTR 10 10 "s" "SIP+D2U" "" «sip.example.com.»
                sip IN A 192.0.2.10
                chat IN NAPTR 10 10 "A" "x-eap:radius.tls" "" «_sip._udp.chat.example.com.»
                _sip._udp.chat IN SRV 10 5 5060 sip
                tel IN NAPTR 10 10 "s" "SIP+D2T" "" «_sip._tcp.tel.example.com.»

                """
            ),
            .good(
                """
                @ IN NAPTR 10 10 "s" "SIP+D2U" "" _sip._udp.example.com.
                _sip._udp IN SRV 10 5 5060 sip
                sip IN AAAA 2001:db8::10
                chat IN NAPTR 10 10 "a" "x-eap:radius.tls" "" sip.example.com.
                tel IN NAPTR 10 10 "s" "SIP+D2T" "" _sip._tcp.example.net.

                """
            ),
        ]
    )

    /// What the flag of a record announces.
    private enum Announced: String {
        case services = "SRV"
        case addresses = "A or AAAA"

        var types: [RecordType] { self == .services ? [.srv] : [.a, .aaaa] }
    }

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard context.kind != .responsePolicy, let type = RecordType(mnemonic: "NAPTR") else { return }
        let reader = RDATAReader(context.zone)
        for number in context.zone.records(ofType: type) {
            let id = Int(number)
            guard let (announced, name) = announcement(in: reader.rdata(of: id) ?? []), context.isPublished(id),
                let state = missing(name, announced, context), state.isOther || !mayLackDot(id, in: context.zone)
            else { continue }
            findings.report(hasNone(context, id, name, announced, state))
        }
    }

    /// What a record without a regular expression announces at its replacement.
    private static func announcement(in rdata: [UInt8]) -> (Announced, Name)? {
        guard let data = NAPTRData(rdata), data.expression.isEmpty, !data.replacement.isRoot else { return nil }
        return switch data.flags {
        case "s": (.services, data.replacement)
        case "a": (.addresses, data.replacement)
        default: nil
        }
    }

    private enum State {
        case noName
        case noRecord
        /// The name has the records of the other flag.
        case other(Announced)

        /// Whether the name has other records, so that it is as it was meant.
        var isOther: Bool { if case .other = self { true } else { false } }
    }

    private static func missing(_ name: Name, _ announced: Announced, _ context: ZoneContext) -> State? {
        let zone = context.zone
        let types = Announced.services.types + Announced.addresses.types
        guard context.isWholeForTargets, types.allSatisfy({ zone.isCertain(name, $0) }) else { return nil }
        switch zone.lookup(name, announced.types[0]) {
        case .noName: return .noName
        case .noData(let wildcard):
            guard let node = wildcard ?? zone.names.find(name), !zone.hasServerPrivateType(at: node),
                !announced.types.contains(where: { zone.has($0, at: node) })
            else { return nil }
            let other = announced == .services ? Announced.addresses : .services
            return other.types.contains { zone.has($0, at: node) } ? .other(other) : .noRecord
        default: return nil
        }
    }

    /// Whether the replacement has several labels and no final dot, so that it may have been completed by mistake.
    private static func mayLackDot(_ id: RecordID, in zone: Zone) -> Bool {
        let text = zone.fields(of: id).rdata.last?.text ?? ""
        // `_sip._udp` is in front of a domain.
        let isService = text.split(separator: ".").allSatisfy { $0.hasPrefix("_") }
        return text.contains(".") && !text.hasSuffix(".") && !isService
    }
}

// MARK: - Messages

extension NAPTRTargetWithoutRecords {
    private static func fix(_ state: State, _ flag: SourceSpan) -> [Fix] {
        guard case .other(let other) = state, ["\"a\"", "\"s\"", "a", "s"].contains(flag.text.lowercased()) else {
            return []
        }
        let right = other == .services ? "s" : "a"
        let text = flag.text.first == "\"" ? "\"\(right)\"" : right
        return [Fix("write the flag `\(right)`", .unsafe, [Edit(replace: flag, with: text)])]
    }

    private static func hasNone(
        _ context: ZoneContext, _ id: RecordID, _ name: Name, _ announced: Announced, _ state: State
    ) -> Finding {
        let flag = announced == .services ? "s" : "a"
        let verb = if case .noName = state { "does not exist" } else { "has no \(announced.rawValue) record" }
        let help: String =
            switch state {
            case .other(let other):
                "write the flag `\(other == .services ? "s" : "a")`, for the \(other.rawValue) records of `\(name)`, or a name that has \(announced.rawValue) records"
            case .noName, .noRecord:
                "give `\(name)` an \(announced.rawValue) record, or write a name that has one"
            }
        return Finding(
            info,
            "the NAPTR replacement `\(name)` \(verb)",
            at: LabelledSpan(
                context.dataField(5, of: id),
                "the flag `\(flag)` announces \(announced.rawValue) records at this name"),
            why: "clients look up what the flag announces, do not find it, and do not use the record",
            help: help,
            fixes: fix(state, context.dataField(2, of: id)),
            subject: context.subject(of: id)
        )
    }
}
