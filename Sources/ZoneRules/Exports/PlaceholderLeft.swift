import DNS
import Diagnostics
import ZoneFile

/// Z145: a placeholder of an export that was not replaced.
enum PlaceholderLeft: ZoneRule {
    static let info = RuleInfo(
        "Z145",
        "placeholder-not-replaced",
        .error,
        summary: "a placeholder of an export was not replaced",
        page: RulePage(
            whatItChecks: """
                Reports NS records whose target is `REPLACE&ME$WITH^YOUR@NAMESERVER.`, which older exports of \
                Cloudflare have in place of the name servers.
                """,
            whyItMatters: """
                The name does not exist. Where no other NS record names a working server, nobody can resolve the names \
                of the zone.
                """,
            howToFix: "Write an NS record for each name server that will serve the zone, and remove this record.",
            references: ["RFC 1035 §3.3.11"]
        ),
        examples: [
            .bad("@ IN NS «REPLACE&ME$WITH^YOUR@NAMESERVER.»\n"),
            .bad("sub IN NS «REPACE&ME$WITH^YOUR@NAMESERVER.»\n"),
            .good("www IN A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for number in context.zone.records(ofType: .ns) {
            let id = Int(number)
            // A label with these characters is rare, so that the text is read again for few records only.
            guard isUnusual(context.zone.records[id].target, context.zone),
                let field = context.zone.fields(of: id).rdata.first, ExportPlaceholder.isPlaceholder(field.text)
            else { continue }
            findings.report(notReplaced(context, id, field.span))
        }
    }

    private static func isUnusual(_ name: NameID, _ zone: Zone) -> Bool {
        zone.names.withLabel(of: name) { $0.contains(UInt8(ascii: "&")) }
    }
}

// MARK: - Messages

extension PlaceholderLeft {
    private static func notReplaced(_ context: ZoneContext, _ id: RecordID, _ span: SourceSpan) -> Finding {
        Finding(
            info,
            "the placeholder for a name server was not replaced",
            at: LabelledSpan(span, "written by an export of Cloudflare"),
            why: "this name server does not exist, so the record leads resolvers nowhere",
            help: "write the names of the servers that will serve the zone, each in an NS record of its own",
            subject: context.subject(of: id)
        )
    }
}
