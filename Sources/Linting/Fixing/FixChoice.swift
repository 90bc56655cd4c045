import Diagnostics
import ZoneFile

/// A fix with its edits by file, and the findings that it resolves.
struct ChosenFix {
    let title: String
    let safety: Fix.Safety
    /// In the order of ``FixChoice``, by file and position.
    let edits: [FileEdit]
    var findings: [Finding]

    struct FileEdit: Hashable {
        let file: String
        let range: Range<Int>
        let bytes: [UInt8]
    }

    var files: Set<String> { Set(edits.map(\.file)) }
}

/// Chooses compatible fixes from those of a report.
///
/// Fixes are chosen in the order of their first edit, then of their rule code. A fix that overlaps one chosen before it waits
/// for the next round. All edits of a fix are made, or none.
struct FixChoice {
    private(set) var chosen: [ChosenFix] = []
    /// The sources that the edits refer to, by file.
    private(set) var sources: [String: SourceFile] = [:]
    private var candidates: [ChosenFix] = []
    private var fileOrder: [String: Int] = [:]
    /// The ranges that chosen fixes replace, by file, in order.
    private var taken: [String: [Range<Int>]] = [:]

    /// - Parameters:
    ///   - fixes: each with the finding that it resolves.
    ///   - file: returns the identity of the file that a source was read from; `nil` if there is no file to edit.
    init(_ fixes: [(Finding, Fix)], file: (SourceFile) -> String?) {
        var known: [[ChosenFix.FileEdit]: Int] = [:]
        for (finding, fix) in fixes {
            guard let edits = resolve(fix, file) else { continue }
            // Several findings can have the same fix: a file is included by several zones, or an owner has several records.
            if let index = known[edits] {
                candidates[index].findings.append(finding)
            } else {
                known[edits] = candidates.count
                candidates.append(ChosenFix(title: fix.title, safety: fix.safety, edits: edits, findings: [finding]))
            }
        }
        for candidate in candidates.sorted(by: isBefore) where take(candidate.edits) { chosen.append(candidate) }
    }

    private mutating func resolve(_ fix: Fix, _ file: (SourceFile) -> String?) -> [ChosenFix.FileEdit]? {
        var edits: [ChosenFix.FileEdit] = []
        for edit in fix.edits {
            guard let file = file(edit.span.source) else { return nil }
            if fileOrder[file] == nil {
                fileOrder[file] = fileOrder.count
                sources[file] = edit.span.source
            }
            edits.append(ChosenFix.FileEdit(file: file, range: edit.span.range, bytes: Array(edit.text.utf8)))
        }
        guard !edits.isEmpty else { return nil }
        return edits.sorted { sortKey($0) < sortKey($1) }
    }

    private func sortKey(_ edit: ChosenFix.FileEdit) -> (Int, Int, Int) {
        (fileOrder[edit.file] ?? 0, edit.range.lowerBound, edit.range.upperBound)
    }

    private func isBefore(_ left: ChosenFix, _ right: ChosenFix) -> Bool {
        guard let leftEdit = left.edits.first, let rightEdit = right.edits.first else { return false }
        if sortKey(leftEdit) != sortKey(rightEdit) { return sortKey(leftEdit) < sortKey(rightEdit) }
        return (left.findings[0].rule.code, left.title) < (right.findings[0].rule.code, right.title)
    }

    private mutating func take(_ edits: [ChosenFix.FileEdit]) -> Bool {
        guard edits.allSatisfy({ isFree($0) }) else { return false }
        // The edits of one fix may conflict with each other too.
        for (one, next) in zip(edits, edits.dropFirst()) where one.file == next.file {
            guard !Self.conflict(one.range, next.range) else { return false }
        }
        for edit in edits { taken[edit.file, default: []].insert(edit.range, at: index(edit)) }
        return true
    }

    private func isFree(_ edit: ChosenFix.FileEdit) -> Bool {
        guard let ranges = taken[edit.file] else { return true }
        let index = index(edit)
        return !ranges[max(0, index - 1)..<min(ranges.count, index + 1)].contains { Self.conflict($0, edit.range) }
    }

    /// Adjacent ranges can both be replaced. Next to an insertion the order would matter.
    private static func conflict(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        if left.isEmpty || right.isEmpty {
            return left.lowerBound <= right.upperBound && right.lowerBound <= left.upperBound
        }
        return left.overlaps(right)
    }

    /// Returns the index at which the range belongs among those taken in its file.
    private func index(_ edit: ChosenFix.FileEdit) -> Int {
        (taken[edit.file] ?? []).partitioningIndex { $0.lowerBound >= edit.range.lowerBound }
    }
}
