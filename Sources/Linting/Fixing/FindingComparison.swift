import DNS
import Diagnostics
import ZoneFile

/// Determines which findings fixes cause, and which they only hide.
///
/// A finding existed before if the same rule reported the same message for the same text, or reported the same position:
/// lines move, and a message may quote text that a fix changed. The findings that the fixes resolve do not count as
/// existing, because they must disappear. Findings of every severity count, except for notes about the hosts that records
/// lead to: no fix of a record can change those.
struct FindingComparison {
    private struct Content: Hashable {
        let code: String
        let path: String
        let message: String
        let text: String
    }

    private struct Position: Hashable {
        let code: String
        let file: String
        let offset: Int
    }

    private var contents: [Content: Int] = [:]
    private var positions: Set<Position> = []
    /// Rules that reached the limit of findings, so that not all of theirs are known.
    private var cappedRules: Set<String> = []
    /// Whether a zone has more problems than the reader reports.
    private var hasHiddenProblems = false
    /// The findings about one entry, each with its line. They remain as long as the line is the same.
    private var remaining: [Position: (finding: Finding, line: Range<Int>)] = [:]
    /// What was not read of each zone, by the paths of its files.
    private var unread: [String: UnreadParts] = [:]
    /// The offsets of the records of these zones, by path.
    private var readable: [String: [Int]] = [:]
    /// Servers whose well-known document is unusable. Once it is usable, more is checked, and the fixes do not cause what is
    /// then found. The name is empty if the server of a document is deduced from the zone.
    private let serversWithoutDocument: Set<String>
    private let missingTargets: MissingTargets
    /// The files of zones with an SOA record, but not at the apex. Once it is there, the zone is known to be whole, and more is
    /// checked.
    private let filesWithMisplacedSOA: Set<String>
    /// The server names that were checked.
    private let servers: Set<String>
    /// The number of problems of each kind in the zones.
    private let problems: [String: Int]

    /// - Parameters:
    ///   - snapshot: the files before the fixes.
    ///   - file: returns the identity of the file that a source was read from.
    init(_ snapshot: LintSnapshot, fixed: [ChosenFix], file: (SourceFile) -> String?) {
        let (findings, zones) = (snapshot.report.findings, snapshot.zones)
        servers = snapshot.servers
        missingTargets = MissingTargets(of: fixed.flatMap(\.findings), in: zones)
        let misplaced = zones.filter { zone in
            zone.records(at: zone.apex, type: .soa).isEmpty && !zone.records(ofType: .soa).isEmpty
        }
        filesWithMisplacedSOA = Set(misplaced.flatMap { $0.sources.map(\.path) })
        serversWithoutDocument = Set(snapshot.documents.filter { !$0.document.isUsable }.map { $0.server })
        var counts: [String: Int] = [:]
        for finding in findings where finding.suppression == nil {
            contents[Self.content(finding), default: 0] += 1
            counts[finding.rule.code, default: 0] += 1
            guard let position = Self.position(finding, file, { _, offset in offset }) else { continue }
            positions.insert(position)
            guard finding.rule.scope == .entry, let span = finding.primary?.span else { continue }
            remaining[position] = (finding, span.source.range(ofLine: span.start.line))
        }
        for finding in fixed.lazy.flatMap(\.findings) {
            contents[Self.content(finding), default: 0] -= 1
            guard let position = Self.position(finding, file, { _, offset in offset }) else { continue }
            positions.remove(position)
            remaining[position] = nil
        }
        cappedRules = Set(counts.filter { $0.value >= FindingSink.limitPerRule }.keys)
        problems = Self.problems(zones)
        for zone in zones {
            hasHiddenProblems =
                hasHiddenProblems || zone.problems.contains { if case .problemLimit = $0.kind { true } else { false } }
            guard !zone.isComplete else { continue }
            for source in zone.sources { unread[source.path] = zone.unread }
            for record in zone.records {
                readable[zone.sources[Int(record.source)].path, default: []].append(Int(record.start))
            }
        }
        for path in readable.keys { readable[path]?.sort() }
        if hasHiddenProblems { remaining = remaining.filter { $0.value.finding.rule.family != .text } }
        remaining = remaining.filter { !cappedRules.contains($0.value.finding.rule.code) }
    }

    private static func problems(_ zones: [Zone]) -> [String: Int] {
        var problems: [String: Int] = [:]
        for zone in zones {
            // The kind without its details, which may quote text that a fix changes.
            for problem in zone.problems {
                problems[String(String(describing: problem.kind).prefix { $0 != "(" }), default: 0] += 1
            }
        }
        return problems
    }

    /// Returns the findings that did not exist before.
    ///
    /// - Parameters:
    ///   - before: returns the offset that a byte of a file had before the fixes.
    ///   - isOnEditedLine: whether a fix edits the line of a span.
    func new(
        _ findings: [Finding], file: (SourceFile) -> String?, before: (_ file: String, _ offset: Int) -> Int,
        isOnEditedLine: (SourceSpan) -> Bool
    ) -> [Finding] {
        var contents = contents
        return findings.filter { finding in
            guard finding.suppression == nil, !Self.isNote(finding) else { return false }
            func wasUnread(_ span: SourceSpan) -> Bool {
                guard let file = file(span.source), isOnEditedLine(span) else { return false }
                let line = span.source.range(ofLine: span.start.line)
                let starts = readable[span.source.path] ?? []
                let end = before(file, line.upperBound)
                let first = starts.partitioningIndex { $0 >= before(file, line.lowerBound) }
                return first == starts.count || starts[first] >= end
            }
            guard !isRevealed(finding, wasUnread) else { return false }
            if isOfOtherServer(finding), !(finding.primary.map { isOnEditedLine($0.span) } ?? false) { return false }
            let content = Self.content(finding)
            if let count = contents[content], count > 0 {
                contents[content] = count - 1
                return false
            }
            guard let position = Self.position(finding, file, before) else { return true }
            return !positions.contains(position)
        }
    }

