import DNS
import TestSupport
import Testing

@testable import ZoneFile

/// Mistakes found by the property tests and the fuzzer.
@Suite("Regressions found by comparing with the reference reader, and by fuzzing")
struct PropertyRegressionTests {
    private static func read(_ text: String) -> Zone {
        Zone(reading: SourceFile(path: "x", text: text), options: ReadingOptions(origin: Name("example.com.")))
    }

    @Test("A lone carriage return inside parentheses does not cause an endless loop")
    func loneCarriageReturn() {
        let zone = Self.read("$TTL 1\na MX (10 \rb A 192.0.2.1\n")
        #expect(zone.problems.map(\.kind).contains(.parenthesisNotClosed))
    }

    @Test("A problem in lines that are read again is reported once")
    func faultsBeyondTheCut() {
        let zone = Self.read("$TTL 1\na MX ( 10 m\nb TXT \"x\nc A 192.0.2.1 )\n")
        #expect(zone.problems.map(\.kind) == [.parenthesisNotClosed, .quoteNotClosed])
    }

    @Test("A control character in a later record does not affect the one whose parenthesis is not closed")
    func controlBeyondTheCut() {
        let zone = Self.read("$TTL 1\na MX ( 10 m\nb A 192.0.2.1\nc\u{1} A 192.0.2.1\n")
        #expect(zone.records.map(\.type) == [.mx, .a])
        #expect(zone.problems.map(\.kind) == [.parenthesisNotClosed, .controlCharacter(1)])
    }

    @Test("An open parenthesis before many records is not reported as an entry with too many fields")
    func manyRecordsBeyondTheCut() {
        let records = (0..<40_000).map { "h\($0) IN A 192.0.2.1\n" }.joined()
        let zone = Self.read("$TTL 1\na MX ( 10 m\n\(records)")
        #expect(zone.problems.map(\.kind) == [.parenthesisNotClosed])
        #expect(zone.records.count == 40_001)
    }

    @Test(
        "The fields of a record end where the reader ended its entry",
        arguments: [
            ("a TXT ( x\n$TTL 5\nb A 192.0.2.1\n", ["x"]), ("a CAA 0 issue \"b\" # c d\n", ["0", "issue", "b"]),
            ("a TXT ( x\nb A 192.0.2.1\n", ["x"]), ("a TXT ( x\n y )\nb A 192.0.2.1\n", ["x", "y"]),
        ]
    )
    func fields(_ text: String, _ fields: [String]) {
        let zone = Self.read("$TTL 1\n\(text)")
        #expect(zone.fields(of: 0).rdata.map(\.text) == fields)
        var coder = RDATACoder()
        let bytes = Array(fields.joined(separator: " ").utf8)
        var start = 0
        let ranges = fields.map { field in
            defer { start += field.utf8.count + 1 }
            return (start..<start + field.utf8.count, false)
        }
        #expect(coder.encode(zone.records[0].type, ranges, of: bytes, origin: nil) == nil)
        #expect(zone.rdata(of: 0) == coder.wire)
    }

    @Test("The sign of a comment in place of the type is reported with its own span")
    func foreignCommentAfterTTL() {
        let marked = MarkedText("$TTL 1\na 300 IN «#» to do\n")
        #expect(Self.read(marked.text).problems.map(\.span.range) == marked.ranges)
    }

    @Test("The length of a name with too many labels includes its origin")
    func lengthWithOrigin() {
        let labels = Array(repeating: "a", count: 128).joined(separator: ".")
        #expect(Self.read("$TTL 1\n\(labels) A 192.0.2.1\n").problems.map(\.kind) == [.nameTooLong(269)])
        #expect(Self.read("$TTL 1\n\(labels). A 192.0.2.1\n").problems.map(\.kind) == [.nameTooLong(257)])
    }

    @Test("An escaped byte outside ASCII is reported too")
    func escapedNonASCII() {
        let bytes = Array("$TTL 1\na\\".utf8) + [0xE9] + Array(" A 192.0.2.1\n".utf8)
        let zone = Zone(reading: SourceFile(path: "x", bytes: bytes), options: ReadingOptions(origin: Name("x.")))
        #expect(zone.problems.map(\.kind) == [.nonASCIIName])
    }

    @Test("The minimum of an SOA record is its TTL also before a comment of another language")
    func minimumBeforeComment() {
        let zone = Self.read("@ SOA a b 1 2 3 4 300 # x\n")
        #expect(zone.records.map(\.ttl) == [300])
    }

    @Test("An invalid name is not reported in addition to its missing closing quote")
    func nameInOpenQuote() {
        #expect(Self.read("$TTL 1\na CNAME \"b..c\n").problems.map(\.kind) == [.quoteNotClosed])
    }

    @Test("A NUL in one file does not hide one at the same offset of another file")
    func nulInIncludedFile() {
        struct Files: IncludeLoading {
            func load(_ path: String, in source: SourceFile) -> IncludedFile {
                .read(SourceFile(path: path, text: "; included \0 here, and more\n"), identity: path, folder: nil)
            }
        }
        var options = ReadingOptions(origin: Name("example.com."))
        options.includes = Files()
        let text = "; this has \0 too, there\n$TTL 1\n$INCLUDE a\nb A 192.0.2.1\n"
        let zone = Zone(reading: SourceFile(path: "x", text: text), options: options)
        #expect(zone.problems.map(\.kind) == [.controlCharacter(0), .controlCharacter(0)])
    }

    @Test("Columns are correct far into a line of multi-byte characters")
    func longLine() {
        let text = "; " + String(repeating: "é漢", count: 3000) + "x"
        let source = SourceFile(path: "x", text: "\n" + text + "\n")
        #expect(source.location(of: 1 + text.utf8.count - 1) == SourceLocation(line: 2, column: 6003))
        #expect(source.location(of: 1 + 2 + 5 * 2000) == SourceLocation(line: 2, column: 4003))
        #expect(source.location(of: source.count) == SourceLocation(line: 3, column: 1))
    }

    @Test("The origin in force is found among thousands")
    func manyOrigins() {
        let text = (0..<2000).map { "$ORIGIN o\($0).example.com.\na 1 A 192.0.2.1\n" }.joined()
        let zone = Self.read(text)
        for id in [0, 1, 999, 1999] {
            #expect(zone.names.text(zone.origin(inForceAt: id)) == "o\(id).example.com.")
        }
    }
}
