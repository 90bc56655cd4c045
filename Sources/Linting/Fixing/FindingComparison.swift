import Diagnostics
import ZoneFile

/// Tells which findings fixes have brought.
///
/// A finding was there before if one of its rule said the same of the same words, or stood at the same place: lines move,
/// and a message may quote what a fix has changed. Those that the fixes were for do not count: they must be gone. What
/// is only worth knowing (info) does not stand in the way of a fix.
struct FindingComparison {
    private struct Content: Hashable {
        let code: String
        let path: String
        let message: String
        let text: String
    }

    private struct Place: Hashable {
        let code: String
        let file: String
        let offset: Int
    }

    private var contents: [Content: Int] = [:]
    private var places: Set<Place> = []
    /// Of rules that find too much, only the beginning is known.
    private var cutRules: Set<String> = []
    private var hidesProblems = false
    /// The files of zones that were not read to their end.
    private var incomplete: Set<String> = []
    /// Servers whose document leads nowhere: what is judged once it does is no work of the fixes. That of a document whose
    /// server is found out from the zone is empty.
    private let lostServers: Set<String>
    /// The server names that were judged.
    private let servers: Set<String>
    /// How many problems of each kind the texts have.
    private let problems: [String: Int]

    /// - Parameters:
    ///   - state: before.
    ///   - file: the identity of the file that a text is of.
    init(_ state: FixState, fixed: [ChosenFix], file: (SourceFile) -> String?) {
        let (findings, zones) = (state.report.findings, state.zones)
        servers = state.servers
        lostServers = Set(state.documents.filter { !$0.document.isUsable }.map { $0.server })
        var counts: [String: Int] = [:]
        for finding in findings where finding.suppression == nil {
            contents[Self.content(finding), default: 0] += 1
            counts[finding.rule.code, default: 0] += 1
            if let place = Self.place(finding, file, { _, offset in offset }) { places.insert(place) }
        }
        for finding in fixed.lazy.flatMap(\.findings) {
            contents[Self.content(finding), default: 0] -= 1
            if let place = Self.place(finding, file, { _, offset in offset }) { places.remove(place) }
        }
        cutRules = Set(counts.filter { $0.value >= FindingSink.limitPerRule }.keys)
        problems = Self.problems(zones)
        for zone in zones {
            hidesProblems =
                hidesProblems || zone.problems.contains { if case .problemLimit = $0.kind { true } else { false } }
            if !zone.isComplete { incomplete.formUnion(zone.sources.map(\.path)) }
        }
    }

    private static func problems(_ zones: [Zone]) -> [String: Int] {
        var problems: [String: Int] = [:]
        for zone in zones {
            // Without what is said of it: that may quote what a fix changes.
            for problem in zone.problems {
                problems[String(String(describing: problem.kind).prefix { $0 != "(" }), default: 0] += 1
            }
        }
        return problems
    }

    /// The findings that were not there before.
    ///
    /// - Parameters:
    ///   - before: where a byte of a file stood before the fixes.
    ///   - isOnEditedLine: whether a fix edits the line of the finding.
    func new(
        _ findings: [Finding], file: (SourceFile) -> String?, before: (_ file: String, _ offset: Int) -> Int,
        isOnEditedLine: (Finding) -> Bool
    ) -> [Finding] {
        var contents = contents
        return findings.filter { finding in
            guard finding.suppression == nil, finding.severity > .info, !isRevealed(finding) else { return false }
            if isOfOtherServer(finding), !isOnEditedLine(finding) { return false }
            let content = Self.content(finding)
            if let count = contents[content], count > 0 {
                contents[content] = count - 1
                return false
            }
            guard let place = Self.place(finding, file, before) else { return true }
            return !places.contains(place)
        }
    }

    /// Why the zones cannot be read as well as before; `nil` if they can.
    ///
    /// The rules that would tell may not be selected.
    func loss(_ zones: [Zone]) -> String? {
        for zone in zones where !zone.isComplete && !incomplete.contains(zone.sources[0].path) {
            return "`\(zone.sources[0].path)` could not be read to its end any more"
        }
        guard !hidesProblems else { return nil }
        let isWorse = Self.problems(zones).contains { $0.value > problems[$0.key, default: 0] }
        return isWorse ? "the text would have a fault that it has not now" : nil
    }

    /// Whether zones publish what they did, which is what a safe fix must leave alone. Where not all of a zone could be
    /// read, records may come to light, but none be lost.
    ///
    /// - Parameter isChanged: whether a text of the zone has changed.
    static func isSame(_ before: [Zone], _ after: [Zone], isChanged: (Zone) -> Bool) -> Bool {
        guard before.count == after.count else { return false }
        return zip(before, after).allSatisfy { before, after in
            guard isChanged(after) else { return true }
            return before.isComplete ? after.hasSameContents(as: before) : after.hasAllContents(of: before)
        }
    }

    /// Whether the finding is no work of the fixes. While a zone cannot be read to its end, nothing is concluded from
    /// what is missing; once it can, that is said, and what is wrong with the record that could not be read is too.
    private func isRevealed(_ finding: Finding) -> Bool {
        // A limit on what is checked or shown. A zone that is read less far is noticed by `loss(_:)`.
        if finding.rule.code == LimitReached.info.code { return true }
        if cutRules.contains(finding.rule.code) { return true }
        if !lostServers.isEmpty, finding.rule.scope == .server {
            return lostServers.contains("") || finding.subject.serverName.map(lostServers.contains) ?? false
        }
        let isOfText = finding.rule.family == .text
        if isOfText { return hidesProblems }
        return finding.primary.map { incomplete.contains($0.span.source.path) } ?? false
    }

    /// Whether the finding is about a Matrix server that was not judged before: there were more servers than are judged,
    /// or Matrix did not find it. What is wrong with its hosts was wrong already.
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
            text: span.map { $0.source.text(in: $0.range.prefix(longestText)) } ?? ""
        )
    }

    /// Of a text as long as a file, the beginning tells enough.
    private static let longestText = 256

    private static func place(
        _ finding: Finding, _ file: (SourceFile) -> String?, _ before: (String, Int) -> Int
    ) -> Place? {
        guard let span = finding.primary?.span, let file = file(span.source) else { return nil }
        return Place(code: finding.rule.code, file: file, offset: before(file, span.range.lowerBound))
    }
}
