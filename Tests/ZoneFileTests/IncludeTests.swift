import DNS
import TestSupport
import Testing
import ZoneFile

/// Files that exist only in the test.
private struct Files: IncludeLoading {
    let texts: [String: String]

    func load(_ path: String, in source: SourceFile) -> IncludedFile {
        guard let text = texts[path] else { return .notReadable(reason: "no such file") }
        return .read(SourceFile(path: path, text: text), identity: path, folder: nil)
    }
}

private func read(_ text: String, _ files: [String: String]) -> Zone {
    var options = ReadingOptions(origin: Name("example.com."))
    options.includes = Files(texts: files)
    return Zone(reading: SourceFile(path: "main", text: text), options: options)
}

private func dump(_ zone: Zone) -> [String] {
    zone.records.map { "\(zone.names.text($0.owner)) \($0.ttl) \($0.type)" }
}

@Suite("$INCLUDE")
struct IncludeTests {
    @Test("Origin and owner are restored after the file, and a $TTL in it remains in force")
    func restores() {
        let zone = read(
            "$TTL 1\na A 192.0.2.1\n$INCLUDE sub b\n  A 192.0.2.2\nc A 192.0.2.3\n",
            ["sub": " A 192.0.2.9\n$ORIGIN x\n$TTL 5\nd A 192.0.2.4\n"]
        )
        #expect(
            dump(zone) == [
                "a.example.com. 1 A", "a.example.com. 1 A", "d.x.b.example.com. 5 A", "a.example.com. 5 A",
                "c.example.com. 5 A",
            ]
        )
    }

    @Test("A problem of an included file points into it, and the source refers to the directive")
    func spans() throws {
        let zone = read("$TTL 1\n$INCLUDE sub\n", ["sub": "a A 192.0.2.300\n"])
        let problem = try #require(zone.problems.first)
        #expect(problem.span.source.path == "sub" && problem.span.text == "192.0.2.300")
        guard case .included(let directive) = problem.span.source.provenance else {
            Issue.record("the source does not refer to the directive")
            return
        }
        #expect(directive.source.path == "main" && directive.text == "sub" && directive.start.line == 2)
    }

    @Test(
        "A record that inherits its owner after a new origin is reported, also at the start of an included file",
        arguments: [("$INCLUDE sub @\n", 1), ("$ORIGIN @\n$INCLUDE sub\n", 1), ("$INCLUDE sub\n", 0)]
    )
    func inheritedOwner(_ text: String, _ expected: Int) {
        let zone = read("$TTL 1\na A 192.0.2.1\n" + text, ["sub": " A 192.0.2.9\n"])
        let doubtful = zone.problems.filter { $0.kind == .ownerAfterOrigin && $0.span.source.path == "sub" }
        #expect(doubtful.count == expected)
    }

    @Test("A file that includes itself is read once, and the loop is reported")
    func loop() {
        let zone = read(
            "$TTL 1\n$INCLUDE a\n", ["a": "x A 192.0.2.1\n$INCLUDE b\n", "b": "y A 192.0.2.1\n$INCLUDE a\n"])
        #expect(dump(zone).count == 2)
        #expect(zone.problems.map(\.kind) == [.includeLoop])
        #expect(!zone.isComplete)
    }

    @Test("Ten levels of files are read, eleven are not")
    func depth() {
        var files: [String: String] = [:]
        for number in 1...11 { files["\(number)"] = "n\(number) 1 A 192.0.2.1\n$INCLUDE \(number + 1)\n" }
        let zone = read("$INCLUDE 1\n", files)
        #expect(dump(zone).count == 10)
        #expect(zone.problems.map(\.kind) == [.includeTooDeep(limit: 10)])
    }

    @Test("A tree of files that grows tenfold at each level ends at the limit")
    func bomb() {
        var files: [String: String] = [:]
        for number in 1...9 { files["\(number)"] = String(repeating: "$INCLUDE \(number + 1)\n", count: 10) }
        files["10"] = "a 1 A 192.0.2.1\n"
        let zone = read("$INCLUDE 1\n", files)
        #expect(zone.problems.contains { $0.kind == .includeLimit(limit: 5000) })
        #expect(zone.sources.count <= 5002)
        #expect(zone.problems.count <= 10_001)
    }
}

@Suite("$GENERATE")
struct GenerateTests {
    @Test(
        "Templates give the same records as in BIND",
        arguments: [
            ("1-3 h$ A 192.0.2.$", ["h1.example.com. 1 A", "h2.example.com. 1 A", "h3.example.com. 1 A"]),
            ("10-20/5 h$ 7 IN A 192.0.2.$", ["h10.example.com. 7 A", "h15.example.com. 7 A", "h20.example.com. 7 A"]),
            ("255-255 ${0,3,x}.${1,4,o}.${-5} TXT $$", ["0ff.0400.250.example.com. 1 TXT"]),
            ("218-218 ${0,4,N}j.${0,0,n} A 192.0.2.1", ["a.d.j.a.d.example.com. 1 A"]),
            ("1-1 a\\$b MX \"10 m$\"", ["a$b.example.com. 1 MX"]),
            ("5-5 $.$$ A 192.0.2.1", ["5.$.example.com. 1 A"]),
        ]
    )
    func templates(_ directive: String, _ expected: [String]) {
        let zone = read("$TTL 1\n$GENERATE \(directive)\n", [:])
        #expect(zone.problems.map(\.kind) == [])
        #expect(dump(zone).map { $0.replacing("\\$", with: "$") } == expected)
    }

    @Test(
        "A directive that BIND refuses is refused, with the span of the wrong part",
        arguments: [
            "«9--10» h$ A 192.0.2.$", "«1-3/» h$ A 192.0.2.$", "«1-3/0» h$ A 192.0.2.$", "«3-1» h$ A 192.0.2.$",
            "0-7 h$ A 1.2.3.«${1,0,dgarbage}»", "0-7 h$ A 1.2.3.«${1000»", "0-7 h$ «TKEY» x", "0-7 h$ «SVR» x",
            "0-7 h$ MX 10 «m$»", "«1-2147483648» h$ A 192.0.2.$",
            "1-2 a«${-9223372036854775808,0,d}» A 192.0.2.$",
        ]
    )
    func refused(_ directive: String) {
        let marked = MarkedText("$TTL 1\n$GENERATE \(directive)\n")
        let zone = read(marked.text, [:])
        #expect(zone.problems.map(\.span.range) == marked.ranges)
        #expect(zone.records.isEmpty)
        #expect(!zone.isComplete)
    }

    @Test("Its results are records even if their owners look like directives")
    func noDirectives() {
        let zone = read("$TTL 1\n$GENERATE 1-1 $$INCLUDE A 192.0.2.1\n", ["A": "a A 192.0.2.1\n"])
        #expect(zone.problems.map(\.kind) == [])
        #expect(dump(zone) == ["\\$include.example.com. 1 A"])
    }

    @Test("A billion records are refused before any is generated")
    func bounded() {
        let zone = read("$TTL 1\n$GENERATE 1-1000000000 h$ A 192.0.2.1\n", [:])
        #expect(zone.problems.map(\.kind) == [.generateLimit(limit: 1_000_000)])
    }
}
