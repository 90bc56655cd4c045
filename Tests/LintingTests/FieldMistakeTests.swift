import DNS
import Foundation
import Linting
import TestSupport
import Testing
import ZoneFile

/// Mistakes in the fields of records, made in correct records of every type with several fields.
@Suite("The field that is missing, extra or in the wrong place is named")
struct FieldMistakeTests {
    struct Record: Sendable, CustomTestStringConvertible {
        let type: String
        let fields: [String]
        let names: [String]
        var testDescription: String { ([type] + fields).joined(separator: " ") }

        init(_ text: String) {
            let words = text.split(separator: " ").map(String.init)
            type = words[0]
            fields = Array(words.dropFirst())
            names = RecordType(mnemonic: type).flatMap { RecordFormat.of($0) }?.fields.map(\.name) ?? []
        }
    }

    private static let digest = String(repeating: "0a1b2c3d", count: 8)
    private static let key = "AwEAAaab" + String(repeating: "bQ3x", count: 12)

    static let records = [
        "SOA ns1.example.net. hostmaster.example.net. 2026112801 7200 3600 1209600 300",
        "SOA ns1.example.net. hostmaster.example.net. 2026112801 2h 1h 2w 5m",
        "MX 10 mail.example.net.", "SRV 10 5 8448 matrix.example.net.", "SRV 0 0 5061 sip",
        "CAA 0 issue \"ca.example.net\"", "CAA 128 iodef \"mailto:security@example.net\"",
        "NAPTR 100 10 \"u\" \"E2U+sip\" \"!^.*$!sip:info@example.com!\" .",
        "NAPTR 100 10 \"s\" \"SIP+D2U\" \"\" _sip._udp.example.net.",
        "DS 60485 8 2 \(digest)", "CDS 60485 13 2 \(digest)", "DNSKEY 257 3 13 \(key)", "CDNSKEY 256 3 8 \(key)",
        "TLSA 3 1 1 \(digest)", "SMIMEA 3 0 1 \(digest)", "SSHFP 4 2 \(digest)",
        "RRSIG A 13 2 3600 20261201000000 20261101000000 60485 example.com. \(key)",
        "KX 10 kx.example.net.", "RP admin.example.net. people.example.net.", "AFSDB 1 afs.example.net.",
        "RT 10 relay.example.net.", "URI 10 1 \"https://example.net/\"", "CERT PGP 4711 8 \(key)",
        "NSEC3PARAM 1 0 10 aabbccdd", "NSEC example.net. A MX RRSIG", "CSYNC 2026112801 3 NS A",
        "ZONEMD 2026112801 1 1 \(String(repeating: "0a1b2c3d", count: 12))",
        "SVCB 1 svc.example.net. alpn=h2", "HTTPS 1 . alpn=h2,h3 port=8443", "LP 10 l64.example.net.",
        "L32 10 192.0.2.10", "NID 10 2001:db8:0:1", "L64 10 2001:db8:0:1", "PX 10 a.example.net. b.example.net.",
        "MINFO a.example.net. b.example.net.", "DSYNC CDS 1 5359 notify.example.net.",
        "IPSECKEY 10 1 2 192.0.2.10 \(key)",
    ].map { Record($0) }

