import DNS
import Diagnostics
import ZoneFile

/// S111: a record of another type at the name of a service, where SRV records are looked up.
enum ServiceRecordOfOtherType: ZoneRule {
    static let info = RuleInfo(
        "S111",
        "service-record-of-other-type",
        .warning,
        fix: .unsafe,
        summary: "the name of a service has the data of an SRV record in another type, or an address",
        page: RulePage(
            whatItChecks: """
                Reports TXT records at names such as `_sip._tcp` whose text is the data of an SRV record: three numbers and a host. \
                Also reports A and AAAA records at `_matrix-fed._tcp` and `_matrix._tcp`.
                """,
            whyItMatters: """
                Clients of a service query its SRV record. They see neither the text nor the address. BIND refuses to load a zone with \
                an address at such a name, unless `check-names` is changed.
                """,
            howToFix: "Write an SRV record with a priority, a weight, a port and the name of the host.",
            references: ["RFC 2782"]
        ),
        examples: [
            .bad(
                """
                host              IN A   192.0.2.10
                _matrix-fed._tcp  IN «TXT» "10 5 8448 host.example.com."
                _matrix._tcp      IN «A» 192.0.2.10

                """
            ),
            .good(
                """
                host              IN A   192.0.2.10
                _matrix-fed._tcp  IN SRV 10 5 8448 host.example.com.
                _http._tcp        IN TXT "path=/ 1 2 3"
                host              IN TXT "10 5 8448 host.example.com."
                a._ipp._tcp       IN TXT "10 5 8448 host"

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy else { return }
        for number in zone.records(ofType: .txt) {
            let id = Int(number)
            guard isService(zone.records[id].owner, zone.names), let data = serviceData(id, zone),
                context.isPublished(id)
            else { continue }
            findings.report(isText(context, id, data))
        }
        for label in ["_matrix-fed", "_matrix"] {
            guard let transport = zone.names.child(of: zone.apex, label: "_tcp"),
                let owner = zone.names.child(of: transport, label: label)
            else { continue }
            for type in [RecordType.a, .aaaa] {
                guard let first = zone.first(at: owner, type: type), context.isPublished(first.record) else { continue }
                findings.report(isAddress(context, first.record))
            }
        }
    }

    /// Whether the name begins with a service and a transport.
    private static func isService(_ owner: NameID, _ names: NameTable) -> Bool {
        names.withLabel(of: owner) { $0.first == UInt8(ascii: "_") }
            && names.isTransport(names.parent(of: owner))
    }

    /// The text, if it is the data of an SRV record.
    private static func serviceData(_ id: RecordID, _ zone: Zone) -> String? {
        let text = TextValue(of: id, in: zone).text
        let words = text.split(separator: " ")
        let isNumber = { (word: Substring) in word.utf8.allSatisfy { $0 &- 0x30 < 10 } && UInt16(word) != nil }
        let top = words.last?.split(separator: ".").last ?? ""
        guard words.count == 4, words.prefix(3).allSatisfy(isNumber), top.contains(where: \.isLetter),
            words[3].contains("."),
            words[3].utf8.allSatisfy({ asciiLowercased($0) &- 0x61 < 26 || $0 &- 0x30 < 10 || "-._".utf8.contains($0) })
        else { return nil }
        return words.joined(separator: " ")
    }
}

// MARK: - Messages

extension ServiceRecordOfOtherType {
    private static func isText(_ context: ZoneContext, _ id: RecordID, _ data: String) -> Finding {
        let fields = context.zone.fields(of: id)
        let isWritten = fields.rdata.count == 1 && !context.zone.records[id].flags.contains(.genericRDATA)
        return Finding(
            info,
            "the TXT record has the data of an SRV record",
            at: LabelledSpan(fields.type.span, "expected `SRV`"),
            why: "clients query the SRV record of the service, and do not see this text",
            help: "write \(Words.exact("SRV \(data)"))",
            fixes: isWritten
                ? [
                    Fix(
                        "write an SRV record", .unsafe,
                        [Edit(replace: fields.type.span, with: "SRV"), Edit(replace: fields.rdata[0].span, with: data)])
                ] : [],
            subject: context.subject(of: id)
        )
    }

    private static func isAddress(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let zone = context.zone
        return Finding(
            info,
            "an address is at the name of a service",
            at: LabelledSpan(zone.fields(of: id).type.span, "expected `SRV`"),
            why:
                "Matrix servers query an SRV record there, and not an address; BIND refuses to load the zone by default",
            help: "give the address to a host, and write an SRV record with that host, such as `SRV 10 0 8448 matrix`",
            subject: context.subject(of: id)
        )
    }
}
