import DNS
import Diagnostics
import ZoneFile

/// S112: an SRV owner with a label that differs by a typing error from the one that clients look up.
enum SRVLabelMisspelt: ZoneRule {
    static let info = RuleInfo(
        "S112",
        "srv-label-misspelt",
        .warning,
        fix: .unsafe,
        summary: "a label of an SRV owner is misspelt",
        page: RulePage(
            whatItChecks: """
                Reports owners of SRV records in which one label is nearly that of a service in common use: with `_` or nothing in \
                place of `-`, or with one other letter beside the port of that service. Also reports a transport such as `_tpc` \
                behind a known service, and `_msdc` or `_dc._msdcs` in the names of domain controllers.
                """,
            whyItMatters: "Clients look up the exact name, and never find records at another one.",
            howToFix: "Write the label that the message gives.",
            references: ["RFC 2782", "RFC 6335 §5.1", "RFC 6120 §3.2.1"]
        ),
        examples: [
            .bad(
                """
                host                        IN A   192.0.2.10
                «_xmpp_server»._tcp           IN SRV 5 0 5269 host
                «_xmppclient»._tcp            IN SRV 5 0 5222 host
                «_submision»._tcp             IN SRV 0 1 587  host
                _kerberos.«_tpc»              IN SRV 0 1 88   host
                _ldap._tcp.dc.«_msdc»         IN SRV 0 1 389  host
                _kerberos._tcp.«_dc»._msdcs   IN SRV 0 1 88   host

                """
            ),
            .good(
                """
                host                     IN A   192.0.2.10
                _xmpp-server._tcp        IN SRV 5 0 5269 host
                _submit._tcp             IN SRV 0 1 587  host
                _imap4._tcp              IN SRV 0 1 143  host
                _submision._tcp.shop     IN SRV 0 1 4000 host
                _kerberos-master._tcp    IN SRV 0 1 88   host
                _ldap._tcp.site._sites.dc._msdcs IN SRV 0 1 389 host
                _ldap._tcp.pdc._msdcs    IN SRV 0 1 389  host

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (id, label) in context.srv.misspelt { findings.report(isMisspelt(context, id, label)) }
    }
}

// MARK: - Messages

extension SRVLabelMisspelt {
    private static func isMisspelt(_ context: ZoneContext, _ id: RecordID, _ label: MisspeltSRVLabel) -> Finding {
        let zone = context.zone
        let edits = WrittenOwner.edits(
            of: zone.records[id].owner, in: zone, labels: label.index...label.index, to: label.right)
        return Finding(
            info,
            "\(Words.quoted(label.written)) is not \(Words.quoted(label.right))",
            at: LabelledSpan(
                WrittenOwner(of: id, in: zone).span(of: label.index), "expected \(Words.quoted(label.right))"),
            why: "clients look up exactly \(Words.quoted(label.right)), so they never find this record",
            help: "write \(Words.exact(label.right))",
            fixes: edits.isEmpty ? [] : [Fix("write \(Words.exact(label.right))", .unsafe, edits)],
            subject: context.subject(ofSRV: id)
        )
    }
}
