import Diagnostics
import Federation
import Linting
import ZoneFile

/// SARIF 2.1.0 (OASIS), with everything that GitHub code scanning requires.
///
/// A finding is a result. Something that could not be checked is a notification of the invocation, which then counts as
/// unsuccessful. Suppressed findings are results with their suppression. GitHub ignores suppressions and does not show a
/// result without a location in a file, such as one about an answer from the network. If there are more results than
/// GitHub accepts, the most severe are kept.
public struct SARIFReporter: Reporter {
    private let paths: RepositoryPaths

    /// The conventional name for the root of the repository.
    private static let root = "%SRCROOT%"

    public init(paths: RepositoryPaths = RepositoryPaths()) {
        self.paths = paths
    }

    public func render(_ report: LintReport) -> String {
        let rules = SARIFRules(of: report.findings.filter { !$0.isNotChecked })
        let notices = SARIFRules(of: report.findings.filter { $0.isNotChecked })
        let kept = Self.kept(report.findings)
        var fingerprints = Fingerprints()
        var results: [JSONValue] = []
        var notifications: [JSONValue] = []
        for (number, finding) in report.findings.enumerated() {
            if finding.isNotChecked {
                if finding.suppression == nil { notifications.append(notification(finding, notices)) }
            } else {
                let name = fingerprints.next(finding, path: finding.file.map { paths($0) } ?? "")
                if kept?.contains(number) ?? true { results.append(result(finding, rules, fingerprint: name)) }
            }
        }
        let isComplete = notifications.isEmpty && !report.files.contains { $0.status == .unreadable }
        if let kept {
            notifications.append(omission(of: report.findings.count { !$0.isNotChecked } - kept.count))
        }
        let driver: JSONValue = [
            "name": "srvlint",
            "version": JSONValue(Version.current),
            "semanticVersion": JSONValue(Version.current),
            "rules": JSONValue(rules.descriptors),
            "notifications": notices.descriptors.isEmpty ? nil : JSONValue(notices.descriptors),
        ]
        let run: JSONValue = [
            "tool": ["driver": driver],
            "originalUriBaseIds": [
                Self.root: ["description": SARIFText.message(plain: "The root of the repository.")]
            ],
            "columnKind": "unicodeCodePoints",
            "invocations": [
                [
                    "executionSuccessful": JSONValue(isComplete),
                    "toolExecutionNotifications": JSONValue(notifications),
                ]
            ],
            "results": JSONValue(results),
        ]
        let log: JSONValue = [
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [run],
        ]
        return JSONWriter.report(.indented).text(log) + "\n"
    }

    // MARK: - Results

    /// The most results of one run that GitHub accepts.
    private static let maximumResults = 25_000

    /// The indices of the most severe findings, suppressed ones last; `nil` if none has to be left out.
    private static func kept(_ findings: [Finding]) -> Set<Int>? {
        let numbers = findings.indices.filter { !findings[$0].isNotChecked }
        guard numbers.count > maximumResults else { return nil }
        func weight(_ number: Int) -> Int {
            guard findings[number].suppression == nil else { return 0 }
            return switch findings[number].severity {
            case .error: 3
            case .warning: 2
            case .info: 1
            }
        }
        let sorted = numbers.sorted { (-weight($0), $0) < (-weight($1), $1) }
        return Set(sorted.prefix(maximumResults))
    }

    private func result(_ finding: Finding, _ rules: SARIFRules, fingerprint: String) -> JSONValue {
        let related: [JSONValue] = finding.related.enumerated().map { number, place in
            [
                "id": JSONValue(number + 1),
                "physicalLocation": physicalLocation(place.span),
                "message": SARIFText.message(label: place.label),
            ]
        }
        return [
            "ruleId": JSONValue(finding.rule.code),
            "ruleIndex": JSONValue(rules.index(of: finding.rule)),
            "level": JSONValue(SARIFRules.level(finding.severity)),
            "message": SARIFText.message(of: finding),
            "locations": JSONValue([location(finding)].compactMap(\.self)),
            "relatedLocations": related.isEmpty ? nil : JSONValue(related),
            "partialFingerprints": ["primaryLocationLineHash": JSONValue(fingerprint)],
            "fixes": finding.fixes.isEmpty ? nil : JSONValue(finding.fixes.map(fix)),
            // An empty list says that there are none; without the key nothing is known of suppressions (§3.27.23).
            "suppressions": JSONValue(finding.suppression.map { [suppression($0)] } ?? []),
        ]
    }

