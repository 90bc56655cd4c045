import DNS
import Diagnostics
import ZoneFile

/// Z145: a placeholder of an export or a template that was not replaced.
enum PlaceholderLeft: ZoneRule {
    static let info = RuleInfo(
        "Z145",
        "placeholder-not-replaced",
        .error,
        summary: "a placeholder of an export or a template was not replaced",
        page: RulePage(
            whatItChecks: """
                Reports NS records whose target is `REPLACE&ME$WITH^YOUR@NAMESERVER.`, which older exports of \
                Cloudflare have in place of the name servers, and SRV records at `_service._proto`, which is the form of \
                their owners in documentation.
                """,
            whyItMatters: """
                The name server does not exist. Where no other NS record names a working server, nobody can resolve the \
                names of the zone. No client queries `_service._proto`.
                """,
            howToFix: """
                Write an NS record for each name server that will serve the zone, and remove this record. Replace \
                `_service` and `_proto` by a service and a transport, such as `_sip._tcp`, or remove the SRV record.
                """,
            references: ["RFC 1035 §3.3.11", "RFC 2782"]
        ),
        examples: [
            .bad("@ IN NS «REPLACE&ME$WITH^YOUR@NAMESERVER.»\n"),
            .bad("sub IN NS «REPACE&ME$WITH^YOUR@NAMESERVER.»\n"),
            .bad("«_service._proto» IN SRV 0 0 1 sip.example.net.\n_Service._Protocol.www IN A 192.0.2.10\n"),
            .good("www IN A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for number in context.zone.records(ofType: .ns) {
            let id = Int(number)
            // It is not a host name, so that the text is read again for few records only.
            guard !context.hostNames.contains(context.zone.records[id].target),
                let field = context.zone.fields(of: id).rdata.first, ExportPlaceholder.isPlaceholder(field.text)
            else { continue }
            findings.report(notReplaced(context, id, field.span))
        }
        var reported: Set<NameID> = []
        for number in context.zone.records(ofType: .srv) {
            let owner = context.zone.records[Int(number)].owner
            guard hasPlaceholders(owner, context.zone.names), reported.insert(owner).inserted else { continue }
            findings.report(isTemplate(context, Int(number)))
        }
    }

    /// Whether the owner is `_service._proto`, in front of any name.
    private static func hasPlaceholders(_ owner: NameID, _ names: NameTable) -> Bool {
        names.withLabel(of: owner) { $0.foldedEquals("_service") }
            && names.withLabel(of: names.parent(of: owner)) {
                $0.foldedEquals("_proto") || $0.foldedEquals("_protocol") || $0.foldedEquals("_transport")
            }
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

    private static func isTemplate(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let owner = WrittenOwner(of: id, in: context.zone)
        return Finding(
            info,
            "the placeholders for the service and the transport were not replaced",
            at: LabelledSpan(owner.span(of: 0...1), "a placeholder"),
            why: "clients query a service such as `_sip._tcp`, so they never find this record",
            help: "write the service and the transport, such as `_sip._tcp`, or remove the record",
            subject: context.subject(of: id)
        )
    }
}
