import DNS
import Diagnostics
import ZoneFile

/// Z228: a delegation without the address of a name server inside it.
enum MissingGlue: ZoneRule {
    static let info = RuleInfo(
        "Z228",
        "missing-glue",
        .error,
        scope: .targets,
        summary: "a delegation without the address of a name server inside it",
        page: RulePage(
            whatItChecks: """
                Reports NS records of a delegation whose target is at or below the delegated name if the zone has no A \
                or AAAA record for it. A target inside another delegation needs its address only if all servers of the \
                two delegations are inside each other. If a wildcard below the cut covers the target, the finding is a \
                warning: NSD and Knot use it as glue, BIND does not. None of them uses a wildcard above the cut. \
                Nothing is reported if the address may be in a line that could not be read.
                """,
            whyItMatters: """
                To find the server's address, a resolver would have to ask that same server. Without its address \
                beside the delegation (glue), the server cannot be found. If no other server is left, the delegated \
                zone is unreachable. Knot refuses to load the parent zone, and BIND warns.
                """,
            howToFix: """
                Add the server's A and AAAA records beside the NS record, with the same addresses as in the delegated \
                zone.
                """,
            references: ["RFC 1034 §4.2.1", "RFC 1912 §2.3", "RFC 9471 §3"]
        ),
        examples: [
            .bad(
                "chat IN NS «ns.chat»\nchat IN NS ns1.example.net.\nlab IN NS «lab»\nlab IN NS «ns.lab.example.com.»\n"),
            .bad("chat IN NS «ns.lab»\nlab IN NS «ns.chat»\n"),
            .bad("chat IN NS «ns1.chat»\nns1.caht IN A 192.0.2.53\n"),
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
        let hosts = UnusedHosts(context.zone)
        var count = 0
        for (record, target) in context.contents.nameServers {
            guard case .missingGlue(let cut) = target else { continue }
            count += 1
            // If there are many, the cause is not a typo.
            let similar = count <= 20 ? hosts.similar(to: context.zone.records[record].target) : nil
            findings.report(lacksGlue(context, record, cut, similar))
        }
    }
}

// MARK: - Messages

extension MissingGlue {
    /// Whether a wildcard below the cut has an address that some servers use as glue.
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

    /// - Parameter similar: the address record of another name that is probably meant to be that of the server.
    private static func lacksGlue(
        _ context: ZoneContext, _ id: RecordID, _ cut: NameID, _ similar: RecordID?
    ) -> Finding {
        let zone = context.zone
        let (owner, target) = (zone.records[id].owner, zone.records[id].target)
        let name = context.quoted(target)
        let isOwn = cut == owner
        return Finding(
            info,
            "the delegation of \(context.quoted(owner)) has no glue for its name server \(name)",
            at: LabelledSpan(
                context.targetSpan(of: id),
                "inside \(isOwn ? "the delegated zone" : context.quoted(cut)), so its address is needed here"
            ),
            why: isOwn
                ? "to learn the address, a resolver would have to ask that same server; Knot refuses to load the zone"
                : "\(context.quoted(owner)) and \(context.quoted(cut)) can be found only through each other",
            help: similar.map {
                let owner = WrittenOwner(of: $0, in: zone).span
                return
                    "write \(name) as the owner in line \(owner.start.line) if that is its address; otherwise, add an A or "
                    + "AAAA record for it"
            } ?? "add an A or AAAA record for \(name) here, with the same address as in \(context.quoted(cut))",
            related: similar.map { [LabelledSpan(WrittenOwner(of: $0, in: zone).span, "did you mean \(name)?")] } ?? [],
            severity: hasWildcard(target, below: cut, zone) ? .warning : nil,
            subject: context.subject(of: id)
        )
    }
}
