import Diagnostics
import Linting

/// JUnit's XML: a suite for each file and a case for each finding. A file without findings has one case that passes.
///
/// Findings that make the run fail (`--fail-on`) are failures. Less severe findings pass, with their text as output.
/// Something that could not be checked is an error, and a suppressed finding is skipped.
public struct JUnitReporter: Reporter {
    private let paths: RepositoryPaths
    private let failure: Severity?

    public init(paths: RepositoryPaths = RepositoryPaths(), failure: Severity? = .warning) {
        self.paths = paths
        self.failure = failure
    }

    public func render(_ report: LintReport) -> String {
        let suites = FindingGroup.all(of: report, paths).map(suite)
        var xml = XMLText()
        xml.element("testsuites", attributes("srvlint", suites.flatMap(\.cases))) { xml in
            for suite in suites {
                xml.element("testsuite", attributes(suite.name, suite.cases)) { xml in
                    for testCase in suite.cases { write(testCase, of: suite.name, to: &xml) }
                }
            }
        }
        return xml.text
    }

    private struct Suite {
        var name: String
        var cases: [Case]
    }

    private struct Case {
        var name: String
        var file: String?
        var line: Int?
        var result: Result
    }

    private enum Result {
        case passed(output: [String])
        /// An element with the type and the message of the problem.
        case failed(element: String, type: String, message: String, lines: [String])
        case skipped(message: String)

        var element: String? {
            switch self {
            case .passed: nil
            case .failed(let element, _, _, _): element
            case .skipped: "skipped"
            }
        }
    }

    private func suite(_ group: FindingGroup) -> Suite {
        var cases = group.findings.map(testCase)
        let file = group.file.map { paths($0.path) }
        switch group.emptyReason {
        case .clean: cases.append(Case(name: "no findings", file: file, result: .passed(output: [])))
        case .checkedElsewhere(let includer):
            let message = "checked as part of \(paths(includer)), which includes it"
            cases.append(Case(name: "included", file: file, result: .skipped(message: message)))
        case .unreadable:
            let result = Result.failed(
                element: "error", type: "not checked", message: "the file could not be read", lines: [])
            cases.append(Case(name: "not checked", file: file, result: result))
        case nil: break
        }
        return Suite(name: group.name, cases: cases)
    }

    private func testCase(_ finding: Finding) -> Case {
        let start = finding.primary?.span.start
        let lines = [finding.locationText(paths)].filter { !$0.isEmpty } + finding.sentences
        let result: Result =
            switch finding.outcome(failingFrom: failure) {
            case .failed:
                .failed(
                    element: "failure", type: finding.severity.rawValue, message: finding.message, lines: lines)
            case .reported: .passed(output: lines)
            case .notChecked:
                .failed(element: "error", type: "not checked", message: finding.message, lines: lines)
            case .suppressed(let reason):
                .skipped(message: reason.isEmpty ? "suppressed" : "suppressed: " + reason)
            }
        let position = start.map { " \($0.line):\($0.column)" } ?? ""
        return Case(
            name: "\(finding.rule.code) \(finding.rule.name)\(position)",
            file: finding.file.map { paths($0) },
            line: start?.line,
            result: result
        )
    }

    private func attributes(_ name: String, _ cases: [Case]) -> [XMLText.Attribute] {
        func count(_ element: String) -> String { String(cases.count { $0.result.element == element }) }
        return [
            ("name", name), ("tests", String(cases.count)), ("failures", count("failure")),
            ("errors", count("error")), ("skipped", count("skipped")),
        ]
    }

    private func write(_ testCase: Case, of suite: String, to xml: inout XMLText) {
        let attributes: [XMLText.Attribute] = [
            ("classname", suite), ("name", testCase.name), ("file", testCase.file),
            ("line", testCase.line.map(String.init)),
        ]
        xml.element("testcase", attributes) { xml in
            switch testCase.result {
            case .passed(let output):
                if !output.isEmpty { xml.element("system-out", [], lines: output) }
            case .failed(let element, let type, let message, let lines):
                xml.element(element, [("type", type), ("message", message)], lines: lines)
            case .skipped(let message): xml.element("skipped", [("message", message)])
            }
        }
    }
}
