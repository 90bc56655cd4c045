import Diagnostics
import Linting
import ZoneFile

/// SARIF 2.1.0 (OASIS), with all that GitHub code scanning asks for.
///
/// A finding is a result; what could not be checked is a notification of the invocation, which is then not successful.
/// Silenced findings are results with their suppression. GitHub shows no result without a place in a file, such as one
/// about an answer from the network, and takes no notice of suppressions. Of more results than it takes, the worst are
/// kept.
public struct SARIFReporter: Reporter {
    private let paths: RepositoryPaths

    public init(paths: RepositoryPaths = RepositoryPaths()) {
        self.paths = paths
    }

    public func render(_ report: LintReport) -> String {
        let rules = SARIFRules(of: report.findings.filter { !$0.isNotChecked })
        let notices = SARIFRules(of: report.findings.filter { $0.isNotChecked })
        let kept = Self.kept(report.findings)
        var fingerprints = Fingerprints()
        var results: [SARIF.Result] = []
        var notifications: [SARIF.Notification] = []
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
            let left = report.findings.count { !$0.isNotChecked } - kept.count
            let text =
                "\(NumberText.grouped(left)) results are left out, the least severe: GitHub takes no file with more than "
                + "\(NumberText.grouped(Self.mostResults))."
            notifications.append(
                SARIF.Notification(descriptor: nil, level: "warning", message: SARIF.Message(text: text), locations: [])
            )
        }
        let log = SARIF(
            runs: [
                SARIF.Run(
                    tool: SARIF.Tool(
                        driver: SARIF.Driver(
                            version: Version.current,
                            semanticVersion: Version.current,
                            rules: rules.descriptors,
                            notifications: notices.descriptors.isEmpty ? nil : notices.descriptors
                        )
                    ),
                    invocations: [
                        SARIF.Invocation(executionSuccessful: isComplete, toolExecutionNotifications: notifications)
                    ],
                    results: results
                )
            ]
        )
        return JSONText(isPretty: true)(log) + "\n"
    }

    // MARK: - Results

    /// In a run; GitHub refuses a file that has more.
    private static let mostResults = 25_000

    /// The numbers of the worst findings, those that are silenced last; `nil` if there is room for all.
    private static func kept(_ findings: [Finding]) -> Set<Int>? {
        let numbers = findings.indices.filter { !findings[$0].isNotChecked }
        guard numbers.count > mostResults else { return nil }
        func weight(_ number: Int) -> Int {
            guard findings[number].suppression == nil else { return 0 }
            return switch findings[number].severity {
            case .error: 3
            case .warning: 2
            case .info: 1
            }
        }
        let sorted = numbers.sorted { (-weight($0), $0) < (-weight($1), $1) }
        return Set(sorted.prefix(mostResults))
    }

    private func result(_ finding: Finding, _ rules: SARIFRules, fingerprint: String) -> SARIF.Result {
        let related = finding.related.enumerated().map { number, place in
            SARIF.Location(
                id: number + 1, physicalLocation: physical(place.span), message: SARIFText.message(place.label)
            )
        }
        return SARIF.Result(
            ruleId: finding.rule.code,
            ruleIndex: rules.index(of: finding.rule),
            level: SARIFRules.level(finding.severity),
            message: SARIFText.message(of: finding),
            locations: [location(finding)].compactMap(\.self),
            relatedLocations: related.isEmpty ? nil : related,
            partialFingerprints: ["primaryLocationLineHash": fingerprint],
            fixes: finding.fixes.isEmpty ? nil : finding.fixes.map(fix),
            // The list stands there also when it is empty: without it nothing is known of suppressions (§3.27.23).
            suppressions: finding.suppression.map { [suppression($0)] } ?? []
        )
    }

    private func notification(_ finding: Finding, _ notices: SARIFRules) -> SARIF.Notification {
        SARIF.Notification(
            descriptor: SARIF.Reference(id: finding.rule.code, index: notices.index(of: finding.rule)),
            message: SARIFText.message(of: finding),
            locations: [location(finding)].compactMap(\.self)
        )
    }

    private func suppression(_ suppression: Suppression) -> SARIF.Suppression {
        SARIF.Suppression(
            // A baseline is a file beside the sources.
            kind: suppression.kind == .comment ? "inSource" : "external",
            justification: suppression.reason.isEmpty ? nil : VisibleText.escape(suppression.reason),
            location: SARIF.Location(physicalLocation: physical(suppression.comment))
        )
    }

    private func fix(_ fix: Fix) -> SARIF.Fix {
        var changes: [SARIF.ArtifactChange] = []
        var indexes: [String: Int] = [:]
        for edit in fix.edits {
            let path = edit.span.source.path
            let index = indexes[path] ?? changes.count
            if index == changes.count {
                indexes[path] = index
                changes.append(SARIF.ArtifactChange(artifactLocation: artifact(path), replacements: []))
            }
            changes[index].replacements.append(
                SARIF.Replacement(
                    deletedRegion: SARIF.Region(edit.span), insertedContent: SARIF.Content(text: edit.text)
                )
            )
        }
        let note = fix.safety == .unsafe ? " What is published changes: check that this is wanted." : ""
        return SARIF.Fix(
            description: SARIF.Message(text: SARIFText.plain(Sentence.of(fix.title) + note)), artifactChanges: changes
        )
    }

    // MARK: - Places

    /// In the file, if there is one, and in the zone.
    private func location(_ finding: Finding) -> SARIF.Location? {
        let place =
            finding.primary.map { physical($0.span) }
            ?? finding.path.map { SARIF.PhysicalLocation(artifactLocation: artifact($0), region: nil) }
        let names = [finding.subject.serverName, finding.subject.owner, finding.subject.zone].compactMap(\.self)
        let logical = names.first.map { [SARIF.LogicalLocation(fullyQualifiedName: VisibleText.escape($0))] }
        guard place != nil || logical != nil else { return nil }
        return SARIF.Location(physicalLocation: place, logicalLocations: logical)
    }

    private func physical(_ span: SourceSpan) -> SARIF.PhysicalLocation {
        SARIF.PhysicalLocation(artifactLocation: artifact(span.source.path), region: SARIF.Region(span))
    }

    private func artifact(_ path: String) -> SARIF.ArtifactLocation {
        let path = paths(path)
        let uri = URIReference.text(ofPath: path)
        return path.hasPrefix("/")
            ? SARIF.ArtifactLocation(uri: "file://" + uri)
            : SARIF.ArtifactLocation(uri: uri, uriBaseId: SARIF.Run.root)
    }
}

extension SARIF.Region {
    init(_ span: SourceSpan) {
        let start = span.start
        let end = span.end
        self.init(startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column)
    }
}
