import Foundation
import FoundationXML
import Reporting
import TestSupport
import Testing

@Suite("Formats with the text of a hostile zone")
struct HostileTextTests {
    private func render(_ format: OutputFormat) -> String {
        format.reporter().render(Fixture.hostileReport)
    }

    private static let visible = Notice.visible(Fixture.hostileText)

    @Test("contain no control or invisible characters, and no additional lines", arguments: OutputFormat.allCases)
    func nothingInvisible(_ format: OutputFormat) {
        let bad = render(format).unicodeScalars.filter { scalar in
            let category = scalar.properties.generalCategory
            return scalar != "\n"
                && [.control, .format, .lineSeparator, .paragraphSeparator, .unassigned].contains(category)
        }
        // JSON contains the exact text for programs. Unassigned characters are harmless there.
        #expect(bad.allSatisfy { $0.value == 0xFFFE && [.json, .jsonl, .sarif, .gitlab, .rdjson].contains(format) })
    }

    @Test("JSON is valid", arguments: [OutputFormat.json, .sarif, .gitlab, .rdjson])
    func json(_ format: OutputFormat) throws {
        let object = try JSONSerialization.jsonObject(with: Data(render(format).utf8))
        let run = ((object as? [String: Any])?["runs"] as? [[String: Any]])?.first
        let list =
            run?["results"] ?? (object as? [String: Any])?["diagnostics"] ?? (object as? [String: Any])?["findings"]
            ?? object
        // SARIF also has the suppressed finding, and unchecked files elsewhere. JSON has all.
        #expect((list as? [Any])?.count == (format == .json ? 4 : 3))
    }

    @Test("a line end in a path is written in the escaped form of the format")
    func pathWithLineEnd() {
        var finding = Fixture.aliasFinding
        finding.primary = nil
        finding.path = "a\nb%.zone"
        let report = Fixture.report([finding])
        #expect(GitHubReporter().render(report).hasPrefix("::error file=a%0Ab%25.zone,"))
        #expect(PrometheusReporter().render(report).contains(#"{file="a\nb%.zone","#))
        #expect(TAPReporter().render(report).contains(#"  file: "a\nb%.zone""#))
    }

