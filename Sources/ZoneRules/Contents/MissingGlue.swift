import DNS
import Diagnostics
import ZoneFile

/// Z228: a delegation that lacks the address of a name server inside it.
enum MissingGlue: ZoneRule {
    static let info = RuleInfo(
        "Z228",
        "missing-glue",
        .error,
        scope: .targets,
        summary: "a delegation lacks the address of a name server inside it",
        page: RulePage(
            whatItChecks: """
                Reports NS records of a delegation whose target is at or below the delegated name while the zone has no \
                A or AAAA record for it. A target inside another delegation needs its address only where the two have \
                all their servers in each other. A wildcard below the cut is a warning: NSD and Knot make glue of it, BIND does \
                not. One above the cut helps with none of them. Nothing is said in a zone that is not whole.
                """,
            whyItMatters: """
                To find the server's address a resolver would have to ask that very server. Without the address beside \
                the delegation (glue) the server cannot be found; if no other server is left, neither can the zone. Knot \
                refuses it, BIND warns.
                """,
            howToFix: "Repeat the server's A and AAAA records, as the delegated zone has them, beside the NS record.",
            references: ["RFC 1034 §4.2.1", "RFC 1912 §2.3", "RFC 9471 §3"]
        ),
        examples: [
            .bad(
                "chat IN NS «ns.chat»\nchat IN NS ns1.example.net.\nlab IN NS «lab»\nlab IN NS «ns.lab.example.com.»\n"),
            .bad("chat IN NS «ns.lab»\nlab IN NS «ns.chat»\n"),
            .bad("chat IN NS «ns.chat»\nchat IN NS ns1.example.net.\n* IN A 192.0.2.1\n"),
            .good(
                """
                chat     IN NS   ns.chat
                ns.chat  IN AAAA 2001:db8::53
                lab      IN NS   ns2.chat
                lab      IN NS   ns.chat

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, target) in context.contents.nameServers {
            guard case .missingGlue(let cut) = target else { continue }
            findings.report(lacksGlue(context, record, cut))
        }
    }
}

// MARK: - Messages

extension MissingGlue {
    /// Whether some servers would make the address from a wildcard that stands below the cut.
    private static func hasWildcard(_ target: NameID, below cut: NameID, _ zone: Zone) -> Bool {
        var encloser = target
        while encloser != cut {
            encloser = zone.names.parent(of: encloser)
            if let wildcard = zone.names.child(of: encloser, label: "*") {
                return zone.has(.a, at: wildcard) || zone.has(.aaaa, at: wildcard)
            }
        }
        return false
    }

    private static func lacksGlue(_ context: ZoneContext, _ id: RecordID, _ cut: NameID) -> Finding {
        let zone = context.zone
        let (owner, target) = (zone.records[id].owner, zone.records[id].target)
        let name = context.quoted(target)
        let isOwn = cut == owner
        return Finding(
            info,
            "the delegation of \(context.quoted(owner)) lacks the address of its name server \(name)",
            at: LabelledSpan(
                context.targetSpan(of: id),
                isOwn ? "inside the delegated zone, without glue" : "inside \(context.quoted(cut)), without glue"
            ),
            why: isOwn
                ? "to learn the address, a resolver would have to ask that server; Knot refuses the zone"
                : "\(context.quoted(owner)) and \(context.quoted(cut)) are to be found only through each other",
            help: "add an A or AAAA record for \(name) here, the same as in \(context.quoted(cut))",
            severity: hasWildcard(target, below: cut, zone) ? .warning : nil,
            subject: context.subject(of: id)
        )
    }
}
