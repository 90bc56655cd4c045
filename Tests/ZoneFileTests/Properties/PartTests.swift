import DNS
import TestSupport
import Testing

@testable import ZoneFile

@Suite("A zone file that is read in parts")
struct PartTests {
    @Test("gives the same zone as in one part, wherever it is cut: at one line, at two, or at every line")
    func everyLine() {
        PropertyRun(cases: 200).check { bytes, origin in
            let source = SourceFile(path: "property", bytes: bytes)
            let whole = ZoneDescription(Self.zone(source, origin, cuts: nil))
            let lines = bytes.indices.filter { bytes[$0] == 0x0A && $0 + 1 < bytes.count }.map { $0 + 1 }
            // Long files are cut at a few lines only.
            let step = max(1, lines.count / 5)
            let some = stride(from: 0, to: lines.count, by: step).map { lines[$0] }
            let pairs = zip(some, some.dropFirst()).map { [$0, $1] }
            for cuts in some.map({ [$0] }) + pairs + [lines] where !cuts.isEmpty {
                let zone = Self.zone(source, origin, cuts: cuts)
                if let difference = whole.difference(from: ZoneDescription(zone)) {
                    return "cut at \(cuts.prefix(4)): \(difference)"
                }
            }
            return nil
        }
    }

    @Test("is not simply read again: parts of ordinary zones are used, with directives and problems in them")
    func partsAreUsed() throws {
        let text = """
            $ORIGIN example.com.
            $TTL 3600
            @ IN SOA ns1 hostmaster 1 2 3 4 5
            @ NS ns1
            a A 192.0.2.1
            $ORIGIN sub.example.com.
            $TTL 60
            b A 192.0.2.2
            c A 192.0.2.300
            d MX 10 a.example.com. ; srvlint: ignore[Z1]
            $GENERATE 1-3 h$ A 192.0.2.$
              AAAA 2001:db8::1
            e NOSUCH x

            """
        let source = SourceFile(path: "zone", text: text)
        let origin = try #require(Name("example.com."))
        let whole = ZoneDescription(Self.zone(source, origin, cuts: nil))
        for line in ["a A", "c A", "d MX", "e NOSUCH"] {
            let cut = try #require(text.range(of: "\n" + line)).lowerBound.utf16Offset(in: text) + 1
            var reader = ZoneReader(source, Self.options(origin, cuts: [cut]))
            reader.read(Self.options(origin, cuts: [cut]))
            #expect(reader.partsUsed == 1, "\(line)")
            #expect(whole.difference(from: ZoneDescription(Self.zone(source, origin, cuts: [cut]))) == nil)
        }
    }

    @Test("is read with a guessed TTL of the record before, if the file has no $TTL, and again if it was another")
    func lastTTL() throws {
        let head = "@ 60 IN SOA ns1.example.com. hostmaster 1 2 3 4 5\n@ 60 NS ns1\n"
        let origin = try #require(Name("example.com."))
        for (text, used) in [("a A 192.0.2.1\n", 1), ("a 90 A 192.0.2.1\n", 0)] {
            let text = head + text + "b A 192.0.2.2\n"
            let source = SourceFile(path: "zone", text: text)
            let cuts = [head.utf8.count - 12, text.utf8.count - 14]
            var reader = ZoneReader(source, Self.options(origin, cuts: cuts))
            reader.read(Self.options(origin, cuts: cuts))
            #expect(reader.partsUsed == used + 1)
            let whole = ZoneDescription(Self.zone(source, origin, cuts: nil))
            #expect(whole.difference(from: ZoneDescription(Self.zone(source, origin, cuts: cuts))) == nil)
        }
    }

    @Test("has each comment for srvlint once, even if the reader looked ahead past the cut")
    func commentsReadAhead() throws {
        let head = "$TTL 60\n@ IN SOA ns1 hostmaster 1 2 3 4 5\n"
        let text = head + "# (; a parenthesis\nmx MX 10 (a) ; srvlint: ignore[S]\nb SRV 1 2 3 c \"\n"
        let source = SourceFile(path: "zone", text: text)
        let origin = try #require(Name("example.com."))
        let whole = Self.zone(source, origin, cuts: nil)
        #expect(whole.directiveComments.count == 1)
        for cut in [head.utf8.count, head.utf8.count + 19] {
            let zone = Self.zone(source, origin, cuts: [8, cut])
            #expect(ZoneDescription(whole).difference(from: ZoneDescription(zone)) == nil, "cut at \(cut)")
        }
    }

