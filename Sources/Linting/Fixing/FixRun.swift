import Diagnostics
import ZoneFile

/// The result of a run that makes fixes in memory.
public struct FixRun {
    /// The report on the files as they are.
    public let original: LintReport
    public let leftOut: [LeftOutFix]
    /// Files with fixes that must not be changed, with the reason.
    public let obstacles: [(source: SourceFile, reason: String)]

    private let linter: RevisionLinter
    private let start: LintSnapshot
    private let made: [ChosenFix]
    private var current: LintSnapshot

    init(_ linter: RevisionLinter, from start: LintSnapshot, _ search: FixSearch) {
        self.linter = linter
        self.start = start
        original = start.report
        leftOut = search.leftOut
        obstacles = search.obstacles
        made = search.made
        current = search.current
    }

    /// The findings whose fixes were made, in that order.
    public var fixedFindings: [Finding] { made.flatMap(\.findings) }

    /// The report on the files with the fixes made.
    public var report: LintReport {
        var report = current.report
        report.fixed = FixCount(
            findings: made.filter { $0.files.isSubset(of: changed) }.reduce(0) { $0 + $1.findings.count },
            files: changed.count
        )
        return report
    }

    private var changed: Set<String> {
        Set(current.texts.filter { !$0.value.replacements.isEmpty }.keys)
    }

    /// The files that change. If one fix changes several files, they are in one group: write all of them or none.
    public var changes: [[FileChange]] {
        var groups = FileGroups()
        for fix in made { groups.join(fix.files) }
        for file in current.texts.keys { groups.join([file]) }
        let changed = changed
        var findings: [String: Int] = [:]
        for fix in made { for file in fix.files { findings[file, default: 0] += fix.findings.count } }
        return groups.all.map { files in
            files.filter(changed.contains)
                .compactMap { file in
                    current.texts[file].map {
                        FileChange(identity: file, text: $0, findings: findings[file] ?? 0, comments: 0)
                    }
                }
                .sorted { $0.source.path < $1.source.path }
        }
        .filter { !$0.isEmpty }
        .sorted { $0[0].source.path < $1[0].source.path }
    }

    /// Undoes the changes of files that could not be written, so that ``report`` matches the files.
    public mutating func revert(_ identities: Set<String>) {
        current = linter.snapshot(with: current.texts.filter { !identities.contains($0.key) })
    }

    /// Zones whose records change although their serial does not increase, so that secondaries keep the old records.
    public var unraisedSerials: [UnraisedSerial] {
        guard start.zones.count == current.zones.count else { return [] }
        return zip(start.zones, current.zones).compactMap { before, after in
            let isChanged = after.sources.contains { linter.identity(of: $0, current).map(changed.contains) ?? false }
            guard isChanged, let previous = before.serial, let serial = after.serial,
                !SerialNumber.isIncrease(from: previous, to: serial), !after.hasSameContents(as: before)
            else { return nil }
            return UnraisedSerial(path: after.sources[0].path, serial: serial)
        }
    }
}
