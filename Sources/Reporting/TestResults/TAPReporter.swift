import Diagnostics
import Federation
import Linting

/// The Test Anything Protocol, version 13: a test for each finding. A file without findings has one test that passes.
///
/// A test is `not ok` if the finding makes the run fail (`--fail-on`) or something could not be checked. A suppressed
/// finding is skipped.
public struct TAPReporter: Reporter {
    private let failure: Severity?

    public init(failure: Severity? = .warning) {
        self.failure = failure
    }

    public func render(_ report: LintReport) -> String {
        let tests = FindingGroup.all(of: report).flatMap { group in
            group.findings.isEmpty ? [test(ofEmpty: group)] : group.findings.map(test)
        }
        return tests.enumerated().reduce(into: "TAP version 13\n1..\(tests.count)\n") { output, test in
            output += test.element.rendered(number: test.offset + 1)
        }
    }

    private struct Test {
        var isOK: Bool
        var description: String
        var skipReason: String?
        /// The block of YAML below the line: keys and values, which are quoted texts or numbers.
        var details: [(key: String, value: String)] = []

        func rendered(number: Int) -> String {
            var text = "\(isOK ? "ok" : "not ok") \(number) - \(TAPReporter.plain(description))"
            if let skipReason { text += " # SKIP \(TAPReporter.plain(skipReason))" }
            text += "\n"
            guard !details.isEmpty else { return text }
            text += "  ---\n"
            for detail in details { text += "  \(detail.key): \(detail.value)\n" }
            return text + "  ...\n"
        }
    }

    private func test(ofEmpty group: FindingGroup) -> Test {
        switch group.emptyReason {
        case .unreadable: Test(isOK: false, description: group.name + " not checked")
        case .checkedElsewhere(let includer):
            Test(isOK: true, description: group.name, skipReason: "checked as part of \(includer)")
        case .clean, nil: Test(isOK: true, description: group.name)
        }
    }

    private func test(_ finding: Finding) -> Test {
        let location = finding.locationText()
        let note = finding.isNotChecked ? "not checked: " : ""
        var test = Test(
            isOK: true,
            description: "\(location.isEmpty ? "" : location + " ")\(finding.rule.code) \(note)\(finding.message)"
        )
        switch finding.outcome(failingFrom: failure) {
        case .failed, .notChecked: test.isOK = false
        case .reported: break
        case .suppressed(let reason):
            test.skipReason = reason.isEmpty ? "suppressed" : "suppressed: " + reason
            return test
        }
        func text(_ key: String, _ value: String) -> (String, String) {
            (key, JSONWriter.quoted(VisibleText.escape(value)))
        }
        test.details = [text("severity", finding.level), text("rule", finding.rule.name)]
        if let file = finding.file {
            test.details.append(("file", JSONWriter.quoted(VisibleText.escape(file, keeping: ["\n", "\r", "\t"]))))
        }
        if let start = finding.primary?.span.start {
            test.details += [("line", String(start.line)), ("column", String(start.column))]
        }
        for (key, value) in [("why", finding.why), ("help", finding.help)] where !value.isEmpty {
            test.details.append(text(key, value))
        }
        return test
    }

    /// Version 13 cannot escape `#`, and `# TODO` would make a failure pass.
    private static func plain(_ text: String) -> String {
        VisibleText.escape(text).unicodeScalars.reduce(into: "") { plain, scalar in
            if scalar == "#" { plain += "\\u{23}" } else { plain.unicodeScalars.append(scalar) }
        }
    }
}