    @Test("keeps as many problems as in one part, and counts the others")
    func problemLimit() throws {
        let lines = (0..<30).map { "a\($0) A 192.0.2.300\n" }
        let text = "@ 60 IN SOA ns1 hostmaster 1 2 3 4 5\n" + lines.joined()
        let source = SourceFile(path: "zone", text: text)
        let origin = try #require(Name("example.com."))
        let ends = text.utf8.indices.filter { text.utf8[$0] == 0x0A }
            .map { text.utf8.distance(from: text.startIndex, to: $0) + 1 }
        for limit in [1, 15, 29, 30, 31] {
            var options = Self.options(origin, cuts: nil)
            options.problemLimit = limit
            let whole = ZoneDescription(Zone(reading: source, options: options))
            for cuts in [[ends[0]], [ends[15]], Array(ends.dropLast())] {
                options.cuts = cuts
                let zone = Zone(reading: source, options: options)
                #expect(whole.difference(from: ZoneDescription(zone)) == nil, "\(limit) \(cuts)")
            }
        }
    }

    @Test("is cut by itself if it is large, into a part for each thread")
    func large() throws {
        var text = "$ORIGIN example.com.\n$TTL 3600\n@ IN SOA ns1 hostmaster 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.1\n"
        var number = 0
        while text.utf8.count < SourceFile.sizeForThreads + 1000 {
            number += 1
            let ttl = number % 7 == 0 ? "600 " : ""
            text += "host-\(number % 9000) \(ttl)IN A 192.0.2.\(number % 256)\n IN AAAA 2001:db8::\(number % 9000)\n"
            if number % 1000 == 0 { text += "; a comment\n\nbad A x\n" }
        }
        let source = SourceFile(path: "zone", text: text)
        let origin = try #require(Name("example.com."))
        let whole = ZoneDescription(Self.zone(source, origin, cuts: nil))
        for threads in 2...4 {
            var options = ReadingOptions(origin: origin)
            options.threads = threads
            var reader = ZoneReader(source, options)
            reader.read(options)
            #expect(reader.partsUsed == threads - 1)
            #expect(whole.difference(from: ZoneDescription(Zone(reading: source, options: options))) == nil)
        }
    }

    private static func options(_ origin: Name?, cuts: [Int]?) -> ReadingOptions {
        var options = ReadingOptions(origin: origin)
        options.cuts = cuts
        // Even if `cuts` has more parts, they are read by one other thread at a time.
        options.threads = cuts == nil ? 1 : 2
        return options
    }

    private static func zone(_ source: SourceFile, _ origin: Name?, cuts: [Int]?) -> Zone {
        Zone(reading: source, options: options(origin, cuts: cuts))
    }
}

/// Everything that a zone was read to be, for comparisons.
private struct ZoneDescription {
    private let lines: [String]

    init(_ zone: Zone) {
        var lines = ["apex \(zone.apex), class \(zone.zoneClass), \(zone.includedFiles.sorted()), \(zone.identities)"]
        lines += (0..<zone.names.count).map { number in
            let name = NameID(UInt32(number))
            let node = zone.names.nodes[number]
            return "name \(number) below \(zone.names.parent(of: name).number): \(zone.names.label(of: name)) "
                + "\(node.wireLength) \(node.depth) \(node.flags) \(node.label) \(zone.exists(name))"
        }
        lines += zone.records.indices.map { "record \($0): \(zone.records[$0]), \(zone.origin(inForceAt: $0))" }
        lines += zone.problems.map { problem in
            let related = problem.related.map { "\(Self.number($0.source, zone)) \($0.range)" } ?? ""
            return "problem \(problem.kind) \(Self.number(problem.span.source, zone)) \(problem.span.range) "
                + "\(String(describing: problem.owner)) \(related)"
        }
        lines += zone.sources.map { "source \($0.path) \($0.contents)" }
        lines += zone.directiveComments.map { "comment \(Self.number($0.source, zone)) \($0.range)" }
        lines += zone.exports.map { "export \($0.syntax) \($0.span.range) \($0.entry.range) \($0.owner)" }
        lines.append("origins \(zone.origins.sorted())")
        let unread = zone.unread
        lines.append(
            "unread \(unread.count) \(String(describing: unread.first?.range)) \(String(describing: unread.soa?.range))"
        )
        for number in 0..<zone.names.count where !unread.isEmpty {
            let name = NameID(UInt32(number))
            let types: [RecordType?] = [nil, .a, .cname, .ns, .soa, .mx, .dname]
            let may = types.map { unread.mayContain(name, $0) }
            lines.append("unread \(number) \(may) \(unread.mayContain(atOrBelow: name))")
        }
        self.lines = lines
    }

    private static func number(_ source: SourceFile, _ zone: Zone) -> Int {
        zone.sources.firstIndex { $0 === source } ?? -1
    }

    func difference(from other: ZoneDescription) -> String? {
        for (left, right) in zip(lines, other.lines) where left != right { return "\(left)\n\(right)" }
        return lines.count == other.lines.count ? nil : "\(lines.count) and \(other.lines.count) lines"
    }
}
