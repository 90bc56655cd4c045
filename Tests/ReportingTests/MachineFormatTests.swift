import Diagnostics
import FoundationEssentials
import Linting
import Reporting
import TestSupport
import Testing
import ZoneFile

@Suite("Formats for programs")
struct MachineFormatTests {
    private var report: LintReport {
        var suppressed = Fixture.aliasFinding
        suppressed.suppression = Suppression(reason: "we know", comment: suppressed.related[0].span)
        var unread = Finding(
            Fixture.rule("X103", "unreadable-file", isNotChecked: true),
            "the file cannot be read",
            at: nil,
            why: "",
            help: ""
        )
        unread.path = "zones/secret.zone"
        return LintReport(
            findings: [Fixture.aliasFinding, suppressed, unread],
            files: [
                Fixture.file("zones/example.com.zone", 8),
                FileReport(path: "zones/secret.zone", origin: nil, originFrom: .none, records: 0, status: .unreadable),
            ]
        )
    }

    @Test("concise is one line per finding and nothing else")
    func concise() {
        #expect(
            ConciseReporter().render(report) == """
                zones/example.com.zone:10:35: error S301 SRV target is an alias
                zones/secret.zone: not checked X103 the file cannot be read

                """
        )
        #expect(ConciseReporter().render(Fixture.report([])).isEmpty)
    }

    @Test("SARIF keeps the most severe results and reports how many are omitted")
    func manyResults() throws {
        struct Log: Decodable {
            struct Run: Decodable {
                struct Result: Decodable {
                    var level: String
                    var suppressions: [Suppression]
                }
                struct Suppression: Decodable {}
                struct Invocation: Decodable {
                    var executionSuccessful: Bool
                    var toolExecutionNotifications: [Notification]
                }
                struct Notification: Decodable {
                    struct Message: Decodable { var text: String }
                    var level: String
                    var message: Message
                }
                var results: [Result]
                var invocations: [Invocation]
            }
            var runs: [Run]
        }
        var (note, silent) = (Fixture.aliasFinding, Fixture.aliasFinding)
        note.severity = .info
        silent.suppression = Suppression(reason: "", comment: silent.related[0].span)
        let findings =
            [silent, note] + Array(repeating: Fixture.aliasFinding, count: 24_998) + [note, silent, note]
        let text = SARIFReporter().render(Fixture.report(findings))
        let run = try #require(try JSONDecoder().decode(Log.self, from: Data(text.utf8)).runs.first)
        #expect(run.results.count == 25_000)
        #expect(run.results.count { $0.level == "note" } == 2 && run.results.allSatisfy(\.suppressions.isEmpty))
        let invocation = try #require(run.invocations.first)
        #expect(invocation.executionSuccessful && invocation.toolExecutionNotifications.count == 1)
        #expect(
            invocation.toolExecutionNotifications.first?.message.text.hasPrefix(
                "The 3 least severe results are omitted") == true)
    }

    @Test("JSON has the keys of the interface")
    func json() throws {
        let text = JSONReporter().render(report)
        assertGolden(text, "report.json")
        let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
        #expect(document.schema == 1)
        #expect(document.tool == ["name": "srvlint", "version": Version.current])
        #expect(document.findings.count == 3)
        #expect(document.files.map(\.originFrom) == ["soa", "none"])
        #expect(document.files.map(\.origin) == ["example.com.", nil])
        #expect(
            document.summary == [
                "error": 1, "warning": 0, "info": 0, "suppressed": 1, "notChecked": 1, "fixed": 0, "standingNotes": 0,
            ]
        )

        let first = try #require(document.findings.first)
        let start = try #require(first.location?.start)
        #expect(start.line == 10 && start.column == 35)
        #expect(first.location?.end.column == 41)
        let edit = try #require(first.fixes.first?.edits.first)
        #expect(edit.start == start.offset && edit.end == start.offset + 6 && edit.text == "web")
        #expect(document.findings.map { $0.suppressed?.reason } == [nil, "we know", nil])
        #expect(document.findings.map(\.notChecked) == [false, false, true])
    }

    @Test("JSON has null instead of omitting a value")
    func nulls() throws {
        let lines = JSONLinesReporter().render(report).split(separator: "\n")
        #expect(lines[0].contains("\"suppressed\":null"))
        #expect(lines[2].contains("\"location\":null"))
        #expect(lines[2].contains("\"serverName\":null"))
        #expect(JSONReporter().render(report).contains("\"origin\" : null"))
    }

    @Test("JSON lines is one object per finding, the same as in the document")
    func jsonLines() throws {
        let text = JSONLinesReporter().render(report)
        assertGolden(text, "report.jsonl")
        let lines = try text.split(separator: "\n").map {
            try JSONDecoder().decode(Document.FindingObject.self, from: Data($0.utf8))
        }
        let document = try JSONDecoder().decode(Document.self, from: Data(JSONReporter().render(report).utf8))
        #expect(lines == document.findings)
        #expect(JSONLinesReporter().render(Fixture.report([])).isEmpty)
    }

    @Test("JSON contains the text of the zone, with bytes that are not UTF-8 replaced")
    func values() throws {
        let source = SourceFile(path: "z", bytes: Array("é ".utf8) + [0xFF] + Array("\n".utf8))
        let span = SourceSpan(source, 3..<4)
        let message = "bad \(span.text) \u{202E}\u{9B}\u{7F}\u{1B}\u{2028}\u{FEFF}\u{61C}\u{AD}\u{E0041} é/\"日🎉"
        let text = JSONLinesReporter().render(
            Fixture.report([Fixture.finding(LabelledSpan(span, ""), message: message)]))
        let object = try JSONDecoder().decode(Document.FindingObject.self, from: Data(text.utf8))
        #expect(object.message == message)
        #expect(text.contains(#"\u202e\u009b\u007f\u001b\u2028\ufeff\u061c\u00ad\udb40\udc41 é/\"日🎉"#))
        #expect(object.location?.start == Document.Position(line: 1, column: 3, offset: 3))
    }
}

/// The interface as a program reads it: decoding fails if a key is missing or renamed.
private struct Document: Decodable, Equatable {
    var schema: Int
    var tool: [String: String]
    var findings: [FindingObject]
    var files: [File]
    var summary: [String: Int]

    struct FindingObject: Decodable, Equatable {
        var rule, name, severity, message, why, help: String
        var notChecked: Bool
        var location: Location?
        var related: [Related]
        var fixes: [FixObject]
        var references: [String]
        var subject: SubjectObject
        var suppressed: Suppressed?
    }

    struct Location: Decodable, Equatable {
        var file: String
        var start, end: Position
    }

    struct Position: Decodable, Equatable {
        var line, column, offset: Int
    }

    struct Related: Decodable, Equatable {
        var message: String
        var location: Location
    }

    struct FixObject: Decodable, Equatable {
        var title, safety: String
        var edits: [EditObject]
    }

    struct EditObject: Decodable, Equatable {
        var file: String
        var start, end: Int
        var text: String
    }

    struct SubjectObject: Decodable, Equatable {
        var zone, owner, serverName: String?
    }

    struct Suppressed: Decodable, Equatable {
        var reason: String
        var location: Location
    }

    struct File: Decodable, Equatable {
        var path: String
        var origin: String?
        var originFrom: String
        var records: Int
        var status: String
    }
}
