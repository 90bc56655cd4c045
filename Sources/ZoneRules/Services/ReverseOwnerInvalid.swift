import DNS
import Diagnostics
import ZoneFile

/// Z283: the owner of a PTR record is not the name of an address.
enum ReverseOwnerInvalid: ZoneRule {
    static let info = RuleInfo(
        "Z283",
        "reverse-owner-invalid",
        .error,
        fix: .unsafe,
        summary: "the owner of a PTR record is not the reverse name of an address",
        page: RulePage(
            whatItChecks: """
                Reports PTR records whose owner is written as an address or as a whole reverse name below the name of the \
                zone, and labels that cannot be a part of a reverse name: numbers over 255 or with leading zeros, several \
                hexadecimal digits, or too few of them. PTR records for DNS-SD, wildcards, and the labels of delegated parts \
                of a network, such as `0-25`, are correct.
                """,
            whyItMatters: """
                The name of the zone is appended to the owner. Resolvers look up `5.2.0.192.in-addr.arpa.` for 192.0.2.5, so \
                they never find a record at `192.0.2.5.2.0.192.in-addr.arpa.`. Name servers load the zone without a message.
                """,
            howToFix: """
                Write only the numbers that the name of the zone does not have, the last one first: `5` in the zone \
                `2.0.192.in-addr.arpa.`. Move the record of an address to its reverse zone.
                """,
            references: ["RFC 1035 §3.5", "RFC 3596 §2.5", "RFC 2317"]
        ),
        examples: [
            .bad(
                """
                $TTL 3600
                @  IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @  IN NS  ns1.example.net.
                @  IN NS  ns2.example.net.
                «192.0.2.5» IN PTR a.example.com.
                «6.2.0.192» IN PTR b.example.com.
                «300»       IN PTR c.example.com.
                «07»        IN PTR d.example.com.

                """,
                continuation: false,
                origin: "2.0.192.in-addr.arpa."
            ),
            .bad(
                """
                $TTL 3600
                @  IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @  IN NS  ns1.example.net.
                @  IN NS  ns2.example.net.
                «2001:db8::1» IN PTR a.example.com.
                «0001.0000.0000.0000» IN PTR b.example.com.
                «1.0.0.0.0.0.0.0» IN PTR c.example.com.
                «o.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0» IN PTR d.example.com.

                """,
                continuation: false,
                origin: "0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa."
            ),
            .bad("«192.0.2.5» IN PTR www.example.com.\n«5.2.0.192.in-addr.arpa» IN PTR www.example.com.\n"),
            // A part of a network is delegated with the number of its first address as the label (RFC 2317).
            .good(
                """
                $TTL 3600
                @  IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @  IN NS  ns1.example.net.
                @  IN NS  ns2.example.net.
                65 IN PTR a.example.com.

                """,
                continuation: false,
                origin: "64.2.0.192.in-addr.arpa."
            ),
            .good(
                """
                $TTL 3600
                @  IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @  IN NS  ns1.example.net.
                @  IN NS  ns2.example.net.
                10   IN PTR   a.example.com.
                12   IN CNAME 12.0-25
                12.0-25 IN PTR b.example.com.
                *    IN PTR   c.example.com.
                b._dns-sd._udp IN PTR example.com.

                """,
                continuation: false,
                origin: "2.0.192.in-addr.arpa."
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind == .zone, zone.apex != .unknownOrigin, !context.isOriginGuessed else { return }
        let apex = zone.names.name(zone.apex)
        // The depth of the name of an address; `nil` in other zones.
        let depth = ReverseName.isBelowTree(apex) ? apex.isSubdomain(of: ReverseName.ipv6Tree) ? 34 : 6 : nil
        var reported: Set<NameID> = []
        var generated: Set<UInt16> = []
        for number in zone.records(ofType: .ptr) {
            let id = Int(number)
            let record = zone.records[id]
            guard !isOrdinary(record.owner, depth, zone), !context.isDropped(id), !reported.contains(record.owner)
            else { continue }
            // Each owner of a `$GENERATE` has the same fault.
            let span = WrittenOwner(of: id, in: zone).span
            let isGenerated = span.source.isGenerated
            guard let fault = ReverseOwnerFault(span.text, zone.names.name(record.owner), below: apex),
                !zone.ownerRepeatsOrigin(id), !isGenerated || generated.insert(record.source).inserted
            else { continue }
            reported.insert(record.owner)
            findings.report(isInvalid(context, id, span, fault))
        }
    }

    /// Whether the owner is that of most PTR records, found without copying its labels.
    private static func isOrdinary(_ owner: NameID, _ depth: Int?, _ zone: Zone) -> Bool {
        zone.names.withLabel(of: owner) { label in
            guard let depth else { return label.first == UInt8(ascii: "_") }
            guard zone.names.depth(of: owner) == depth else { return false }
            if depth == 34 {
                return label.count == 1 && (label[0] &- 0x30 < 10 || asciiLowercased(label[0]) &- 0x61 < 6)
            }
            let isNumber = label.allSatisfy { $0 &- 0x30 < 10 } && (label.count == 1 || label.first != 0x30)
            return isNumber && label.count <= 3 && label.reduce(0) { $0 * 10 + Int($1) - 0x30 } <= 255
        }
    }
}
