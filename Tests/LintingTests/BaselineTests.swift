import DNS
import Linting
import TestSupport
import Testing
import ZoneFile

@Suite("Baseline")
struct BaselineTests {
    private static let zone = """
        $ORIGIN example.com.
        $TTL 3600
        @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 1
        @ IN NS ns1.example.net.
        @ IN NS ns2.example.net.
        web IN A 192.0.2.10
        matrix IN CNAME web
        _submission._tcp IN SRV 10 0 8448 matrix
        x IN A 192.0.2.300

        """

    private func lint(_ text: String, path: String = "zones/a.zone", selection: RuleSelection = RuleSelection())
        -> LintReport
    {
        var linter = Linter(selection: selection)
        linter.recordsContent = true
        return linter.lint([ZoneInput(.source(SourceFile(path: path, text: text)))])
    }

    /// The baseline of all findings, read from its own text.
    private func baseline(_ text: String = zone) throws -> Baseline {
        let written = Baseline().updated(by: lint(text), .asGiven)
        return try Baseline(reading: SourceFile(path: "baseline.json", text: written.text))
    }

    /// The codes of findings: "S301", or "-S301" for a suppressed one.
    private func codes(_ report: LintReport) -> [String] {
        report.findings.map { ($0.suppression == nil ? "" : "-") + $0.rule.code }.sorted()
    }

    @Test("suppresses all findings it was written for, with the span of each entry")
    func known() throws {
        let report = try baseline().applied(to: lint(Self.zone))
        #expect(codes(report).allSatisfy { $0.hasPrefix("-") } && codes(report).contains("-S301"))
        let suppression = try #require(report.findings.first { $0.rule.code == "S301" }?.suppression)
        #expect(suppression.kind == .baseline && suppression.reason == "baseline")
        #expect(suppression.comment.text.contains("\"S301\""))
    }

    @Test(
        "suppresses findings after lines have moved and insignificant text has changed",
        arguments: [
            zone.replacing("web IN A", with: "; a comment\n\nnew 60 IN A 192.0.2.7\nweb IN A"),
            zone.replacing("2026112101", with: "2026112199").replacing("$TTL 3600", with: "$TTL 7200"),
            zone.replacing(
                "_submission._tcp IN SRV 10 0 8448 matrix",
                with: "_Submission._tcp  60 SRV ( 10 0\n 8448\tmatrix ) ; moved"),
            zone.replacing("\n", with: "\r\n"),
            zone.replacing("\nx IN A 192.0.2.300\n", with: "\n").replacing(
                "web IN A", with: "x IN A 192.0.2.300 ; see\nweb IN A"),
        ])
    func holds(text: String) throws {
        let report = try baseline().applied(to: lint(text))
        let above = report.findings.filter { $0.severity > .info || $0.rule.code == "X106" }
        #expect(above.allSatisfy { $0.suppression != nil }, "\(codes(report))")
        #expect(!above.isEmpty)
    }

    @Test("does not suppress a second equal finding, or a different one of the same rule")
    func new() throws {
        let again = Self.zone + "x IN A 192.0.2.300\n"
        #expect(codes(try baseline().applied(to: lint(again))).filter { $0 == "Z104" }.count == 1)
        let other = Self.zone + "y IN A 192.0.2.300\n"
        #expect(codes(try baseline().applied(to: lint(other))).filter { $0 == "Z104" }.count == 1)
        let known = try baseline(again)
        #expect(known.text.contains("\"count\": 2"))
        #expect(!codes(known.applied(to: lint(again))).contains("Z104"))
    }

    @Test("an entry without a finding is reported as stale at its line, also if only some of its findings are gone")
    func stale() throws {
        let fixed = Self.zone.replacing("192.0.2.300", with: "192.0.2.30")
        let report = try baseline().applied(to: lint(fixed))
        let stale = report.findings.filter { $0.rule.code == "X106" }
        #expect(stale.count == 1 && stale[0].primary?.span.source.path == "baseline.json")
        #expect(stale[0].primary?.span.text.contains("\"Z104\"") == true)
        let twice = try baseline(Self.zone + "x IN A 192.0.2.300\n").applied(to: lint(Self.zone))
        #expect(twice.findings.last?.message.contains("2 times") == true)
    }