    private func mistake(_ type: String, _ fields: [String]) throws -> FieldMistake? {
        var at = 0
        let written = fields.map { field in
            defer { at += field.utf8.count + 1 }
            let isQuoted = field.hasPrefix("\"")
            return WrittenField(
                bytes: Array((isQuoted ? String(field.dropFirst().dropLast()) : field).utf8), isQuoted: isQuoted,
                range: at..<at + field.utf8.count)
        }
        return FieldMistake.find(in: written, of: try #require(RecordType(mnemonic: type)))
    }

    /// The name of the field of the type to which a field belongs.
    private func name(_ record: Record, _ index: Int) -> String {
        record.names[min(index, record.names.count - 1)]
    }

    @Test("A field that is removed is among those that are named, and no field is named otherwise", arguments: records)
    func removal(_ record: Record) throws {
        for index in record.fields.indices {
            var fields = record.fields
            fields.remove(at: index)
            guard let found = try mistake(record.type, fields) else { continue }
            guard case .missing(let names, let count, _) = found.kind else {
                Issue.record("without \(name(record, index)): \(found.kind)")
                continue
            }
            #expect(count == 1)
            #expect(names.contains(name(record, index)), "without \(name(record, index)): \(names)")
        }
    }

    @Test(
        "A field whose absence its form shows is the only one that is named",
        arguments: [
            ("SOA", "mailbox"), ("SOA", "serial"), ("SOA", "primary server"), ("MX", "preference"),
            ("MX", "mail server"),
            ("SRV", "port"), ("SRV", "target"), ("CAA", "flags"), ("CAA", "tag"), ("CAA", "value"), ("NAPTR", "flags"),
            ("NAPTR", "services"), ("NAPTR", "regular expression"), ("NAPTR", "replacement"), ("DS", "key tag"),
            ("DS", "algorithm"), ("DS", "digest type"), ("DS", "digest"), ("DNSKEY", "flags"), ("DNSKEY", "protocol"),
            ("DNSKEY", "algorithm"), ("RRSIG", "type covered"), ("RRSIG", "original TTL"), ("RRSIG", "signer"),
            ("RRSIG", "labels"), ("RRSIG", "key tag"), ("KX", "preference"), ("AFSDB", "subtype"), ("URI", "target"),
            ("TLSA", "certificate data"), ("SSHFP", "fingerprint"), ("SVCB", "priority"), ("LP", "preference"),
            ("L32", "preference"), ("L32", "locator"), ("DSYNC", "type"), ("DSYNC", "target"),
        ]
    )
    func decidedRemoval(_ type: String, _ field: String) throws {
        let record = try #require(Self.records.first { $0.type == type })
        let index = try #require(record.names.firstIndex(of: field))
        var fields = record.fields
        fields.remove(at: index)
        let isLast = index == record.fields.count - 1
        let found = try mistake(type, fields)
        #expect(found?.kind == .missing([field], count: 1, isLast: isLast))
    }

    @Test(
        "A swap of neighbours is reported as the order of these fields, and corrected to the original",
        arguments: records)
    func swap(_ record: Record) throws {
        for index in record.fields.indices.dropLast() where record.fields[index] != record.fields[index + 1] {
            var fields = record.fields
            fields.swapAt(index, index + 1)
            guard let found = try mistake(record.type, fields) else { continue }
            guard case .order(let names) = found.kind else {
                Issue.record("\(fields): \(found.kind)")
                continue
            }
            #expect(
                names.contains(name(record, index)) || names.contains(name(record, index + 1)), "\(fields): \(names)")
            guard !found.corrections.isEmpty else { continue }
            #expect(try apply(found, to: fields) == record.fields, "\(fields)")
        }
    }

