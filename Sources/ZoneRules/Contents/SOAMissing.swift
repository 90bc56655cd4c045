import DNS
import Diagnostics
import ZoneFile

/// Z201: a zone without an SOA record at its apex.
enum SOAMissing: ZoneRule {
    static let info = RuleInfo(
        "Z201",
        "soa-missing",
        .error,
        summary: "a zone without an SOA record at its apex",
        page: RulePage(
            whatItChecks: """
                Reports a file that has the NS records of a zone apex and other records, but no SOA record there. Part \
                of a zone does not need one. Therefore a file without NS records at the origin, an included file, the \
                output of `dig` and the root hints are not reported. A file in which the SOA record may be in an \
                unread part, or whose origin is guessed from its name, is not checked.
                """,
            whyItMatters: """
                Every zone has exactly one SOA record at its apex. BIND, Knot and NSD refuse to load a zone without \
                it, and continue to serve the old version or none.
                """,
            howToFix: """
                Add it as the first record of the zone: `@ IN SOA ns1 hostmaster 2026112101 7200 3600 1209600 3600`. \
                If the SOA record is at another name, that name is the zone apex: give it as the origin.
                """,
            references: ["RFC 1035 §5.2", "RFC 2181 §6.1"]
        ),
        examples: [
            .bad(
                """
                $TTL 3600
                «@» IN NS ns1.example.net.
                @   IN NS ns2.example.net.
                www IN A  192.0.2.10

                """,
                continuation: false
            ),
            .bad(
                """
                $ORIGIN example.com.
                $TTL 3600
                www IN A  192.0.2.10
                @   IN MX 10 mail.example.net.
                    «NS»  ns1.example.net.

                """,
                continuation: false,
                origin: nil
            ),
            .bad(
                """
                $TTL 3600
                «sub» IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
                sub   IN NS  ns1.example.net.

                """,
                continuation: false
            ),
            .good("www IN A 192.0.2.10\n"),
            .good("$TTL 3600\nwww IN A 192.0.2.10\n    IN MX 10 mail.example.net.\n", continuation: false),
            .good(
                """
                ; <<>> DiG 9.18.41 <<>> example.com ANY
                ;; ANSWER SECTION:
                example.com. 3600 IN NS ns1.example.com.
                ns1.example.com. 3600 IN A 192.0.2.53

                """,
                continuation: false
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard zone.apex != .unknownOrigin, !context.isOriginGuessed, context.kind != .rootHints,
            !zone.hasApexSOA, !zone.unread.mayContain(zone.apex, .soa), !context.isAnswer
        else { return }
        if let soa = zone.records(ofType: .soa).first.map({ Int($0) }) {
            // Z232 reports one outside the zone, Z241 one whose owner lacks its final dot, and Z262 `@IN SOA`.
            guard !zone.records[soa].flags.contains(.outOfZone), !zone.ownerRepeatsOrigin(soa),
                !AtSignInName.isReported(zone.records[soa].owner, in: zone)
            else { return }
            findings.report(isElsewhere(context, soa))
        } else if let nameServer = zone.records(at: zone.apex, type: .ns).first, hasMoreThanNameServers(zone) {
            findings.report(isMissing(context, nameServer))
        }
    }

    /// Whether the file has more than NS records at the origin, which alone could be part of a zone to include.
    private static func hasMoreThanNameServers(_ zone: Zone) -> Bool {
        zone.records.contains { $0.type != .ns || $0.owner != zone.apex }
    }
}

// MARK: - Messages

extension SOAMissing {
    private static let why = "every zone has one SOA record at its apex; name servers refuse to load a zone without it"

    private static func isMissing(_ context: ZoneContext, _ nameServer: RecordID) -> Finding {
        let apex = context.quoted(context.zone.apex)
        return Finding(
            info,
            "the zone \(apex) has no SOA record",
            at: LabelledSpan(
                context.ownerOrType(of: nameServer), "NS records of the zone apex, but no SOA record"),
            why: why,
            help: "add one as the first record, such as `@ IN SOA ns1 hostmaster 2026112101 7200 3600 1209600 3600`",
            subject: context.subject(of: nameServer)
        )
    }

    private static func isElsewhere(_ context: ZoneContext, _ soa: RecordID) -> Finding {
        let owner = context.quoted(context.zone.records[soa].owner)
        let apex = context.quoted(context.zone.apex)
        return Finding(
            info,
            "the SOA record is at \(owner), not at the zone apex \(apex)",
            at: LabelledSpan(context.ownerOrType(of: soa), "not the zone apex"),
            why: why,
            help:
                "if the file contains the zone \(owner), give that as its origin; otherwise move the SOA record to \(apex)",
            subject: context.subject(of: soa)
        )
    }
}
