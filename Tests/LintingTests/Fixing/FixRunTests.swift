import DNS
import Diagnostics
import Linting
import ServerRules
import TestSupport
import Testing
import ZoneFile

@Suite("Fixing files")
struct FixRunTests {
    private static let fixable = RuleCase.bad.filter(\.hasFix)

    @Test(
        "All fixes of an example are made together without new findings, and a second run makes none",
        arguments: fixable)
    func examples(_ ruleCase: RuleCase) {
        let fixed = FixedZone(ruleCase.example, unsafe: true)
        #expect(fixed.isChanged)
        #expect(fixed.run.leftOut.isEmpty, "\(fixed.run.leftOut.map { "\($0.finding.rule.code): \($0.reason)" })")
        #expect((fixed.run.report.fixed?.findings ?? 0) > 0)
        let again = fixed.again(ruleCase.example)
        #expect(again.after == fixed.after && again.documents == fixed.documents)
        let before = Set(fixed.run.original.findings.map(\.rule.code))
        let new = again.run.original.findings.filter { $0.severity > .info && !before.contains($0.rule.code) }
        #expect(new.isEmpty, "\(fixed.text)")
    }

    @Test("Unsafe fixes are made only if allowed", arguments: fixable)
    func safeOnly(_ ruleCase: RuleCase) {
        let fixed = FixedZone(ruleCase.example, unsafe: false)
        let findings = fixed.run.original.findings
        let hasSafe = findings.contains { $0.fixes.contains { $0.safety == .safe } }
        #expect(fixed.isChanged == hasSafe)
    }

    private static func zone(_ text: String) -> String { ExampleRun.baseZone + text }

