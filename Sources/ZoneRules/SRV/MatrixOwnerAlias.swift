import DNS
import Diagnostics
import ZoneFile

/// S106: a CNAME at `_matrix-fed._tcp` or `_matrix._tcp`.
enum MatrixOwnerAlias: ZoneRule {
    static let info = RuleInfo(
        "S106",
        "srv-owner-alias",
        .info,
        summary: "the name of a Matrix service is an alias",
        page: RulePage(
            whatItChecks: """
                Reports CNAME records at `_matrix-fed._tcp` and `_matrix._tcp`, and says what they lead to as far as \
                the zone tells.
                """,
            whyItMatters: """
                Only the target of an SRV record must not be an alias; the owner may be one, and servers follow it. \
                The Host header and the certificate stay with the server name that was asked for. If the alias leads \
                to no SRV record, servers go on as if there were none, with no message.
                """,
            howToFix: "Nothing, if it leads where it should. Otherwise write the SRV records here.",
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
            case .noData, .noName: return context.isWhole ? .noSRV(name) : .elsewhere(name)
            case .renamed, .delegated, .outOfZone: return .elsewhere(name)
            }
        }
        return .loop
    }
}

// MARK: - Messages

extension MatrixOwnerAlias {
    private static func alias(_ context: ZoneContext, _ id: RecordID, _ end: End) -> Finding {
        let zone = context.zone
        let fields = zone.fields(of: id)
        let label: String
        let help: String
        switch end {
        case .srv(let name):
            label = "leads to the SRV records at \(context.quoted(name))"
            help = "nothing needs to be done; the certificate must still name the server, not this alias"
        case .noSRV(let name):
            label = "\(context.quoted(name)) owns no SRV record"
            help =
                "name the owner of SRV records, or write them here: as it stands, servers go on as if there were "
                + "none"
        case .elsewhere(let name):
            label = "leads out of what this file tells"
            help = "ask `dig \(zone.names.text(name)) SRV` whether there are SRV records"
        case .loop:
            label = "leads in a circle"
            help =
                "name the owner of SRV records, or write them here: as it stands, servers go on as if there were "
                + "none"
        }
        return Finding(
            info,
            "the name of a Matrix service is an alias",
            at: LabelledSpan(fields.rdata.first?.span ?? fields.type.span, label),
            why: "this is allowed and followed; Host header and certificate stay with the name that was asked for",
            help: help,
            subject: context.subject(ofSRV: id)
        )
    }
}
