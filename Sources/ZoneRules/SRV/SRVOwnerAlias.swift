import DNS
import Diagnostics
import ZoneFile

/// S106: a CNAME at `_matrix-fed._tcp` or `_matrix._tcp`.
enum SRVOwnerAlias: ZoneRule {
    static let info = RuleInfo(
        "S106",
        "srv-owner-alias",
        .info,
        summary: "a Matrix service name is an alias",
        page: RulePage(
            whatItChecks: """
                Reports CNAME records at `_matrix-fed._tcp` and `_matrix._tcp`, and follows them as far as the zone \
                has the answer.
                """,
            whyItMatters: """
                The target of an SRV record must not be an alias, but its owner name may be one, and servers follow \
                it. The Host header and the certificate name remain those of the server name that was looked up. If \
                the alias does not lead to an SRV record, servers silently continue as if there were none.
                """,
            howToFix: """
                No action is needed if the alias leads to the intended SRV records. Otherwise, publish the SRV records \
                at this name.
                """,
            references: ["RFC 1034 §3.6.2", "RFC 2782", "Matrix server-server §2.1"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A     192.0.2.10
                _matrix-fed._tcp IN SRV   10 0 8448 matrix
                _matrix._tcp     IN CNAME «_matrix-fed._tcp»
                _matrix-fed._tcp.chat IN CNAME «_matrix-fed._tcp.example.net.»
                _matrix._tcp.chat IN CNAME «matrix»

                """
            ),
            .good(
                """
                matrix           IN A     192.0.2.10
                _matrix-fed._tcp IN SRV   10 0 8448 matrix
                _25._tcp         IN CNAME _dane
                _dane            IN TXT   "stands in for a TLSA record"
                chat             IN CNAME matrix

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        for number in zone.records(ofType: .cname) {
            let id = Int(number)
            guard context.isMatrix(id) else { continue }
            findings.report(alias(context, id, end(of: id, context)))
        }
    }

    private enum End {
        case srv(NameID)
        case noSRV(NameID)
        case elsewhere(NameID)
        case loop
    }

    private static func end(of alias: RecordID, _ context: ZoneContext) -> End {
        let zone = context.zone
        var name = zone.records[alias].target
        for _ in 0..<16 {
            switch zone.lookup(name, .srv) {
            case .answer: return .srv(name)
            case .alias(let next, _): name = zone.records[next].target
            case .noData, .noName:
                return context.isWhole && zone.isCertain(name, .srv) ? .noSRV(name) : .elsewhere(name)
            case .renamed, .delegated, .outOfZone: return .elsewhere(name)
            }
        }
        return .loop
    }
}

// MARK: - Messages

extension SRVOwnerAlias {
    private static func alias(_ context: ZoneContext, _ id: RecordID, _ end: End) -> Finding {
        let zone = context.zone
        let fields = zone.fields(of: id)
        let label: String
        let help: String
        var why = "servers follow the alias; the Host header and the certificate name remain those of the server name"
        switch end {
        case .srv(let name):
            label = "leads to the SRV records at \(context.quoted(name))"
            help = "no action needed, but the certificate must be valid for the server name, not for the alias"
        case .noSRV(let name):
            label = "\(context.quoted(name)) has no SRV record"
            why = "servers follow the alias, find no SRV record and silently continue as if there were none"
            help = "point the alias at a name with SRV records, or replace it with SRV records"
        case .elsewhere(let name):
            label = "this zone cannot show whether that name has SRV records"
            help = "run `dig \(zone.names.text(name)) SRV` to check that there are SRV records"
        case .loop:
            label = "forms a loop"
            why = "servers find no SRV record and silently continue as if there were none"
            help = "point the alias at a name with SRV records, or replace it with SRV records"
        }
        return Finding(
            info,
            "Matrix service name is an alias",
            at: LabelledSpan(fields.rdata.first?.span ?? fields.type.span, label),
            why: why,
            help: help,
            subject: context.subject(ofSRV: id)
        )
    }
}
