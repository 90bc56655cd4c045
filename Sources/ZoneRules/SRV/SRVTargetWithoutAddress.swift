import DNS
import Diagnostics
import ZoneFile

/// S302: the zone itself says that the target has no address.
enum SRVTargetWithoutAddress: ZoneRule {
    static let info = RuleInfo(
        "S302",
        "srv-target-without-address",
        .error,
        scope: .targets,
        summary: "the target of an SRV record has no address in this zone",
        page: RulePage(
            whatItChecks: """
                Looks up every SRV target that this zone is authoritative for, and reports those with neither an A \
                nor an AAAA record. Wildcards, DNAME records and delegations are honoured. Silent when part of the \
                zone could not be read, and at names whose addresses the server makes up itself (ALIAS, LUA).
                """,
            whyItMatters: """
                Clients find the record, ask for the address of its target and learn that there is none. Most fail \
                then; a few Matrix servers dial the server name itself on the port of the record.
                """,
            howToFix:
                "Give the target an A or AAAA record, or name a host that has one. Look for a slip of the finger.",
            references: ["RFC 2782", "RFC 4592", "Matrix server-server §2.1"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                info             IN TXT "no address here"
                _matrix-fed._tcp IN SRV 10 0 8448 «matirx»
                _matrix._tcp     IN SRV 10 0 8448 «info»
                _imap._tcp       IN SRV 10 0 143 «mail.example.net»

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
            // Who has many of them has no slip of the finger but another trouble.
            let candidates = count <= 20 ? hosts[ObjectIdentifier(zone)] ?? hostNames(zone) : []
            hosts[ObjectIdentifier(zone)] = candidates
            findings.report(noAddress(context, record, exists: exists, zone, candidates))
        }
    }

    /// The names that have addresses, to find the one that was meant. None in a zone where that would take long.
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
            ? "servers find the record and no address to connect to; most give up, a few dial the server name itself on "
                + "the port of the record"
            : "clients find the record and no address to connect to"
        return Finding(
            info,
            exists ? "SRV target has no address" : "SRV target does not exist",
            at: LabelledSpan(
                fields.target,
                exists ? "\(name) owns no A or AAAA record" : "there is no name \(name) in \(place)"
            ),
            why: why,
            help: help(context, id, fields, hosts),
            subject: context.subject(ofSRV: id)
        )
    }

    private static func help(_ context: ZoneContext, _ id: RecordID, _ fields: SRVFields, _ hosts: [String]) -> String {
        let target = context.zone.records[id].target
        if let text = fields.targetText, isForeign(text) {
            return "if `\(text)` is meant in full, end it with a dot: without one the origin comes after it"
        }
        let text = context.zone.names.text(target)
        // Only what differs counts: the names of a zone all end alike.
        let ending = context.zone.origin.map { ".\($0)" } ?? ""
        let slip = text.hasSuffix(ending) ? String(text.dropLast(ending.count)) : ""
        let near = Spelling.nearest(
            to: slip,
            among: hosts.lazy.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
        )
        if !slip.isEmpty, !hosts.contains(text), let near {
            return "did you mean `\(near)\(ending)`? Otherwise give \(context.quoted(target)) an A or AAAA record"
        }
        return "give \(context.quoted(target)) an A or AAAA record, or name a host that has one"
    }

    /// Whether a relative target looks like the whole name of a host elsewhere.
    private static func isForeign(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, let top = labels.last else { return false }
        return top.utf8.count > 1 && top.utf8.allSatisfy { asciiLowercased($0) &- 0x61 < 26 }
    }
}
