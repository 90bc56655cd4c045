import DNS
import Diagnostics
import ZoneFile

/// Z232: a record whose owner is not in the zone.
enum OutOfZone: ZoneRule {
    static let info = RuleInfo(
        "Z232",
        "out-of-zone",
        .error,
        fix: .unsafe,
        summary: "the owner of a record is not in the zone",
        page: RulePage(
            whatItChecks: """
                Reports owners that are neither the zone apex nor below it, once for each name, or for the `$ORIGIN` of relative names. A second zone in the file, with \
                an SOA record of its own, is Z202. If the SOA record \
                itself is outside, the file contains another zone than expected, and that is reported once. A zone \
                whose name is only guessed, and part of a zone (a file without an SOA record) whose zone is not given, \
                are not checked.
                """,
            whyItMatters: """
                BIND and Knot drop such records, with a warning in the log; NSD refuses to load the zone. The usual \
                cause is an extra final dot: `www.` is the top-level domain `www`.
                """,
            howToFix: """
                Write the name relative to the zone (`www`) or in full (`www.example.com.`), or move the record to the \
                zone it belongs to.
                """,
            references: ["RFC 1035 §5.1", "RFC 2181 §6"]
        ),
        examples: [
            .bad("«www.» IN A 192.0.2.10\n     IN AAAA 2001:db8::10\n"),
            .bad("«ns1.example.net.» IN A 192.0.2.53\nwww IN A 192.0.2.10\n"),
            .bad("«_matrix-fed._tcp.» IN SRV 10 5 8448 matrix.example.net.\n"),
            .bad(
                """
                $TTL 3600
                «example.org.» IN SOA ns1.example.net. hostmaster.example.org. 1 7200 3600 1209600 3600
                example.org. IN NS ns1.example.net.
                example.org. IN NS ns2.example.net.
                www.example.org. IN A 192.0.2.10

                """,
                continuation: false
            ),
            .bad("$ORIGIN example.org.\n«@» IN TXT \"a\"\nwww IN A 192.0.2.10\nmail IN A 192.0.2.25\n"),
            .bad("«www,example.com.» IN A 192.0.2.10\n"),
            .bad("«www.example.com.» IN PTR 10\n", origin: "2.0.192.in-addr.arpa."),
            .good("www IN A 192.0.2.10\nmail.example.com. IN A 192.0.2.11\n"),
            .good("$ORIGIN .\nwww.example.com IN A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.isApexKnown, context.kind != .rootHints, !zone.recordsOutOfZone.isEmpty,
            !(context.kind == .fragment && DigOutput.isAnswer(zone.sources[0]))
        else { return }
        var otherZone: NameID?
        let secondZones =
            zone.hasApexSOA
            ? Set(zone.records(ofType: .soa).map { Int($0) }.filter(context.isDropped).map { zone.records[$0].owner })
            : []
        if !zone.hasApexSOA, let soa = zone.records(ofType: .soa).first.map({ Int($0) }), context.isDropped(soa) {
            otherZone = zone.records[soa].owner
            findings.report(isOtherZone(context, soa))
        }
        var (reported, origins): (Set<NameID>, Set<NameID>) = ([], [])
        for id in zone.recordsOutOfZone {
            let owner = zone.records[id].owner
            if let otherZone, zone.names.isName(owner, atOrBelow: otherZone) { continue }
            if isName(owner, atOrBelow: secondZones, zone) { continue }
            guard reported.insert(owner).inserted else { continue }
            // Z262 reports an `@` in the name.
            if AtSignInName.isReported(owner, in: zone) { continue }
            // One `$ORIGIN` puts all the relative names after it outside the zone.
            let origin = zone.origin(inForceAt: id)
            if isRelative(id, zone), isUnrelated(origin, zone), !origins.insert(origin).inserted { continue }
            findings.report(isOutside(context, id))
        }
    }

    private static func isName(_ name: NameID, atOrBelow apexes: Set<NameID>, _ zone: Zone) -> Bool {
        guard !apexes.isEmpty else { return false }
        var name = name
        while !apexes.contains(name) {
            let parent = zone.names.parent(of: name)
            guard parent != name else { return false }
            name = parent
        }
        return true
    }

    private static func isRelative(_ id: RecordID, _ zone: Zone) -> Bool {
        guard let owner = zone.fields(of: id).owner else { return false }
        return !owner.text.hasSuffix(".")
    }

    /// Whether an origin is in another branch of the tree: neither in the zone nor above it.
    static func isUnrelated(_ origin: NameID, _ zone: Zone) -> Bool {
        !zone.names.isName(origin, atOrBelow: zone.apex) && !zone.names.isName(zone.apex, atOrBelow: origin)
    }
}

// MARK: - Messages

extension OutOfZone {
    private static func isOutside(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let zone = context.zone
        let owner = zone.records[id].owner
        let (name, apex) = (context.quoted(owner), context.quoted(zone.apex))
        return Finding(
            info,
            "\(name) is not in the zone \(apex)",
            at: LabelledSpan(context.ownerOrType(of: id), "neither \(apex) nor below it"),
            why: "BIND and Knot drop the record; NSD refuses to load the zone",
            help: help(context, id),
            fixes: lacksNothingButDot(context, id) ? withoutDot(context, owner) : [],
            subject: context.subject(of: id)
        )
    }

    /// Whether the owner, such as `www.`, is probably relative: a top-level domain that does not exist, or a service.
    private static func lacksNothingButDot(_ context: ZoneContext, _ id: RecordID) -> Bool {
        let zone = context.zone
        let owner = zone.records[id].owner
        guard context.kind != .responsePolicy, zone.origin(inForceAt: id) == zone.apex,
            zone.fields(of: id).owner?.text.hasSuffix(".") ?? false
        else { return false }
        let top = topLabel(of: owner, in: zone)
        return top.first == UInt8(ascii: "_")
            || zone.names.depth(of: owner) == 1 && !TopLevelDomains.contains(top.map(asciiLowercased))
    }

    /// Removes the final dot from each of the records with the owner.
    private static func withoutDot(_ context: ZoneContext, _ owner: NameID) -> [Fix] {
        let zone = context.zone
        let records = zone.recordsOutOfZone.filter { zone.records[$0].owner == owner }
        guard records.count <= 100 else { return [] }
        let edits = records.compactMap { zone.fields(of: $0).owner?.span }.map { span in
            Edit(replace: SourceSpan(span.source, span.range.upperBound - 1..<span.range.upperBound), with: "")
        }
        return [Fix("remove the final dot", .unsafe, edits)]
    }

    private static func isOtherZone(_ context: ZoneContext, _ soa: RecordID) -> Finding {
        let zone = context.zone
        let (owner, apex) = (context.quoted(zone.records[soa].owner), context.quoted(zone.apex))
        return Finding(
            info,
            "the file contains the zone \(owner), not \(apex)",
            at: LabelledSpan(context.ownerOrType(of: soa), "the owner of the SOA record is the name of the zone"),
            why: "none of its records are in \(apex), so a server that loads it as that zone serves nothing",
            help:
                "check it with `--origin \(zone.names.text(zone.records[soa].owner))`, or give the file that contains \(apex)",
            subject: context.subject(of: soa)
        )
    }
}
