import DNS
import Diagnostics
import ZoneFile

/// Z254: the owner of an ENUM record is not the name of a telephone number.
enum TelephoneOwner: ZoneRule {
    static let info = RuleInfo(
        "Z254",
        "telephone-owner",
        .error,
        fix: .unsafe,
        summary: "the owner of an ENUM record is not the reversed digits of a telephone number",
        page: RulePage(
            whatItChecks: """
                Reads the owners of NAPTR records in zones below `e164.arpa` and other `e164` trees. Reports labels that are a \
                telephone number, or several digits of one, and names with more than the 15 digits that a number has.
                """,
            whyItMatters: """
                Clients look up each digit as a label of its own, the last one first: `4.3.2.1.5.5.5.2.1.2.1.e164.arpa.` for \
                +1 212 555 1234. They never find a record at another name.
                """,
            howToFix:
                "Write only the digits that the name of the zone does not have, the last one first, with dots between them.",
            references: ["RFC 6116 §3.2"]
        ),
        examples: [
            .bad(
                """
                $TTL 3600
                @  IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @  IN NS  ns1.example.net.
                @  IN NS  ns2.example.net.
                «12125551234»           IN NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .
                «1235»                  IN NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .
                «6.3.2.1.5.5.5.2.1.2.1» IN NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .

                """,
                continuation: false,
                origin: "5.5.5.2.1.2.1.e164.arpa."
            ),
            .good(
                """
                $TTL 3600
                @  IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @  IN NS  ns1.example.net.
                @  IN NS  ns2.example.net.
                4.3.2.1 IN NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .
                *.3     IN NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .
                service IN NAPTR 100 10 "s" "SIP+D2U" "" _sip._udp.example.net.

                """,
                continuation: false,
                origin: "5.5.5.2.1.2.1.e164.arpa."
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind == .zone, zone.apex != .unknownOrigin, !context.isOriginGuessed,
            let type = RecordType(mnemonic: "NAPTR")
        else { return }
        let apex = texts(zone.names.name(zone.apex))
        // Private trees may have other owners.
        guard let tree = apex.firstIndex(of: "e164"), apex[tree...].elementsEqual(["e164", "arpa"]),
            apex[..<tree].allSatisfy(isDigit)
        else { return }
        var reported: Set<NameID> = []
        for number in zone.records(ofType: type) {
            let id = Int(number)
            let owner = zone.records[id].owner
            let own = texts(zone.names.name(owner)).dropLast(apex.count)
            guard let meant = meant(Array(own), network: Array(apex[..<tree])), context.isPublished(id),
                !zone.ownerRepeatsOrigin(id), reported.insert(owner).inserted
            else { continue }
            findings.report(isNotANumber(context, id, own.count, meant))
        }
    }

    /// The labels below the apex that were meant.
    ///
    /// - Parameters:
    ///   - own: the labels of the owner below the apex.
    ///   - network: the digits of the apex, the last one first.
    /// - Returns: `nil` if the owner may be right.
    private static func meant(_ own: [String], network: [String]) -> String? {
        if own.count == 1, let label = own.first {
            let digits = label.filter { $0.isASCII && $0.isNumber }
            let isNumber = label.allSatisfy { $0.isASCII && $0.isNumber || "+- ()".contains($0) }
            guard isNumber, digits.count > 1, digits.count <= 15 else { return nil }
            let prefix = network.reversed().joined()
            let rest =
                digits.hasPrefix(prefix) && digits.count > prefix.count ? digits.dropFirst(prefix.count) : digits[...]
            return rest.reversed().map(String.init).joined(separator: ".")
        }
        guard own.allSatisfy(isDigit), own.count + network.count > 15, !network.isEmpty, own.count > network.count,
            Array(own.suffix(network.count)) == network
        else { return nil }
        return own.dropLast(network.count).joined(separator: ".")
    }

    private static func isDigit(_ label: String) -> Bool {
        label.utf8.count == 1 && label.utf8.allSatisfy { $0 &- 0x30 < 10 }
    }

    private static func texts(_ name: Name) -> [String] {
        name.labels.map { String(decoding: $0, as: UTF8.self).lowercased() }
    }
}

// MARK: - Messages

extension TelephoneOwner {
    private static func isNotANumber(_ context: ZoneContext, _ id: RecordID, _ count: Int, _ meant: String) -> Finding {
        let zone = context.zone
        let owner = zone.records[id].owner
        let written = WrittenOwner(of: id, in: zone)
        let edits =
            written.labels.count == count
            ? WrittenOwner.edits(of: owner, in: zone, labels: 0...count - 1, to: meant) : []
        return Finding(
            info,
            "\(Words.quoted(written.span.text)) is not the ENUM name of a telephone number in this zone",
            at: LabelledSpan(written.span, "means \(context.quoted(owner))"),
            why:
                "clients look up the digits of a number in reverse, each as a label of its own, so they never find this record",
            help: "write \(Words.exact(meant))",
            fixes: edits.isEmpty ? [] : [Fix("write \(Words.exact(meant))", .unsafe, edits)],
            subject: context.subject(of: id)
        )
    }
}
