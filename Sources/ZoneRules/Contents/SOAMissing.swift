import DNS
import Diagnostics
import ZoneFile

/// Z201: a file that is meant as a whole zone has no SOA record at its apex.
enum SOAMissing: ZoneRule {
    static let info = RuleInfo(
        "Z201",
        "soa-missing",
        .error,
        summary: "a zone without an SOA record at its apex",
        page: RulePage(
            whatItChecks: """
                Reports a file that has the NS records of a zone's apex and other records, but no SOA record there. \
                A piece of a zone need not have one: a file without NS records at the origin, an included file, the \
                answer that `dig` prints and the root hints are left alone, and so is a file of which a part could \
                not be read, or whose origin only its name tells.
                """,
            whyItMatters: """
                Every zone has exactly one SOA record at its apex. BIND, Knot and NSD refuse to load a zone \
                without it, and keep serving the old one or none.
                """,
            howToFix: """
                Add the record as the zone's first: `@ IN SOA ns1 hostmaster 2026112101 7200 3600 1209600 3600`. If the \
                zone has one at another name, that name is the zone's: give it as the origin.
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
        guard zone.apex != .unknownOrigin, !context.isOriginGuessed, zone.isComplete, context.kind != .rootHints,
            zone.apexSOA == nil, !DigOutput.isAnswer(zone.sources[0])
        else { return }
        if let soa = zone.records(ofType: .soa).first.map({ Int($0) }) {
            // One outside the zone is Z232's, one whose owner lacks its final dot is Z241's.
            guard !zone.records[soa].flags.contains(.outOfZone), !zone.ownerRepeatsOrigin(soa) else { return }
            findings.report(isElsewhere(context, soa))
        } else if let nameServer = zone.records(at: zone.apex, type: .ns).first, isMeantAsZone(zone) {
            findings.report(isMissing(context, nameServer))
        }
    }

    /// Whether there is more than NS records at the origin, which alone could be a piece to include.
    private static func isMeantAsZone(_ zone: Zone) -> Bool {
        zone.records.contains { $0.type != .ns || $0.owner != zone.apex }
    }
}

// MARK: - Messages

extension SOAMissing {
    private static let why = "every zone has one SOA record at its apex; servers refuse to load a zone without it"

    private static func isMissing(_ context: ZoneContext, _ nameServer: RecordID) -> Finding {
        let apex = context.quoted(context.zone.apex)
        return Finding(
            info,
            "the zone \(apex) has no SOA record",
            at: LabelledSpan(
                context.ownerOrType(of: nameServer), "NS records of the zone, and no SOA record with them"),
            why: why,
            help: "add one as the first record: `@ IN SOA` with primary server, mailbox, serial and timers",
            subject: context.subject(of: nameServer)
        )
    }

    private static func isElsewhere(_ context: ZoneContext, _ soa: RecordID) -> Finding {
        let owner = context.quoted(context.zone.records[soa].owner)
        let apex = context.quoted(context.zone.apex)
        return Finding(
            info,
            "the SOA record is at \(owner), and the zone \(apex) has none",
            at: LabelledSpan(context.ownerOrType(of: soa), "not the name of the zone"),
            why: why,
            help: "if the file holds the zone \(owner), give that as its origin; else put the SOA record at \(apex)",
            subject: context.subject(of: soa)
        )
    }
}