    @Test("a forged link in SARIF is text, and no brace starts a placeholder")
    func sarifMarkup() throws {
        struct Log: Decodable {
            struct Run: Decodable {
                struct Result: Decodable {
                    struct Message: Decodable {
                        var text: String
                    }
                    var message: Message
                }
                var results: [Result]
            }
            var runs: [Run]
        }
        let log = try JSONDecoder().decode(Log.self, from: Data(render(.sarif).utf8))
        let texts = log.runs.flatMap(\.results).map(\.message.text)
        #expect(texts.count == 3)
        for text in texts {
            // The only link is that to the related location.
            let plain = text.replacingOccurrences(of: #"\\."#, with: "", options: .regularExpression)
            #expect(plain.components(separatedBy: "](").count == 2 && plain.hasSuffix("](1)."))
            #expect(text.contains("{{0}}") && !text.replacingOccurrences(of: "{{", with: "").contains("{"))
        }
    }

    @Test("XML is well-formed and contains the text", arguments: [OutputFormat.junit, .checkstyle])
    func xml(_ format: OutputFormat) throws {
        let reader = XMLReader()
        try reader.read(render(format))
        let messages = reader.elements.compactMap { $0.attributes["message"] }
        #expect(messages.count { $0.contains(Self.visible) } >= (format == .junit ? 2 : 3))
        #expect(Set(reader.elements.map(\.name)).isSubset(of: Self.elements))
        #expect(reader.elements.contains { $0.attributes["name"] == Self.visible })
    }

    private static let elements: Set = [
        "testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out", "checkstyle", "file",
    ]

    @Test("every line of workflow commands is one command with exactly its properties")
    func workflowCommands() throws {
        let lines = render(.github).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        try #require(lines.count == 3)
        var commands: [String] = []
        for line in lines {
            // The runner reads a name and properties, separated by commas, up to the next two colons.
            let rest = try #require(line.hasPrefix("::") ? line.dropFirst(2) : nil)
            let end = try #require(rest.range(of: "::"))
            let head = rest[..<end.lowerBound].split(separator: " ", maxSplits: 1)
            commands.append(String(head[0]))
            let names = head[1].split(separator: ",").map { $0.prefix { $0 != "=" } }
            #expect(Set(names).isSubset(of: ["file", "line", "endLine", "col", "endColumn", "title"]))
            #expect(Set(names).count == names.count && names.contains("title"))
            let message = rest[end.upperBound...].replacingOccurrences(of: "%0A", with: "\n")
                .replacingOccurrences(of: "%0D", with: "\r").replacingOccurrences(of: "%25", with: "%")
            #expect(message.contains(Self.visible.dropFirst()))
        }
        #expect(commands == ["error", "warning", "notice"])
    }

    @Test("Markdown keeps its table, and the text is not markup, a link or a mention")
    func markdown() throws {
        let lines = render(.markdown).split(separator: "\n").filter { $0.hasPrefix("| ") }
        #expect(lines.count == 5)
        for line in lines.dropFirst(2) {
            #expect(line.split(separator: "|", omittingEmptySubsequences: false).count == 6)
            let prose = try Self.outsideCode(String(line)).replacingOccurrences(of: "<br>", with: "")
            #expect(!prose.contains("<") && !prose.contains("[") && !prose.contains("~") && !prose.contains("$"))
            #expect(!prose.contains("@") && !prose.contains("#1 ") && !prose.contains("://"))
            #expect(!prose.contains("www.evil"))
        }
    }

    /// The text that CommonMark does not take as code, without characters that a backslash escapes.
    private static func outsideCode(_ line: String) throws -> String {
        var prose = ""
        var rest = line[...]
        while let first = rest.first {
            if first == "\\" {
                rest = rest.dropFirst(2)
            } else if first == "`" {
                let fence = rest.prefix { $0 == "`" }
                rest = rest.dropFirst(fence.count)
                // Code ends at the next sequence of backticks of the same length.
                while true {
                    let start = try #require(rest.firstIndex(of: "`"), "a span of code is not closed")
                    let run = rest[start...].prefix { $0 == "`" }
                    rest = rest[run.endIndex...]
                    if run.count == fence.count { break }
                }
            } else {
                prose.append(first)
                rest = rest.dropFirst()
            }
        }
        return prose
    }

    @Test("TAP has as many tests as its plan, and no failed test passes")
    func tap() throws {
        let lines = render(.tap).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.first == "TAP version 13")
        var results: [Bool] = []
        var skipped = 0
        var isInBlock = false
        for line in lines.dropFirst(2) {
            if isInBlock {
                isInBlock = line != "  ..."
                #expect(!isInBlock || line.wholeMatch(of: #/  [a-z]+: ([0-9]+|"([^"\\]|\\.)*")/#) != nil)
                continue
            }
            if line == "  ---" {
                isInBlock = true
                continue
            }
            let match = try #require(line.wholeMatch(of: #/(not )?ok ([0-9]+) - [^#]*( # SKIP [^#]*)?/#))
            results.append(match.1 == nil)
            #expect(match.2 == "\(results.count)")
            if match.3 != nil { skipped += 1 }
        }
        #expect(!isInBlock && lines[1] == "1..\(results.count)")
        #expect(results == [false, true, false, false, true, true] && skipped == 2)
    }

    @Test("Nagios output has one bar, in its first line, and every line is short")
    func nagios() throws {
        let lines = render(.nagios).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let pattern = #/SRVLINT CRITICAL - [^|<>&"'$~`\n]+ \| [a-z_]+=[0-9]+( [a-z_]+=[0-9]+)*/#
        #expect(try #require(lines.first).wholeMatch(of: pattern) != nil)
        #expect(lines.allSatisfy { $0.utf8.count < 1000 })
        #expect(lines.dropFirst().allSatisfy { $0.wholeMatch(of: #/[^|<>&"'$~`]+/#) != nil } && lines.count > 1)
    }

    @Test("Prometheus series are distinct, each after its type")
    func prometheus() throws {
        var series: Set<Substring> = []
        var family: Substring = ""
        for line in render(.prometheus).split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("# HELP ") { continue }
            if let match = line.wholeMatch(of: #/# TYPE ([a-z_]+) gauge/#) {
                family = match.1
                continue
            }
            let match = try #require(
                line.wholeMatch(
                    of: #/(([a-z_]+)(\{[a-z]+="([^"\\]|\\[\\"n])*"(,[a-z]+="([^"\\]|\\[\\"n])*")*\})?) [0-9]+/#))
            #expect(match.2 == family)
            #expect(series.insert(match.1).inserted)
        }
        #expect(series.count > 10)
    }
}

/// Parses XML strictly, and throws if it is not well-formed.
private final class XMLReader: NSObject, XMLParserDelegate {
    private(set) var elements: [(name: String, attributes: [String: String])] = []

    func read(_ text: String) throws {
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        if !parser.parse() { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
    }

    func parser(
        _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
        attributes: [String: String]
    ) {
        elements.append((name, attributes))
    }
}
