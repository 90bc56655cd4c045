import DNS
import Diagnostics
import Federation
import ZoneFile
import ZoneRules

/// M201: SRV records only at the deprecated name.
enum SRVLegacyOnly: ServerRule {
    static let info = RuleInfo(
        "M201",
        "srv-legacy-only",
        .info,
        fix: .unsafe,
        summary: "`_matrix._tcp` without `_matrix-fed._tcp`",
        page: RulePage(
            whatItChecks: "Reports names that have SRV records at `_matrix._tcp` and none at `_matrix-fed._tcp`.",
            whyItMatters: """
                `_matrix._tcp` was never registered with IANA. Version 1.8 of the specification replaced it with \
                `_matrix-fed._tcp`, and the old name may be removed. tuwunel 1.0 to 1.4 queried only the new name.
                """,
            howToFix: """
                Publish the same record at `_matrix-fed._tcp` as well, and keep the old one for software that queries \
                only that name.
                """,
            references: ["Matrix server-server, Resolving server names", "MSC4040"]
        ),
        examples: [
            .bad(
                """
                synapse          IN A   192.0.2.10
                «_matrix._tcp»     IN SRV 10 5 443 synapse

                """
            ),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"dns": [
                          {"name": "_matrix._tcp.example.com.", "type": "SRV", "status": "NOERROR",
                           "records": ["_matrix._tcp.example.com. 3600 IN SRV 10 5 8448 synapse.example.com."]},
                          {"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "NXDOMAIN"}
                        ]}
                        """)),
            .good(
                """
                synapse          IN A   192.0.2.10
                _matrix-fed._tcp IN CNAME synapse
                _matrix._tcp     IN SRV 10 5 8448 synapse

                """
            ),
            .good(
                """
                synapse          IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 synapse
                _matrix._tcp     IN SRV 10 5 8448 synapse

                """
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let host = context.serviceHost, let old = context.services(.legacy, at: host),
            let new = context.services(.federation, at: host), !old.records.isEmpty
        else { return }
        switch new.state {
        case .noName, .noData:
            if !hasAlias(at: host, beside: old.records, context) { findings.report(legacyOnly(context, old.records)) }
        case .records, .failed, .notCollected: return
        }
    }
}

// MARK: - Messages

extension SRVLegacyOnly {
    /// Whether the new name is an alias in the zone. S106 reports that it leads to no SRV records, and no others can be
    /// beside it.
    private static func hasAlias(at host: String, beside records: [AnswerRecord], _ context: ServerContext) -> Bool {
        guard let zone = records.first.flatMap({ context.location(of: $0) })?.zone,
            let owner = Name(host).flatMap({ MatrixService.federation.owner(at: $0) }).flatMap({ zone.names.find($0) })
        else { return false }
        return !zone.records(at: owner, type: .cname).isEmpty
    }

    private static func legacyOnly(
        _ context: ServerContext,
        _ records: [AnswerRecord]
    ) -> Finding {
        let place = records.first.flatMap { context.location(of: $0) }
        return Finding(
            info,
            "only the deprecated `_matrix._tcp` has SRV records",
            at: place.map {
                LabelledSpan(WrittenOwner(of: $0.record, in: $0.zone).span, "`_matrix-fed._tcp` is missing")
            },
            why: "it has been deprecated since version 1.8 of the specification, and software may stop querying it",
            help: help(context, records),
            // A second record at the wrong name would not help.
            fixes: !context.isBelowGivenName ? place.map { fix(context, records, $0) } ?? [] : [],
            subject: place.map { context.subject(in: $0) } ?? context.subject,
            source: place == nil ? context.source(of: records) : nil
        )
    }

    private static func help(_ context: ServerContext, _ records: [AnswerRecord]) -> String {
        let help = "publish the same \(records.count == 1 ? "record" : "records") at `_matrix-fed._tcp` as well"
        guard let intended = context.intendedServerName, let host = context.delegatingHost else { return help }
        return "if `\(host)` is a server name, \(help); for the server name `\(intended)`, it belongs at "
            + "`_matrix-fed._tcp.\(intended)`"
    }

    /// Copies the records to the new name, before the first of them. A line that inherits its owner from the line above
    /// it must keep it.
    private static func fix(
        _ context: ServerContext,
        _ records: [AnswerRecord],
        _ place: ZoneEvidence.RecordLocation
    ) -> [Fix] {
        let zone = place.zone
        let places = records.compactMap { context.location(of: $0) }
        guard places.count == records.count, places.allSatisfy({ $0.zone === zone }),
            let first = places.map(\.record).min(), !zone.records[first].flags.contains(.inheritsOwner)
        else { return [] }
        let written = WrittenOwner(of: first, in: zone)
        guard written.labels.count >= 2, let label = written.labels.first else { return [] }
        let source = written.span.source
        let rest = source.text(in: label.range.upperBound..<written.span.range.upperBound)
        let lines = places.map { place in
            let record = zone.records[place.record]
            let ttl = record.flags.contains(.hasTTL) ? " \(record.ttl)" : ""
            let target = zone.text(record.target, writtenIn: first)
            return "_matrix-fed\(rest)\(ttl) IN SRV \(record.priority) \(record.weight) \(record.port) \(target)\n"
        }
        let start = zone.lines(of: first).range.lowerBound
        let edit = Edit(replace: SourceSpan(source, start..<start), with: lines.joined())
        return [Fix("publish the records at `_matrix-fed._tcp` as well", .unsafe, [edit])]
    }
}
