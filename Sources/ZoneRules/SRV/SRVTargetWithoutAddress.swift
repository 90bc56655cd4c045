import DNS
import Diagnostics
import ZoneFile

/// S302: a target for which the zone has no address.
enum SRVTargetWithoutAddress: ZoneRule {
    static let info = RuleInfo(
        "S302",
        "srv-target-without-address",
        .error,
        scope: .targets,
        stopsPeers: true,
        summary: "the target of an SRV record has no address in this zone",
        page: RulePage(
            whatItChecks: """
                Looks up every SRV target for which this zone is authoritative, and reports those with neither an A \
                nor an AAAA record. Wildcards, DNAME records and delegations are taken into account. Nothing is \
                reported if the address may be in a part that could not be read, or at names whose addresses the server \
                computes (ALIAS, LUA).
                """,
            whyItMatters: """
                Clients find the record, query the address of its target and find none. Most then fail; a few Matrix \
                servers connect to the server name itself on the port of the record.
                """,
            howToFix:
                "Give the target an A or AAAA record, or write a host that has one. Check the spelling of the target.",
            references: ["RFC 2782", "RFC 4592", "Matrix server-server §2.1"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                info             IN TXT "no address here"
                _matrix-fed._tcp IN SRV 10 0 8448 «matirx»
                _matrix._tcp     IN SRV 10 0 8448 «info»
                _imap._tcp       IN SRV 10 0 143 «mail.example.lan»

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                *.pool           IN A   192.0.2.11
                _matrix-fed._tcp IN SRV 10 0 8448 matrix
                _xmpp._tcp       IN SRV 10 0 5222 one.pool
                _sip._tcp        IN SRV 10 0 5060 sip.example.net.

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        var hosts: [ObjectIdentifier: [String]] = [:]
        var count = 0
        for (record, target) in context.srv.targets {
            guard case .noAddress(let exists, let zone) = target else { continue }
            count += 1
            // If there are many, the cause is not a typo.
            let candidates = count <= 20 ? hosts[ObjectIdentifier(zone)] ?? hostNames(zone) : []
            hosts[ObjectIdentifier(zone)] = candidates
            findings.report(noAddress(context, record, exists: exists, zone, candidates))
        }
    }

    /// The names with addresses, as candidates for the intended one. Empty for a zone where the search would take too long.
    private static func hostNames(_ zone: Zone) -> [String] {
        guard zone.records.count <= 5_000 else { return [] }
        var hosts: [String] = []
        for record in zone.records where record.type == .a || record.type == .aaaa {
            guard zone.isInZone(record.owner), !zone.names.isWildcard(record.owner) else { continue }
            let name = zone.names.text(record.owner)
            if hosts.last != name { hosts.append(name) }
        }
        return hosts
    }
}

// MARK: - Messages

extension SRVTargetWithoutAddress {
    private static func noAddress(
        _ context: ZoneContext,
        _ id: RecordID,
        exists: Bool,
        _ other: Zone,
        _ hosts: [String]
    ) -> Finding {
        let zone = context.zone
        let target = zone.records[id].target
        let fields = SRVFields(of: id, in: zone)
        let name = context.quoted(target)
        let place = other === zone ? "this zone" : "the zone `\(other.origin ?? other.sources[0].path)`"
        let why =
            context.isMatrix(id)
            ? "servers find the record but no address; most give up, a few connect to the server name itself on the port "
                + "of the record"
            : "clients find the record but no address to connect to"
        return Finding(
            info,
            exists ? "SRV target has no address" : "SRV target does not exist",
            at: LabelledSpan(
                fields.target,
                exists ? "\(name) has no A or AAAA record" : "\(name) does not exist in \(place)"
            ),
            why: why,
            help: help(context, id, fields, hosts),
            related: context.wildcardNotApplied(to: target, in: other),
            subject: context.subject(ofSRV: id)
        )
    }

    private static func help(_ context: ZoneContext, _ id: RecordID, _ fields: SRVFields, _ hosts: [String]) -> String {
        let target = context.zone.records[id].target
        if let text = fields.targetText, isForeign(text) {
            return "if `\(text)` is a full name, write `\(text).`: without the final dot, the origin is appended"
        }
        let text = context.zone.names.text(target)
        // Compares only the part before the origin, which all names of the zone have in common.
        let once = text.dropLast(context.zone.origin?.count ?? 0)
        if hosts.contains(String(once)) {
            return "write `\(once)`: the target has the origin \(context.quoted(context.zone.apex)) twice"
        }
        let ending = context.zone.origin.map { ".\($0)" } ?? ""
        let local = text.hasSuffix(ending) ? String(text.dropLast(ending.count)) : ""
        let near = Spelling.nearest(
            to: local,
            among: hosts.lazy.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
        )
        if !local.isEmpty, !hosts.contains(text), let near {
            return "did you mean `\(near)\(ending)`? Otherwise, give \(context.quoted(target)) an A or AAAA record"
        }
        return "give \(context.quoted(target)) an A or AAAA record, or write a host that has one"
    }

    /// Whether a relative target looks like the full name of a host outside the zone.
    private static func isForeign(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, let top = labels.last else { return false }
        return top.utf8.count > 1 && top.utf8.allSatisfy { asciiLowercased($0) &- 0x61 < 26 }
    }
}