    private func notification(_ finding: Finding, _ notices: SARIFRules) -> JSONValue {
        [
            "descriptor": [
                "id": JSONValue(finding.rule.code),
                "index": JSONValue(notices.index(of: finding.rule)),
            ],
            "level": "error",
            "message": SARIFText.message(of: finding),
            "locations": JSONValue([location(finding)].compactMap(\.self)),
        ]
    }

    /// The notification that results were left out. It is about the report, so it has no descriptor.
    private func omission(of count: Int) -> JSONValue {
        [
            "level": "warning",
            "message": SARIFText.message(
                plain: "The \(NumberText.grouped(count)) least severe results are omitted: GitHub rejects a file with "
                    + "more than \(NumberText.grouped(Self.maximumResults))."),
            "locations": [],
        ]
    }

    private func suppression(_ suppression: Suppression) -> JSONValue {
        [
            // A baseline is a file beside the sources.
            "kind": suppression.kind == .comment ? "inSource" : "external",
            "justification": suppression.reason.isEmpty
                ? nil : JSONValue(VisibleText.escape(suppression.reason)),
            "location": ["physicalLocation": physicalLocation(suppression.comment)],
        ]
    }

    private func fix(_ fix: Fix) -> JSONValue {
        var paths: [String] = []
        var replacements: [String: [JSONValue]] = [:]
        for edit in fix.edits {
            let path = edit.span.source.path
            if replacements[path] == nil { paths.append(path) }
            replacements[path, default: []].append([
                "deletedRegion": region(edit.span), "insertedContent": ["text": JSONValue(edit.text)],
            ])
        }
        let changes: [JSONValue] = paths.map { path in
            ["artifactLocation": artifactLocation(path), "replacements": JSONValue(replacements[path] ?? [])]
        }
        let note = fix.safety == .unsafe ? " This changes the published records: review it first." : ""
        return [
            "description": SARIFText.message(plain: SARIFText.plain(Sentence.of(fix.title) + note)),
            "artifactChanges": JSONValue(changes),
        ]
    }

    // MARK: - Locations

    /// The location of a finding in its file, if it has one, and in the zone.
    private func location(_ finding: Finding) -> JSONValue? {
        let physical =
            finding.primary.map { physicalLocation($0.span) }
            ?? finding.path.map { ["artifactLocation": artifactLocation($0)] }
        let names = [finding.subject.serverName, finding.subject.owner, finding.subject.zone].compactMap(\.self)
        let logical = names.first.map { VisibleText.escape($0) }
        guard physical != nil || logical != nil else { return nil }
        return [
            "physicalLocation": physical,
            "logicalLocations": logical.map { [["fullyQualifiedName": JSONValue($0)]] },
        ]
    }

    private func physicalLocation(_ span: SourceSpan) -> JSONValue {
        ["artifactLocation": artifactLocation(span.source.path), "region": region(span)]
    }

    private func artifactLocation(_ path: String) -> JSONValue {
        let path = paths(path)
        let uri = URIReference.text(ofPath: path)
        return path.hasPrefix("/")
            ? ["uri": JSONValue("file://" + uri)]
            : ["uri": JSONValue(uri), "uriBaseId": JSONValue(Self.root)]
    }

    private func region(_ span: SourceSpan) -> JSONValue {
        let start = span.start
        let end = span.end
        return [
            "startLine": JSONValue(start.line), "startColumn": JSONValue(start.column),
            "endLine": JSONValue(end.line), "endColumn": JSONValue(end.column),
        ]
    }
}
