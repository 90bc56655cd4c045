import DNS
import Diagnostics
import ZoneFile

/// Z308: a record type that not every name server supports.
enum NonportableType: ZoneRule {
    static let info = RuleInfo(
        "Z308",
        "nonportable-type",
        .info,
        summary: "a record type that not every name server supports",
        page: RulePage(
            whatItChecks: """
                Reports types that a name server defines for its own zone files: ALIAS, LUA and ANAME. With \
                `--target`, reports each type whose mnemonic a chosen server does not know, such as AMTRELAY or \
                RESINFO for Knot 3.2. If a chosen server refuses the zone, the finding is an error. Without \
                `--target`, it is a note: the server that defines the type loads the zone, and others do not.
                """,
            whyItMatters: "A server refuses to load the whole zone because of one unknown type.",
            howToFix: """
                Write a registered type as `TYPEn \\# length hex` (RFC 3597), which every server reads. Replace ALIAS \
                and LUA, which other servers do not support, with A and AAAA records.
                """,
            references: ["RFC 3597 §5", "RFC 6895 §3.1"]
        ),
        examples: [
            .bad("www IN «ALIAS» www.example.net.\nftp 300 ALIAS www.example.net.\n"),
            .bad("www IN «amtrelay» 10 0 1 192.0.2.10 ; größer\r\n", targets: [.bind, .knot]),
            .bad("www IN «ANAME» www.example.net.\n", targets: [.powerdns]),
            .good("www IN ALIAS www.example.net.\n", targets: [.powerdns]),
            .good("www IN AMTRELAY 10 0 1 192.0.2.10\n"),
            .good("www IN TYPE260 \\# 6 0a01c000020a\n", targets: [.knot]),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        // Z141 reports the aliases of Route 53.
        let aliases = Set(zone.exports.filter { $0.syntax == .cli53Alias }.map(\.owner))
        for type in NameServerCompatibility.candidateTypes {
            var occurrences: [String: (first: RecordFields.Field, owner: NameID, count: Int)] = [:]
            for number in zone.records(ofType: type) {
                let record = zone.records[Int(number)]
                guard !record.flags.contains(.genericRDATA) || !ServerPrivateType.contains(type) else { continue }
                if !aliases.isEmpty, ServerPrivateType.contains(type), aliases.contains(record.owner) { continue }
                let path = zone.sources[Int(record.source)].path
                if occurrences[path] != nil {
                    occurrences[path]?.count += 1
                } else {
                    let field = zone.fields(of: Int(number)).type
                    guard !field.text.uppercased().hasPrefix("TYPE") else { continue }
                    occurrences[path] = (field, record.owner, 1)
                }
            }
            for (_, found) in occurrences.sorted(by: { $0.key < $1.key }) {
                guard let serversWithVerb = serversWithout(found.first.text.uppercased(), type, context) else {
                    continue
                }
                findings.report(unknown(found.first, found.count, serversWithVerb, context, found.owner))
            }
        }
    }

    /// "Knot and NSD do not know", or `nil` if all relevant servers know the type.
    private static func serversWithout(_ mnemonic: String, _ type: RecordType, _ context: ZoneContext) -> String? {
        guard !context.targets.isEmpty else {
            return ServerPrivateType.contains(type) ? "most name servers do not know" : nil
        }
        let servers = Set(context.targets.filter { NameServerCompatibility.unknownTypes($0).contains(mnemonic) })
        return context.targets(among: servers, "does not know", "do not know")
    }
}

// MARK: - Messages

extension NonportableType {
    private static func unknown(
        _ field: RecordFields.Field,
        _ count: Int,
        _ serversWithVerb: String,
        _ context: ZoneContext,
        _ owner: NameID
    ) -> Finding {
        let mnemonic = field.text.uppercased()
        let generic = RecordType(mnemonic: mnemonic).map { "TYPE\($0.rawValue)" } ?? "TYPEn"
        let isPrivate = ServerPrivateType.type(mnemonic: mnemonic) != nil
        return Finding(
            info,
            "\(serversWithVerb) the type `\(mnemonic)`",
            at: LabelledSpan(field.span, "unsupported type" + (count == 1 ? "" : "; \(count) in this file")),
            why: "a name server refuses to load the whole zone because of one unknown type",
            help: isPrivate
                ? "use this type only on the server that defines it, or write A and AAAA records instead"
                : "write it as `\(generic) \\# length hex` (RFC 3597), which every server reads",
            severity: context.targets.isEmpty ? nil : .error,
            subject: context.subject(owner: owner)
        )
    }
}
