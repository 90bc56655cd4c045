import DNS
import TestSupport
import Testing

@testable import ZoneFile

/// RFC 4034 §6.2, RFC 6840 §5.1, RFC 3597 §7.
@Suite("The canonical form of record data")
struct CanonicalDataTests {
    /// Texts with a record whose target is `Www` below an origin that the text sets.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let expected: String
        var type = RecordType.https

        init(_ description: String, _ text: String, _ expected: String, _ type: RecordType = .https) {
            testDescription = description
            self.text = text
            self.expected = expected
            self.type = type
        }
    }

    static let cases = [
        Case("an absolute name", "@ HTTPS 1 Www.Example.COM.\n", "Www.Example.COM."),
        Case("the origin of the zone", "@ HTTPS 1 Www\n", "Www.example.com."),
        Case("an origin", "$ORIGIN Sub.Example.COM.\na HTTPS 1 Www\n", "Www.Sub.Example.COM."),
        Case("NSEC", "$ORIGIN Sub.Example.COM.\na NSEC Www A\n", "Www.Sub.Example.COM.", .nsec),
        Case("NS, which is signed in lower case", "$ORIGIN Sub.Example.COM.\na NS Www\n", "www.sub.example.com.", .ns),
        Case("the origin itself", "$ORIGIN Sub.Example.COM.\n@ HTTPS 1 @\n", "Sub.Example.COM."),
        Case("a relative origin", "$ORIGIN Sub\na HTTPS 1 Www\n", "Www.Sub.example.com."),
        Case(
            "a relative origin below one in lower case", "$ORIGIN low.example.com.\n$ORIGIN Sub\na HTTPS 1 Www\n",
            "Www.Sub.low.example.com."),
        Case(
            "a second origin", "$ORIGIN Sub.Example.COM.\n$ORIGIN sub.example.com.\na HTTPS 1 Www\n",
            "Www.sub.example.com."),
        Case("an origin in parentheses", "$ORIGIN (\n Sub\n) ; x\na HTTPS 1 Www\n", "Www.Sub.example.com."),
        Case("escapes", "$origin S\\.b\\065.Example.COM.\na HTTPS 1 Www\n", "Www.S\\.bA.Example.COM."),
        Case("lone carriage returns", "$ORIGIN Sub.Example.COM.\ra HTTPS 1 Www\r", "Www.Sub.Example.COM."),
        Case(
            "after generated records", "$ORIGIN Sub\n$GENERATE 1-2 h$ A 192.0.2.$\na HTTPS 1 Www\n",
            "Www.Sub.example.com."),
        Case("generated records", "$ORIGIN Sub\n$GENERATE 1-1 h HTTPS \"1 Www$\"\n", "Www1.Sub.example.com."),
        Case("after an included file", "$ORIGIN Sub\n$INCLUDE empty Other\na HTTPS 1 Www\n", "Www.Sub.example.com."),
        Case("an included file", "$ORIGIN Sub\n$INCLUDE record\n", "Www.Sub.example.com."),
        Case("an included file with an origin", "$ORIGIN Sub\n$INCLUDE record Other\n", "Www.Other.Sub.example.com."),
        Case("an included file that changes it", "$ORIGIN Sub\n$INCLUDE origin\n", "Www.In.Sub.example.com."),
    ]

    @Test("keeps the letters of names as they are written, also those of the origin", arguments: cases)
    func letters(_ example: Case) throws {
        var options = ReadingOptions(origin: Name("example.com."))
        options.includes = TextFiles([
            "record": "a HTTPS 1 Www\n", "origin": "$ORIGIN In\na HTTPS 1 Www\n", "empty": "; empty\n",
        ])
        let text = "$TTL 1\n" + example.text
        let bytes = example.text.contains("\r") ? text.replacing("\n", with: "\r") : text
        let zone = Zone(reading: SourceFile(path: "x", text: bytes), options: options)
        let id = try #require(zone.records.indices.first { zone.records[$0].type == example.type })
        let data = try #require(RDATAReader(zone, .canonical).rdata(of: id))
        let wire = data.dropFirst(example.type == .https ? 2 : 0)
        let expected = try #require(Name(example.expected)).wire
        #expect(Array(wire.prefix(expected.count)) == expected, "\(Array(wire))")
    }
}