    /// Returns a finding that fixes only hide: it was about an entry that no fix edits, and is no longer reported.
    ///
    /// - Parameters:
    ///   - findings: the findings after the fixes, with the same parameters as in ``new(_:file:before:isOnEditedLine:)``.
    ///   - isEdited: whether a fix edits a line of a file before the fixes.
    func hidden(
        _ findings: [Finding], file: (SourceFile) -> String?, before: (_ file: String, _ offset: Int) -> Int,
        isEdited: (_ file: String, _ line: Range<Int>) -> Bool
    ) -> Finding? {
        guard unread.isEmpty, !remaining.isEmpty else { return nil }
        var missing = remaining
        for finding in findings {
            if let position = Self.position(finding, file, before) { missing[position] = nil }
        }
        return missing.first { !isEdited($0.key.file, $0.value.line) }?.value.finding
    }

    /// Returns why the zones are less readable than before; `nil` if they are not.
    ///
    /// Findings alone cannot show this, because the rules about text may not be selected.
    func regression(_ zones: [Zone]) -> String? {
        for zone in zones where zone.unread.count > unread[zone.sources[0].path]?.count ?? 0 {
            return "`\(zone.sources[0].path)` could no longer be read completely"
        }
        guard !hasHiddenProblems else { return nil }
        let isWorse = Self.problems(zones).contains { $0.value > problems[$0.key, default: 0] }
        return isWorse ? "the fix would introduce a new syntax error" : nil
    }

    /// Whether the zones publish the same records as before, as a safe fix guarantees. If a zone could not be read
    /// completely, records may be added, but none may be lost.
    ///
    /// - Parameter isChanged: whether a file of the zone has changed.
    static func isSame(_ before: [Zone], _ after: [Zone], isChanged: (Zone) -> Bool) -> Bool {
        guard before.count == after.count else { return false }
        return zip(before, after).allSatisfy { before, after in
            guard isChanged(after) else { return true }
            return before.isComplete ? after.hasSameContents(as: before) : after.hasAllContents(of: before)
        }
    }

    /// Whether the finding was only hidden before: by a limit, by a target that did not exist, or
    /// because it depends on a record that could not be read.
    private func isRevealed(_ finding: Finding, _ wasUnread: (SourceSpan) -> Bool) -> Bool {
        // A limit on what is checked or shown. `regression(_:)` detects a zone of which less is read.
        if finding.rule.code == LimitReached.info.code { return true }
        if cappedRules.contains(finding.rule.code) || missingTargets.hid(finding) { return true }
        if finding.severity < .error, finding.rule.family != .text, let path = finding.primary?.span.source.path,
            filesWithMisplacedSOA.contains(path)
        {
            return true
        }
        if !serversWithoutDocument.isEmpty, finding.rule.scope == .server {
            return serversWithoutDocument.contains("")
                || finding.subject.serverName.map(serversWithoutDocument.contains) ?? false
        }
        let isOfText = finding.rule.family == .text
        if isOfText { return hasHiddenProblems }
        return mayDependOnUnread(finding, wasUnread)
    }

    /// Whether the finding is a note about a host, which may be in another zone, or about how servers behave.
    private static func isNote(_ finding: Finding) -> Bool {
        finding.severity == .info && [.server, .targets].contains(finding.rule.scope)
    }

    /// Whether the finding is about a record that could not be read before, or refers to one.
    private func mayDependOnUnread(_ finding: Finding, _ wasUnread: (SourceSpan) -> Bool) -> Bool {
        guard let unread = finding.primary.flatMap({ unread[$0.span.source.path] }) else { return false }
        if let owner = finding.subject.owner.flatMap({ Name($0) }), unread.mayContain(owner, nil) { return true }
        return ([finding.primary].compactMap(\.self) + finding.related).contains { wasUnread($0.span) }
    }

    /// Whether the finding is about a Matrix server that was not checked before, because of the limit on servers or because
    /// its SRV records were not found. Its hosts had the same problems before.
    private func isOfOtherServer(_ finding: Finding) -> Bool {
        guard let server = finding.subject.serverName, !servers.contains(server.lowercased()) else { return false }
        return finding.rule.scope == .server
    }

    private static func content(_ finding: Finding) -> Content {
        let span = finding.primary?.span
        return Content(
            code: finding.rule.code,
            path: span?.source.path ?? finding.path ?? "",
            message: finding.message,
            text: span.map { $0.source.text(in: $0.range.prefix(comparedLength)) } ?? ""
        )
    }

    /// The number of octets compared; a text can be as long as its file.
    private static let comparedLength = 256

    private static func position(
        _ finding: Finding, _ file: (SourceFile) -> String?, _ before: (String, Int) -> Int
    ) -> Position? {
        guard let span = finding.primary?.span, let file = file(span.source) else { return nil }
        return Position(code: finding.rule.code, file: file, offset: before(file, span.range.lowerBound))
    }
}
