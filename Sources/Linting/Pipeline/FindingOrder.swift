import Diagnostics
import ZoneFile

/// The order in which the findings of a zone are shown: those without a position, then by file in the order of reading, by
/// position, and by rule.
struct FindingOrder {
    /// The number of each file; empty for a zone in a single file.
    private let fileNumbers: [ObjectIdentifier: Int]
    private let first: SourceFile?

    init(_ sources: [SourceFile]) {
        first = sources.first
        guard sources.count > 1 else {
            fileNumbers = [:]
            return
        }
        fileNumbers = Dictionary(uniqueKeysWithValues: sources.enumerated().map { (ObjectIdentifier($1), $0) })
    }

    func sorted(_ findings: [Finding]) -> [Finding] {
        guard fileNumbers.count > 1 else { return findings.sorted { isBefore($0, $1) } }
        // A finding in a file that is included twice is shown once.
        var seen: Set<Occurrence> = []
        return findings.sorted { isBefore($0, $1) }.filter { finding in
            guard let span = finding.primary?.span, case .included = span.source.provenance else { return true }
            let occurrence = Occurrence(
                path: span.source.path, range: span.range, code: finding.rule.code, message: finding.message
            )
            return seen.insert(occurrence).inserted
        }
    }

    private struct Occurrence: Hashable {
        let path: String
        let range: Range<Int>
        let code: String
        let message: String
    }

    private func isBefore(_ left: Finding, _ right: Finding) -> Bool {
        let leftFile = fileNumber(of: left)
        let rightFile = fileNumber(of: right)
        if leftFile != rightFile { return leftFile < rightFile }
        let leftRange = left.primary?.span.range ?? -1 ..< -1
        let rightRange = right.primary?.span.range ?? -1 ..< -1
        return (leftRange.lowerBound, leftRange.upperBound, left.rule.code, left.message)
            < (rightRange.lowerBound, rightRange.upperBound, right.rule.code, right.message)
    }

    private func fileNumber(of finding: Finding) -> Int {
        guard let source = finding.primary?.span.source else { return -1 }
        return fileNumbers[ObjectIdentifier(source)] ?? (source === first ? 0 : -1)
    }
}
