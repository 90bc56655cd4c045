import DNS
import ZoneFile

/// Z240: a name in a record's data that lacks its final dot, so that the origin came after it once more.
enum MissingFinalDot: Rule {
    static let info = RuleInfo(
        "Z240",
        "missing-final-dot",
        .error,
        fix: .unsafe,
        summary: "a name written in full without its final dot",
        page: RulePage(
            whatItChecks: """
                Reports targets of NS, MX, CNAME, DNAME, PTR and SRV records, and the names in the SOA record, that are \
                written in full but without a final dot, so that they repeat the origin: in `example.com.`, \
                `matrix.example.com` means `matrix.example.com.example.com.`. So is a name of another zone \
                of the same run, and in NS and PTR records of a reverse zone any host name. Silent where the name as it is read exists in the zone.
                """,
            whyItMatters: """
                A name without a final dot is completed with the origin. The name that comes out does not exist, so \
                mail, name servers or the Matrix server behind the record cannot be reached; no server says a word.
                """,
            howToFix: "Add the final dot, or leave the zone's name off: `matrix.example.com.` or `matrix`.",
            references: ["RFC 1035 §5.1", "RFC 1912 §2.2"]
        ),
        examples: [
            .bad("matrix IN A 192.0.2.10\n_matrix-fed._tcp IN SRV 10 5 8448 «matrix.example.com»\n"),
            .bad(
                "www IN A 192.0.2.10\n@ IN MX 10 «Mail.Example.COM»\nmail IN A 192.0.2.25\nftp IN CNAME «example.com»\n"
            ),
            .bad("web IN A 192.0.2.10\n$ORIGIN sub.example.com.\nwww IN CNAME «web.example.com»\n"),
            .bad(
                """
                $TTL 3600
                @ IN SOA «ns1.example.com» «hostmaster.example.com» 2026112101 7200 3600 1209600 3600
                @ IN NS ns1
                @ IN NS ns2.example.net.
                ns1 IN A 192.0.2.53

                """,
                continuation: false
            ),
            .bad(
                """
                $TTL 3600
                @  IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @  IN NS  ns1.example.net.
                @  IN NS  ns2.example.net.
                10 IN PTR «www.example.com»

                """,
                continuation: false,
                origin: "2.0.192.in-addr.arpa."
            ),
            .good("matrix IN A 192.0.2.10\n_matrix-fed._tcp IN SRV 10 5 8448 matrix.example.com.\n"),
            .good("x.example.com.example.com. IN A 192.0.2.10\nwww IN CNAME x.example.com\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        // Names that repeat an origin which is guessed from the name of the file confirm the guess.
        guard zone.apex != .unknownOrigin else { return }
        for id in zone.recordsWithDottedNames where zone.records[id].flags.contains(.dottedTarget) {
            let target = zone.records[id].target
            guard !isServed(target, zone), let meant = zone.nameWithoutRepeatedOrigin(target, writtenIn: id),
                let field = DottedName.target(of: id, in: zone), !isURL(id, zone)
            else { continue }
            findings.report(lacksDot(context, id, field, meant: meant, read: zone.names.text(target)))
        }
        for (field, name) in zone.apexSOA.map({ DottedName.soaNames(of: $0, in: zone) }) ?? [] {
            guard let soa = zone.apexSOA, !(zone.names.find(name.read).map { isServed($0, zone) } ?? false) else {
                continue
            }
            findings.report(lacksDot(context, soa, field, meant: name.meant, read: name.read.description))
        }
        guard !context.isOriginGuessed else { return }
        let strays = DottedName.hostsInReverseZone(zone) + DottedName.hostsOfOtherZones(context)
        for id in strays where !isServed(zone.records[id].target, zone) {
            guard let field = DottedName.target(of: id, in: zone), !field.text.hasSuffix("."),
                let meant = Name(field.text)
            else { continue }
            findings.report(lacksDot(context, id, field, meant: meant, read: zone.names.text(zone.records[id].target)))
        }
    }

    /// Whether the target of an SRV record has a scheme, a path or a port, of which S304 speaks.
    private static func isURL(_ id: RecordID, _ zone: Zone) -> Bool {
        guard zone.records[id].type == .srv, let field = DottedName.target(of: id, in: zone) else { return false }
        return URLTarget(field.text) != nil
    }

    /// Whether the target of the record is reported here, so that no rule need say that it does not exist.
    static func lacksDot(_ id: RecordID, in zone: Zone) -> Bool {
        guard zone.apex != .unknownOrigin else { return false }
        let record = zone.records[id]
        let repeatsOrigin =
            record.flags.contains(.dottedTarget) && zone.nameWithoutRepeatedOrigin(record.target, writtenIn: id) != nil
        guard repeatsOrigin || DottedName.isHostInReverseZone(id, zone), !isURL(id, zone) else { return false }
        return !isServed(record.target, zone)
    }

    /// Whether the name as it was read is one of the zone, or of one below it: then it may well be meant.
    private static func isServed(_ name: NameID, _ zone: Zone) -> Bool {
        if zone.exists(name) { return true }
        return switch zone.lookup(name, .a) {
        case .delegated, .renamed: true
        default: false
        }
    }
}

// MARK: - Messages

extension MissingFinalDot {
    private static func lacksDot(
        _ context: ZoneContext,
        _ id: RecordID,
        _ field: RecordFields.Field,
        meant: Name,
        read: String
    ) -> Finding {
        let end = field.span.range.upperBound - (field.isQuoted ? 1 : 0)
        let place = SourceSpan(field.span.source, end..<end)
        return Finding(
            info,
            "`\(field.text)` lacks its final dot and is read as `\(read)`",
            at: LabelledSpan(field.span, "means `\(read)`"),
            why: "a name without a final dot is completed with the origin; the name that comes out does not exist",
            help: "write `\(meant)`",
            fixes: [Fix("add the final dot", .unsafe, [Edit(replace: place, with: ".")])],
            severity: context.isOriginGuessed ? .warning : nil,
            subject: context.subject(of: id)
        )
    }
}
