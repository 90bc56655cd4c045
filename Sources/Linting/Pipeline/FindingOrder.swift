import Diagnostics
import ZoneFile

/// The order in which the findings of a zone are shown: what has no position, then file by file as they were read,
/// each by position, then by rule.
struct FindingOrder {
    private let places: [ObjectIdentifier: Int]

    init(_ sources: [SourceFile]) {
        places = Dictionary(uniqueKeysWithValues: sources.enumerated().map { (ObjectIdentifier($1), $0) })
    }

    func sorted(_ findings: [Finding]) -> [Finding] {
        guard places.count > 1 else { return findings.sorted { isBefore($0, $1) } }
        // A file that is included twice is not at fault twice.
        var seen: Set<Place> = []
        return findings.sorted { isBefore($0, $1) }.filter { finding in
            guard let span = finding.primary?.span, case .included = span.source.provenance else { return true }
            let place = Place(
                path: span.source.path, range: span.range, code: finding.rule.code, message: finding.message
            )
            return seen.insert(place).inserted
        }
    }

    private struct Place: Hashable {
        let path: String
        let range: Range<Int>
        let code: String
        let message: String
    }

    private func isBefore(_ left: Finding, _ right: Finding) -> Bool {
        let leftFile = place(of: left)
        let rightFile = place(of: right)
        if leftFile != rightFile { return leftFile < rightFile }
        let leftRange = left.primary?.span.range ?? -1 ..< -1
        let rightRange = right.primary?.span.range ?? -1 ..< -1
        return (leftRange.lowerBound, leftRange.upperBound, left.rule.code, left.message)
            < (rightRange.lowerBound, rightRange.upperBound, right.rule.code, right.message)
    }

    private func place(of finding: Finding) -> Int {
        finding.primary.flatMap { places[ObjectIdentifier($0.span.source)] } ?? -1
    }
}