    @Test("an entry is not stale if the run could not have found it")
    func notStale() throws {
        let none = try RuleSelection(select: [], ignore: ["Z104"])
        let runs = [
            lint(Self.zone, path: "zones/b.zone"),
            lint(Self.zone, selection: none),
            LintReport(
                findings: [],
                files: [
                    FileReport(path: "zones/a.zone", origin: nil, originFrom: .none, records: 0, status: .unreadable)
                ]),
            // The zone is incomplete, so only rules about text are conclusive.
            lint(Self.zone.replacing("matrix IN CNAME web", with: "matrix IN CNAMO web")),
        ]
        for run in runs {
            let report = try baseline().applied(to: run, none)
            #expect(!report.findings.contains { $0.rule.code == "X106" })
        }
    }

    @Test("an update removes fixed findings, keeps files that were not checked, and never contains X rules")
    func updated() throws {
        let fixed = Self.zone.replacing("192.0.2.300", with: "192.0.2.30 ; srvlint: ignore[Z104]")
        let report = lint(fixed)
        #expect(codes(report).contains("X101"))
        let text = try baseline().updated(by: report, .asGiven).text
        #expect(!text.contains("Z104") && !text.contains("X101") && text.contains("S301"))
        #expect(
            try baseline().updated(by: lint("x 60 IN A 192.0.2.1\n", path: "zones/b.zone"), .asGiven).text.contains(
                "zones/a.zone"))
        // A finding that a comment suppresses is not recorded.
        let silenced = lint(Self.zone.replacing("8448 matrix", with: "8448 matrix ; srvlint: ignore[S301]"))
        #expect(!Baseline().updated(by: silenced, .asGiven).text.contains("S301"))
    }

    @Test("is sorted, has one finding on each line, and is the same for the same findings")
    func text() throws {
        let text = try baseline().text
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("    {") }
        #expect(lines.count == 2)
        #expect(
            lines.map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) }.sorted()
                == lines.map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) })
        #expect(try Baseline(reading: SourceFile(path: "b", text: text)).text == text)
    }

    @Test("the contents of a zone cannot make the file invalid")
    func hostile() throws {
        let zone =
            Self.zone + "\"\u{1B}[31m\\\" IN A 192.0.2.300\n\u{202E}é IN A 192.0.2.300\nt IN TXT \""
            + String(repeating: "é", count: 3000) + "\"\n"
        let written = Baseline().updated(by: lint(zone), .asGiven).text
        #expect(!written.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
        #expect(written.split(separator: "\n").allSatisfy { $0.utf8.count < 2_000 })
        let report = try Baseline(reading: SourceFile(path: "b", text: written)).applied(to: lint(zone))
        #expect(report.findings.allSatisfy { $0.suppression != nil || $0.rule.family == .tool })
    }

    @Test(
        "an invalid file is refused with the span of the mistake",
        arguments: [
            ("«»", "not valid JSON"), ("{\"schema\": 1, \"findings\": [«<»<<<<<< ours\n", "not valid JSON"),
            ("«[]»", "an object"), ("«{»}", "`schema` is missing"), ("{\"schema\": «2», \"findings\": []}", "schema 1"),
            ("«{»\"schema\": 1}", "`findings` is missing"), ("{\"schema\": 1, \"findings\": «{}»}", "an array"),
            ("{\"schema\": 1, \"findings\": [], «\"x\"»: 1}", "no key `x`"),
            ("{\"schema\": 1, \"findings\": [«{»\"file\": \"a\", \"rule\": \"S301\"}]}", "`text` is missing"),
            ("{\"schema\": 1, \"findings\": [{\"file\": «7»}]}", "expected a string for `file`"),
            ("{\"schema\": 1, \"findings\": [{\"file\": \"a\", «\"file\"»: \"b\"}]}", "duplicate key"),
            (
                "{\"schema\": 1, \"findings\": [{\"file\": \"a\", \"rule\": \"S301\", \"text\": \"\", \"count\": «0»}]}",
                "a positive integer"
            ),
        ])
    func damaged(marked: String, words: String) {
        let text = MarkedText(marked)
        do {
            _ = try Baseline(reading: SourceFile(path: "b.json", text: text.text))
            Issue.record("it was read")
        } catch {
            #expect(error.span.range == text.ranges.first)
            #expect(error.message.contains(words), "\(error.message)")
        }
    }
}

extension BaselinePaths {
    /// The baseline and the run use the same paths.
    fileprivate static let asGiven = BaselinePaths(name: { $0 })
}

extension Baseline {
    /// Returns the report with the findings of the baseline suppressed.
    fileprivate func applied(to report: LintReport, _ selection: RuleSelection = RuleSelection()) -> LintReport {
        Linter(selection: selection).suppress(in: report, by: KnownFindings(self, .asGiven))
    }
}