    private func apply(_ mistake: FieldMistake, to fields: [String]) throws -> [String] {
        var text = Array(fields.joined(separator: " ").utf8)
        for part in mistake.corrections.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            text.replaceSubrange(part.range, with: part.text.utf8)
        }
        return String(decoding: text, as: UTF8.self).split(separator: " ").map(String.init)
    }

    @Test("A field that is written twice is reported where it is, and never as another mistake", arguments: records)
    func repetition(_ record: Record) throws {
        var offset = 0
        for (index, field) in record.fields.enumerated() {
            defer { offset += field.utf8.count + 1 }
            var fields = record.fields
            fields.insert(field, at: index)
            guard let found = try mistake(record.type, fields) else { continue }
            switch found.kind {
            case .extra(count: 1, _), .timeToLive:
                let repeated = offset..<offset + 2 * field.utf8.count + 1
                #expect(found.range.overlaps(repeated), "\(fields): \(found.range)")
            default: Issue.record("\(fields): \(found.kind)")
            }
        }
    }

    @Test(
        "Mistakes between the fields are named and corrected",
        arguments: [
            ("MX 10mail.example.net.", "MX 10 mail.example.net."), ("MX 10, mail", "MX 10 mail"),
            ("SRV 10,5,8448,matrix", "SRV 10 5 8448 matrix"), ("SRV matrix 10 5 8448", "SRV 10 5 8448 matrix"),
            ("SOA ns host 1 86,400 3600 1,209,600 300", "SOA ns host 1 86400 3600 1209600 300"),
            ("CAA 0 \"issue\" \"ca.example.net\"", "CAA 0 issue \"ca.example.net\""),
            ("CAA 0 “issue” “ca.example.net”", "CAA 0 issue \"ca.example.net\""),
            ("URI 10 1 https://example.net/", "URI 10 1 \"https://example.net/\""),
            ("LOC 52 14 05N 00 08 50E 10m", "LOC 52 14 05 N 00 08 50 E 10m"),
        ]
    )
    func separators(_ wrong: String, _ right: String) throws {
        let words = wrong.split(separator: " ").map(String.init)
        let found = try #require(try mistake(words[0], Array(words.dropFirst())))
        #expect(
            try apply(found, to: Array(words.dropFirst())) == right.split(separator: " ").dropFirst().map(String.init))
    }

    @Test("Correct records and single wrong values are not a mistake of fields", arguments: records)
    func correctRecords(_ record: Record) throws {
        #expect(try mistake(record.type, record.fields) == nil)
        for (index, field) in record.fields.enumerated() where field.allSatisfy(\.isNumber) {
            for wrong in ["99999999999999999999", "x\(field).", "-1"] {
                var fields = record.fields
                fields[index] = wrong
                #expect(try mistake(record.type, fields) == nil, "\(fields)")
            }
        }
    }

    // MARK: - BIND

    /// The records with a field removed, repeated or swapped with the next one.
    private static func damaged(_ record: Record) -> [[String]] {
        record.fields.indices.flatMap { index in
            var removed = record.fields
            removed.remove(at: index)
            var repeated = record.fields
            repeated.insert(repeated[index], at: index)
            var swapped = record.fields
            if index + 1 < swapped.count { swapped.swapAt(index, index + 1) }
            return [removed, repeated, swapped]
        }
    }

    private static let bind = "PATH=/usr/sbin:/usr/bin:/bin named-checkzone"

    @Test(
        "BIND refuses every record in which a mistake of its fields is found",
        .enabled(if: shell("\(bind) -v >/dev/null 2>&1") == 0))
    func refusedByBIND() throws {
        let folder = try ScratchDirectory()
        var count = 0
        for (number, record) in Self.records.enumerated() {
            try folder.write("correct-\(number).zone", zone(record, record.fields))
            for fields in Self.damaged(record) where try mistake(record.type, fields) != nil {
                try folder.write("\(count).zone", zone(record, fields))
                count += 1
            }
        }
        #expect(count > 150)
        let loop =
            "for f in *.zone; do \(Self.bind) -q -i none example.com $f >/dev/null 2>&1 && echo $f; done >accepted"
        _ = shell("cd '\(folder.path)' && { \(loop); true; }")
        let accepted = try String(contentsOfFile: "\(folder.path)/accepted", encoding: .utf8)
            .split(separator: "\n")
        #expect(accepted.count { $0.hasPrefix("correct-") } == Self.records.count, "\(accepted)")
        let wrong = try accepted.filter { !$0.hasPrefix("correct-") }
            .map { try String(contentsOfFile: "\(folder.path)/\($0)", encoding: .utf8) }
        #expect(wrong.isEmpty, "\(wrong.compactMap { $0.split(separator: "\n").last })")
    }

    /// A zone with the record; it has only one SOA record.
    private func zone(_ record: Record, _ fields: [String]) -> String {
        let line = "\(record.type) \(fields.joined(separator: " "))\n"
        guard record.type == "SOA" else { return ExampleRun.baseZone + "x IN \(line)" }
        return "$TTL 3600\n@ IN \(line)@ IN NS ns1.example.net.\n"
    }

    // MARK: - Findings

    private func findings(_ line: String) -> [(place: String, code: String, message: String)] {
        let zone = """
            $ORIGIN example.com.
            $TTL 3600
            @ IN SOA ns1.example.net. hostmaster.example.com. ( 2024010101 7200 3600 1209600 3600 )
            @ IN NS ns1.example.net.
            @ IN NS ns2.example.net.
            mail IN A 192.0.2.25
            \(line)

            """
        return Linter().lint([ZoneInput(.source(SourceFile(path: "zone", text: zone)))]).findings.map { finding in
            (
                finding.primary.map { "\($0.span.start.line):\($0.span.start.column)" } ?? "", finding.rule.code,
                finding.message
            )
        }
    }

    @Test(
        "Public reports: one error, at the right field, with the right name",
        arguments: [
            ("c IN MX 192.0.2.25", "7:9", "Z102", "the MX record has no preference"),
            ("c IN MX mail.example.com.", "7:9", "Z102", "the MX record has no preference"),
            ("c IN MX mail.example.com. 10", "7:9", "Z104", "two fields of the MX record are swapped"),
            ("c IN SOA company. 2017042745 7200 3600 1209600 3600", "7:19", "Z102", "the SOA record has no mailbox"),
            ("c IN SRV 10 8448 mail", "7:13", "Z102", "the priority or the weight of the SRV record is missing"),
            (
                "c IN HINFO Intel Xeon Linux", "7:23", "Z103",
                "unexpected `Linux` after the last field of an HINFO record"
            ),
            ("c MX 3600 10 mail", "7:6", "Z103", "the TTL is after the type `MX`"),
            ("c LOC 52 14 05N 00 08 50 E 10m", "7:13", "Z104", "a space is missing in the LOC record"),
            ("c LOC 52 14 05 00 08 50 E 10m", "7:16", "Z102", "the LOC record has no latitude hemisphere"),
            (
                "c TXT v=spf1 a mx ~all", "7:7", "Z264",
                "the SPF record has 4 strings without spaces between them"
            ),
        ]
    )
    func publicReports(_ line: String, _ place: String, _ code: String, _ message: String) throws {
        let found = findings(line).filter { $0.code != "S309" }
        try #require(found.count == 1, "\(found)")
        #expect([found[0].place, found[0].code, found[0].message] == [place, code, message])
    }

    @Test("A wildcard that does not apply because the name exists is shown")
    func wildcard() throws {
        let zone = ExampleRun.baseZone + "* 300 IN A 192.0.2.1\nmail 300 IN TXT x\n@ 300 IN MX 10 mail\n"
        let input = ZoneInput(
            .source(SourceFile(path: "zone", text: zone)), origin: Name("example.com.").map { ($0, .option) })
        let finding = try #require(Linter().lint([input]).findings.first { $0.rule.code == "Z244" })
        #expect(finding.related.map(\.label) == ["does not apply, because `mail.example.com.` exists"])
    }
}
