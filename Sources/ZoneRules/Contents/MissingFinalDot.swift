import DNS
import Diagnostics
import ZoneFile

/// Z240: a name in record data that lacks its final dot and therefore repeats the origin.
enum MissingFinalDot: ZoneRule {
    static let info = RuleInfo(
        "Z240",
        "missing-final-dot",
        .error,
        fix: .unsafe,
        scope: .targets,
        stopsPeers: true,
        summary: "a name written in full has no final dot",
        page: RulePage(
            whatItChecks: """
                Reports names that are written in full but without a final dot, so that the origin is appended to \
                them: in `example.com.`, `matrix.example.com` means `matrix.example.com.example.com.`. Checks the \
                targets of NS, MX, CNAME, DNAME, PTR and SRV records, and the names in the SOA record. Also reports \
                names of other zones of the run, and host names in NS and PTR records of a reverse zone. A name that \
                exists in the zone as it is read is not reported.
                """,
            whyItMatters: """
                A name without a final dot is completed with the origin. The resulting name does not exist, so the \
                mail server, name server or Matrix server behind the record cannot be reached. Name servers do not \
                report the mistake.
                """,
            howToFix: "Add the final dot, or omit the name of the zone: `matrix.example.com.` or `matrix`.",
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
        // If the origin was guessed from the file name, names that repeat it confirm the guess.
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
        let endSpan = SourceSpan(field.span.source, end..<end)
        return Finding(
            info,
            "`\(field.text)` has no final dot and is read as `\(read)`",
            at: LabelledSpan(field.span, "means `\(read)`"),
            why: "a name without a final dot is completed with the origin, and the resulting name does not exist",
            help: "write `\(meant)`",
            fixes: [Fix("add the final dot", .unsafe, [Edit(replace: endSpan, with: ".")])],
            severity: context.isOriginGuessed ? .warning : nil,
            subject: context.subject(of: id)
        )
    }
}
