import TestSupport
import Testing

/// What a reader depends on in the text of every ordinary case.
enum ReportLayout {
    static func checkLength(_ text: String) {
        let count = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        #expect(count <= 60, "\(count) lines")
    }

    /// The verdict has at most two lines, then the next action follows if there is something to do.
    static func checkBeginning(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let end = lines.firstIndex { $0.isEmpty || $0.hasPrefix("Next: ") } ?? lines.count
        #expect((1...2).contains(end), "\(lines.prefix(4))")
        let isFine = ["ok: ", "degraded: "].contains { text.hasPrefix($0) }
        #expect(isFine || lines[min(end, lines.count - 1)].hasPrefix("Next: "), "\(lines.prefix(4))")
    }

    /// Addresses for documentation are noted once, and no statement is there twice.
    static func checkRepetitions(_ text: String) {
        let numbered = text.split(separator: "\n").filter {
            $0.firstMatch(of: #/^ *[0-9.]+ ((error|warning|info|not checked) )?[A-Z]\d{3}: /#) != nil
        }
        #expect(numbered.count { $0.contains(" M208: ") } <= 1, "\(numbered)")
        let statements = numbered.compactMap { $0.firstMatch(of: #/[A-Z]\d{3}: (.+)$/#).map { String($0.1) } }
        #expect(Set(statements).count == statements.count, "\(statements)")
        let advice = advice(in: text)
        for (index, one) in advice.enumerated() {
            #expect(!advice[..<index].contains { $0.contains(one) }, "\(one)")
        }
    }
}

extension ReportLayout {
    /// The next action, and what to do about each finding that follows from no other one, in lower case and without the
    /// final full stop.
    private static func advice(in text: String) -> [String] {
        var advice: [String] = []
        var indent: Int?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let content = line.drop { $0 == " " }
            let isNext = line.hasPrefix("Next: ")
            if isNext || line.hasPrefix("     help: ") {
                advice.append(String(content.drop { $0 != " " }.dropFirst()))
                indent = isNext ? 0 : 11
            } else if let margin = indent, !content.isEmpty, line.count - content.count == margin {
                advice[advice.count - 1] += " " + content
            } else {
                indent = nil
            }
        }
        return advice.map { ($0.hasSuffix(".") ? String($0.dropLast()) : $0).lowercased() }
    }
}

@Suite("The length of explanations")
struct ReportLengthTests {
    @Test("--full adds the implementations, the commands and the questions")
    func full() throws {
        let path = try #require(PublicReport.all.first?.path)
        for command in ["explain", "audit"] {
            let short = try ProgramRun([command, "example.com", "--evidence", path, "--no-config"]).output
            let full = try ProgramRun([command, "example.com", "--evidence", path, "--no-config", "--full"]).output
            for heading in ["Implementations", "Commands to check this yourself", "Frequently asked questions"] {
                #expect(!short.contains("\n\(heading)"))
                #expect(full.contains("\n\(heading)"), "\(command) \(heading)")
            }
        }
    }
}
