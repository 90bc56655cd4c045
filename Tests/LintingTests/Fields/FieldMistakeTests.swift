import DNS
import Testing

/// Mistakes in the fields of records, made in correct records of every type with several fields.
@Suite("The field that is missing, extra or in the wrong place is named")
struct FieldMistakeTests {
    @Test(
        "A field that is removed is among those that are named, and no field is named otherwise",
        arguments: SampleFields.all)
    func removal(_ record: SampleFields) throws {
        for index in record.fields.indices {
            var fields = record.fields
            fields.remove(at: index)
            guard let found = FieldMistake.find(record.type, fields) else { continue }
            guard case .missing(let names, let count, _) = found.kind else {
                Issue.record("without \(record.name(index)): \(found.kind)")
                continue
            }
            #expect(count == 1)
            #expect(names.contains(record.name(index)), "without \(record.name(index)): \(names)")
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
        let record = try #require(SampleFields.all.first { $0.type == type })
        let index = try #require(record.names.firstIndex(of: field))
        var fields = record.fields
        fields.remove(at: index)
        let isLast = index == record.fields.count - 1
        let found = FieldMistake.find(type, fields)
        #expect(found?.kind == .missing([field], count: 1, isLast: isLast))
    }

    @Test(
        "A swap of neighbours is reported as the order of these fields, and corrected to the original",
        arguments: SampleFields.all)
    func swap(_ record: SampleFields) throws {
        for index in record.fields.indices.dropLast() where record.fields[index] != record.fields[index + 1] {
            var fields = record.fields
            fields.swapAt(index, index + 1)
            guard let found = FieldMistake.find(record.type, fields) else { continue }
            guard case .order(let names) = found.kind else {
                Issue.record("\(fields): \(found.kind)")
                continue
            }
            #expect(
                names.contains(record.name(index)) || names.contains(record.name(index + 1)), "\(fields): \(names)")
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

    @Test(
        "A field that is written twice is reported where it is, and never as another mistake",
        arguments: SampleFields.all)
    func repetition(_ record: SampleFields) throws {
        var offset = 0
        for (index, field) in record.fields.enumerated() {
            defer { offset += field.utf8.count + 1 }
            var fields = record.fields
            fields.insert(field, at: index)
            guard let found = FieldMistake.find(record.type, fields) else { continue }
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
        let found = try #require(FieldMistake.find(words[0], Array(words.dropFirst())))
        #expect(
            try apply(found, to: Array(words.dropFirst())) == right.split(separator: " ").dropFirst().map(String.init))
    }

    @Test("Correct records and single wrong values are not a mistake of fields", arguments: SampleFields.all)
    func correctRecords(_ record: SampleFields) throws {
        #expect(FieldMistake.find(record.type, record.fields) == nil)
        for (index, field) in record.fields.enumerated() where field.allSatisfy(\.isNumber) {
            for wrong in ["99999999999999999999", "x\(field).", "-1"] {
                var fields = record.fields
                fields[index] = wrong
                #expect(FieldMistake.find(record.type, fields) == nil, "\(fields)")
            }
        }
    }
}
