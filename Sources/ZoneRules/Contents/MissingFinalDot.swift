import DNS
import Diagnostics
import ZoneFile

/// Z240: a name in a record's data that lacks its final dot, so that the origin came after it once more.
enum MissingFinalDot: ZoneRule {
    static let info = RuleInfo(
        "Z240",
        "missing-final-dot",
        .error,
        fix: .unsafe,
        scope: .targets,
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
            guard !DottedName.isServed(target, zone), let meant = zone.nameWithoutRepeatedOrigin(target, writtenIn: id),
                let field = DottedName.target(of: id, in: zone), !DottedName.isURL(id, zone)
            else { continue }
            findings.report(lacksDot(context, id, field, meant: meant, read: zone.names.text(target)))
        }
        for (field, name) in zone.apexSOA.map({ DottedName.soaNames(of: $0, in: zone) }) ?? [] {
            guard let soa = zone.apexSOA, !(zone.names.find(name.read).map { DottedName.isServed($0, zone) } ?? false)
            else {
                continue
            }
            findings.report(lacksDot(context, soa, field, meant: name.meant, read: name.read.description))
        }
        guard !context.isOriginGuessed else { return }
        let strays =
            DottedName.hostsInReverseZone(zone)
            + DottedName.hostsOfOtherZones(zone, isWhole: context.isWhole, context.zones)
        for id in strays where !DottedName.isServed(zone.records[id].target, zone) {
            guard let field = DottedName.target(of: id, in: zone), !field.text.hasSuffix("."),
                let meant = Name(field.text)
            else { continue }
            findings.report(lacksDot(context, id, field, meant: meant, read: zone.names.text(zone.records[id].target)))
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