    @Test("A mistake that can be fixed only after another one is fixed in the next round")
    func rounds() {
        let fixed = FixedZone(
            Self.zone(
                "matrix IN A 192.0.2.10\nmatrix IN A 192.0.2.10 # twice\n_submission._tcp IN SRV 010 0 8448 matrix")
        )
        #expect(
            fixed.text == Self.zone("matrix IN A 192.0.2.10\n_submission._tcp IN SRV 10 0 8448 matrix\n")
        )
        #expect(fixed.run.report.fixed == FixCount(findings: 3, files: 1))
        #expect(fixed.run.report.findings.isEmpty)
    }

    @Test("Line ends and bytes that are not UTF-8 do not change")
    func untouched() {
        for lineEnd in ["\n", "\r\n"] {
            let text = Self.zone("a IN A 192.0.2.1\nm IN MX 010 a\n").replacing("\n", with: lineEnd)
            let rest: [UInt8] = [0x3B, 0xFF, 0xFE, 0x80, 0xC3] + Array("\(lineEnd); last".utf8)
            let fixed = FixedZone(Array(text.utf8) + rest)
            #expect(fixed.after == Array(text.replacing("010", with: "10").utf8) + rest + Array(lineEnd.utf8))
        }
    }

    @Test("Suppressed findings are not fixed")
    func suppressed() {
        let text = Self.zone("a IN A 192.0.2.1\nm IN MX 010 a ; srvlint: ignore[Z130] as it was\n")
        #expect(FixedZone(text).text == text)
    }

    @Test("Records of a $GENERATE are not edited")
    func generated() {
        let text = Self.zone("$GENERATE 1-3 h$ IN MX 010 a\na IN A 192.0.2.1\n")
        #expect(FixedZone(text).text == text)
    }

    // MARK: - Bad fixes

    private static let stays = "gone IN CNAME missing\n"

    /// Adds a fix that replaces `word` in the zone.
    private static func adding(_ fixes: [(word: String, text: String)]) -> (LintReport) -> LintReport {
        { report in
            var report = report
            // This finding exists in every revision of the text.
            guard let source = report.findings.first(where: { $0.rule.code == "Z223" })?.primary?.span.source else {
                return report
            }
            let whole = source.text(in: 0..<source.count)
            for (word, text) in fixes {
                guard let place = whole.range(ofText: word), let rule = RuleRegistry.rule("Z130") else { continue }
                let span = SourceSpan(source, place)
                var finding = Finding(rule, word, at: LabelledSpan(span, ""), why: "", help: "")
                finding.fixes = [Fix("try", .unsafe, [Edit(replace: span, with: text)])]
                report.findings.append(finding)
            }
            return report
        }
    }

    @Test("A fix that makes the text unreadable is left out with the reason, and the others are made")
    func unreadable() {
        let text = Self.zone(
            "a IN A 192.0.2.1\nb IN A 192.0.2.2\nc IN A 192.0.2.3\nd IN A 192.0.2.4 # d\nm IN MX 010 a\n" + Self.stays)
        let fixed = FixedZone(text, review: Self.adding([("192.0.2.2", "("), ("192.0.2.3", "192.0.2.300")]))
        #expect(fixed.text == text.replacing("# d", with: "; d").replacing(" 010 ", with: " 10 "))
        #expect(fixed.run.leftOut.map(\.finding.message) == ["192.0.2.2", "192.0.2.3"])
        #expect(fixed.run.leftOut.last?.reason.contains("Z104") == true)
    }

    @Test("A fix that causes a new finding elsewhere is left out")
    func newElsewhere() {
        let text = Self.zone("a IN A 192.0.2.1\nm IN MX 10 a\nx IN A 192.0.2.3 # x\n" + Self.stays)
        let fixed = FixedZone(text, review: Self.adding([("a IN A", "b IN A")]))
        #expect(fixed.text == text.replacing("# x", with: "; x"))
        #expect(fixed.run.leftOut.count == 1)
    }

    @Test("Of overlapping fixes the first by position is made, whatever the order of findings")
    func overlap() {
        let text = Self.zone("a IN A 192.0.2.1\nx IN TXT \"abcdef\"\n" + Self.stays)
        let fixed = FixedZone(text, review: Self.adding([("cdef", "C"), ("abcd", "A")]))
        #expect(fixed.text == text.replacing("abcdef", with: "Aef"))
    }

    // MARK: - Several files

    private static func run(_ zones: [(String, String)], _ files: [String: String]) -> FixRun {
        let linter = Linter(loader: ZoneLoader(includes: TextFiles(files)))
        let inputs = zones.map { path, text in
            ZoneInput(
                .source(SourceFile(path: path, text: text)), origin: Name("\(path).").map { ($0, .option) },
                identity: path
            )
        }
        return Fixer(linter, allowsUnsafe: true).fix(inputs)
    }

    @Test("A file that two zones include is edited once, instead of the files that include it")
    func included() {
        let zone = Self.zone("$INCLUDE hosts.inc\n")
        let run = Self.run(
            [("example.com", zone), ("example.org", zone)], ["hosts.inc": "a IN A 192.0.2.1\nm IN MX 010 a\n"])
        #expect(run.changes.map { $0.map(\.source.path) } == [["hosts.inc"]])
        #expect(
            run.changes.joined().map { String(decoding: $0.text.bytes, as: UTF8.self) } == [
                "a IN A 192.0.2.1\nm IN MX 10 a\n"
            ])
        #expect(run.report.findings.isEmpty)
    }

    @Test("A fix of an included file is left out if it causes a finding in another zone")
    func harmsOther() {
        let one = Self.zone("web IN A 192.0.2.1\nmatrix IN CNAME web\n$INCLUDE srv.inc\n")
        let other = Self.zone("matrix IN A 192.0.2.1\n$INCLUDE srv.inc\n")
        let run = Self.run(
            [("example.com", one), ("example.org", other)], ["srv.inc": "_submission._tcp IN SRV 10 0 8448 matrix\n"]
        )
        #expect(run.original.findings.map(\.rule.code) == ["S301"])
        #expect(run.changes.isEmpty)
        #expect(run.leftOut.count == 1)
    }

    @Test("The files of one fix are in one group, and after a revert its finding is reported again")
    func together() {
        let zone = Self.zone("a IN A 192.0.2.1\nmatrix-fed._tcp IN SRV 10 0 8448 a\n$INCLUDE srv.inc\n")
        var run = Self.run([("example.com", zone)], ["srv.inc": "matrix-fed._tcp IN SRV 10 0 8449 a\n"])
        #expect(run.changes.map { $0.map(\.source.path) } == [["example.com", "srv.inc"]])
        #expect(run.report.fixed == FixCount(findings: 1, files: 2))
        run.revert(["example.com", "srv.inc"])
        #expect(run.report.fixed == FixCount(findings: 0, files: 0))
        #expect(run.report.findings.map(\.rule.code) == run.original.findings.map(\.rule.code))
    }

    @Test(
        "A zone whose records change without its serial is reported, but not if only a duplicate was removed"
    )
    func serials() {
        let alias = Self.zone("web IN A 192.0.2.1\nmatrix IN CNAME web\n_submission._tcp IN SRV 10 0 8448 matrix\n")
        #expect(FixedZone(alias).run.unraisedSerials.map(\.serial) == [2_026_112_101])
        #expect(FixedZone(Self.zone("a IN A 192.0.2.1\na IN A 192.0.2.1\n")).run.unraisedSerials.isEmpty)
    }

    // MARK: - Documents

    private static func fixed(document: String, unsafe: Bool = true) -> FixedZone {
        let file = SourceFile(path: "server", text: document)
        return FixedZone(
            Array(zone("web IN A 192.0.2.1\nmatrix IN CNAME web\n").utf8),
            server: ServerInput("example.com", wellKnown: file), unsafe: unsafe)
    }

    @Test("An unreadable document is fixed even if that reveals other findings")
    func document() {
        // The private address is a new finding, but does not prevent the removal of the byte order mark.
        let text = "\u{FEFF}{\"m.server\": \"10.0.0.1:8448\"}"
        let fixed = Self.fixed(document: text)
        #expect(fixed.document.map { String(decoding: $0, as: UTF8.self) } == #"{"m.server": "10.0.0.1:8448"}"#)
        #expect(fixed.run.report.findings.contains { $0.rule.code != "W102" && $0.severity > .info })
    }

    @Test("A value without a clear meaning is not fixed")
    func obscure() {
        for value in [
            "\"http://matrix.example.com\"", "\"https://a b\"", "\"https://matrix.example.com/path\"", "[\"a\", \"b\"]",
            "17", "\"matrix.example.com:0\"", "\"\\u004datrix.example.com:443\"",
        ] {
            let text = "{\"m.server\": \(value)}"
            #expect(Self.fixed(document: text).document == Array(text.utf8))
        }
    }

    @Test("A URL is replaced by its host and port")
    func urls() {
        for (url, server) in [
            ("https://matrix.example.com", "matrix.example.com:443"),
            ("HTTPS://matrix.example.com:8448/", "matrix.example.com:8448"),
            ("https://[2001:db8::1]/", "[2001:db8::1]:443"),
        ] {
            let fixed = Self.fixed(document: "{\"m.server\": \"\(url)\"}")
            #expect(fixed.document == Array("{\"m.server\": \"\(server)\"}".utf8))
        }
    }

    @Test("Ten thousand mistakes in one file are fixed in a few rounds")
    func many() {
        let lines = (0..<12_000).map { "h\($0) IN MX 0\($0 % 60) a\n" }.joined()
        // The time that this takes must not matter.
        let budget = FixBudget(.seconds(3_600))
        let fixed = FixedZone(Array(Self.zone("a IN A 192.0.2.1\n" + lines).utf8), budget: budget)
        #expect(fixed.run.report.fixed?.findings == 12_000)
        #expect(fixed.run.report.findings.isEmpty)
    }
}

extension String {
    /// The bytes of the first occurrence.
    fileprivate func range(ofText word: String) -> Range<Int>? {
        guard let range = firstRange(of: word) else { return nil }
        let start = utf8.distance(from: utf8.startIndex, to: range.lowerBound)
        return start..<start + word.utf8.count
    }
}
