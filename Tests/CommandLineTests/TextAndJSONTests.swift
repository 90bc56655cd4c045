import Foundation
import TestSupport
import Testing

/// The text of an explanation and its JSON are the same result: outcome, causes and remedies.
@Suite("The text and the JSON of an explanation")
struct TextAndJSONTests {
    @Test("outcome, causes and remedies agree", arguments: WorkedCase.all)
    func agreement(_ worked: WorkedCase) throws {
        let text = try ProgramRun(worked.arguments, folder: worked.folder).output
        let words = Array(worked.arguments.dropLast()) + ["json"]
        let output = try ProgramRun(words, folder: worked.folder).output
        let json = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? NSDictionary)
        let page = ExplanationPage(text)
        Self.compareOutcome(page, json)
        Self.compareFindings(page, json["findings"] as? [NSDictionary] ?? [])
        Self.compareRemedies(page, json)
    }

    private static func compareOutcome(_ page: ExplanationPage, _ json: NSDictionary) {
        let verdict = json["verdict"] as? String ?? ""
        #expect(page.text.hasPrefix("\(page.verdict): \(verdict) "))
        // Peers that cannot find a server do not reach it.
        if json["outcome"] as? String == "failed", json["withoutWellKnown"] == nil { #expect(page.verdict == "failed") }
        let severities = Set((json["findings"] as? [NSDictionary] ?? []).compactMap { $0["severity"] as? String })
        if severities.contains("error") { #expect(["failed", "degraded"].contains(page.verdict), "\(severities)") }
        if page.verdict == "ok" { #expect(severities.isDisjoint(with: ["error", "warning"]), "\(severities)") }
    }

    /// Each finding is on the page, below the one that it follows from, and no other one is.
    private static func compareFindings(_ page: ExplanationPage, _ findings: [NSDictionary]) {
        var found: Set<String> = []
        for finding in findings where finding["suppressed"] is NSNull {
            let cause = (finding["causedBy"] as? Int).map { findings[$0] }
            let items = page.items.filter { $0.shows(finding) }
            #expect(
                items.contains { item in
                    let parent = item.parent.flatMap { number in page.items.first { $0.number == number } }
                    return cause.map { parent?.shows($0) == true } ?? (parent == nil)
                }, "\(finding["rule"] ?? "") \(finding["message"] ?? "")")
            found.formUnion(items.map(\.number))
        }
        #expect(page.items.filter { !found.contains($0.number) }.isEmpty)
        #expect(page.items.isEmpty == findings.isEmpty)
    }

    private static func compareRemedies(_ page: ExplanationPage, _ json: NSDictionary) {
        let remedies = json["remedies"] as? [NSDictionary] ?? []
        let prerequisites = json["beforePublishing"] as? [String] ?? []
        if let correction = json["correction"] as? NSDictionary {
            check(correction, page)
            return
        }
        let isResolving = remedies.contains { !($0["resolved"] as? [String] ?? []).isEmpty }
        #expect(page.text.contains("This resolves ") == isResolving)
        guard let first = remedies.first else {
            for sentence in prerequisites { #expect(page.shows(sentence), "\(sentence)") }
            return
        }
        check(first, page)
        for publication in first["publish"] as? [NSDictionary] ?? [] {
            let place = (publication["where"] as? String ?? "").lowercased()
            #expect(page.text.lowercased().contains(place), "\(place)")
            for line in (publication["text"] as? String ?? "").split(separator: "\n") {
                #expect(page.lines.contains { $0.drop { $0 == " " } == line }, "\(line)")
            }
        }
        for other in remedies.dropFirst() {
            // Several changes are a list.
            let title = (other["title"] as? String ?? "").components(separatedBy: ", and ")
            for clause in title { #expect(page.shows(clause), "\(clause)") }
        }
    }

    /// What a change resolves, and what remains.
    private static func check(_ change: NSDictionary, _ page: ExplanationPage) {
        for (key, words) in [("resolved", "This resolves"), ("remaining", "Still reported:")] {
            let codes = change[key] as? [String] ?? []
            let sentence = page.sentence(words)
            #expect(codes.allSatisfy { sentence.contains($0) }, "\(words) \(codes)")
        }
        for sentence in change["unverified"] as? [String] ?? [] { #expect(page.shows(sentence), "\(sentence)") }
    }
}

/// The parts of an explanation as text.
private struct ExplanationPage {
    let lines: [Substring]
    /// Everything in one line.
    let text: String
    let verdict: String
    private(set) var items: [Item] = []

    /// A numbered finding.
    struct Item {
        let number: String
        let code: String
        var text: String

        /// The number of the finding that it is below.
        var parent: String? { number.lastIndex(of: ".").map { String(number[..<$0]) } }

        func shows(_ finding: NSDictionary) -> Bool {
            guard code == finding["rule"] as? String, let message = finding["message"] as? String else { return false }
            let joined = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return text.lowercased().hasPrefix(joined.lowercased())
        }
    }

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        self.text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        verdict = String(text.prefix { $0 != ":" })
        var isOpen = false
        for line in lines {
            let content = line.drop { $0 == " " }
            if let match = content.wholeMatch(
                of: #/([0-9.]+?)\.? (?:(?:error|warning|info|not checked) )?([A-Z][0-9]{3}): (.*)/#)
            {
                items.append(Item(number: String(match.1), code: String(match.2), text: String(match.3)))
                isOpen = true
            } else if content.isEmpty || ["--> ", "why: ", "help: "].contains(where: content.hasPrefix) {
                isOpen = false
            } else if isOpen {
                items[items.count - 1].text += " " + content
            }
        }
    }

    /// Whether a sentence or a clause is on the page.
    func shows(_ sentence: String) -> Bool {
        let joined = sentence.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return text.lowercased().contains(joined.lowercased())
    }

    /// The sentence that begins with these words.
    func sentence(_ words: String) -> Substring {
        guard let range = text.range(of: words) else { return "" }
        return text[range.lowerBound...].prefix { $0 != "." }
    }
}
