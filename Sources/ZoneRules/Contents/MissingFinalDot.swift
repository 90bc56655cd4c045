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
                them: in `example.com.`, `matrix.example.com` means `matrix.example.com.example.com.`. Checks every \
                name in the data of every type. Also reports relative names that exist in another zone of the run, and \
                names of two or more labels that end in a top-level domain of the public DNS, such as \
                `mail.example.net`. A name is not reported if it exists in the zone as it is read, or if a name \
                above it does: `db.dev` may be meant below an existing `dev`. If the name may be in a part of the zone \
                that is not in the file or could not be read, names outside the zone are warnings, and need three \
                labels. NSEC and RRSIG records are not checked.
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
                @ IN SOA «ns1.example.com» hostmaster.example.com 2026112101 7200 3600 1209600 3600
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
            .bad(
                """
                shop    IN CNAME «shops.example.net»
                sub     IN NS    «ns.example.org»
                _sip._udp IN SRV 0 0 5060 «sip.example.net»
                www     IN HTTPS 1 «web.example.net» alpn=h2
                www     IN A     192.0.2.10
                tel     IN NAPTR 10 100 "s" "SIP+D2U" "" «_sip._udp.example.net»
                afs     IN AFSDB 1 «afs.example.edu»
                who     IN RP    «admin.example.com» info.example.com

                """
            ),
            .bad(
                "bad.example.org CNAME .\nwww.example.org CNAME «safe.example.org»\n", origin: "rpz.example.com."),
            .good("matrix IN A 192.0.2.10\n_matrix-fed._tcp IN SRV 10 5 8448 matrix.example.com.\n"),
            .good(
                "dev IN A 192.0.2.10\n*.app IN A 192.0.2.11\nwww IN CNAME web.app\nx.corp IN A 192.0.2.12\nftp IN CNAME x.corp\n"
            ),
            .good("x.example.com.example.com. IN A 192.0.2.10\nwww IN CNAME x.example.com\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        // If the origin was guessed from the file name, names that repeat it confirm the guess.
        guard zone.apex != .unknownOrigin else { return }
        let known = DottedName.Surroundings(
            isWhole: context.isWholeForTargets,
            zones: context.zones,
            judgesOtherNames: !context.isOriginGuessed && context.kind != .responsePolicy && context.kind != .rootHints,
            isPolicy: context.kind == .responsePolicy
        )
        for type in DottedName.commonTypes {
            for number in zone.records(ofType: type) {
                let id = Int(number)
                guard let reading = DottedName.reading(ofTarget: id, in: zone, known) else { continue }
                findings.report(lacksDot(context, id, [reading]))
            }
        }
        for type in RecordFormat.uncommonTypesWithNames {
            for number in zone.records(ofType: type) { reportNames(Int(number)) }
        }
        let misplaced = zone.records(ofType: .soa).first { zone.ownerRepeatsOrigin(Int($0)) }.map { Int($0) }
        if let soa = zone.apexSOA ?? misplaced { reportNames(soa) }

        func reportNames(_ id: RecordID) {
            // Several names of a record have one cause: the program that wrote it writes no final dots.
            let readings = DottedName.readings(of: id, in: zone, known)
            if !readings.isEmpty { findings.report(lacksDot(context, id, readings)) }
        }
    }
}

// MARK: - Messages

extension MissingFinalDot {
    /// - Parameter readings: the names of the record that lack their final dot; at least one.
    private static func lacksDot(
        _ context: ZoneContext, _ id: RecordID, _ readings: [DottedName.Reading]
    ) -> Finding {
        let (reading, field) = (readings[0], readings[0].field)
        let edits = readings.map(\.field).map { field in
            let end = field.span.range.upperBound - (field.isQuoted ? 1 : 0)
            return Edit(replace: SourceSpan(field.span.source, end..<end), with: ".")
        }
        let consequence =
            reading.isMailbox
            ? "so that mail goes to another address"
            : reading.isCertain ? "and the resulting name does not exist" : "and the file does not have that name"
        return Finding(
            info,
            "`\(field.text)` has no final dot and is read as `\(reading.read)`",
            at: LabelledSpan(field.span, "means `\(reading.read)`"),
            why: "a name without a final dot is completed with the origin, \(consequence)",
            help: "write " + readings.map { "`\($0.meant)`" }.joined(separator: " and "),
            related: readings.dropFirst().map { LabelledSpan($0.field.span, "also means `\($0.read)`") },
            fixes: [Fix("add the final dot", .unsafe, edits)],
            severity: context.isOriginGuessed || !reading.isCertain ? .warning : nil,
            subject: context.subject(of: id)
        )
    }
}
