import Diagnostics
import ZoneFile

/// Why fixes are not made, and where the new findings are.
struct FixRefusal {
    /// A clause: "it would introduce S305: …".
    let reason: String
    private var newFindings: [NewFinding] = []

    /// A new finding, with its lines in bytes of the files before the fixes.
    private struct NewFinding {
        let reason: String
        let subject: Subject
        let line: FileLine?
        let related: [FileLine]
    }

    struct FileLine {
        let file: String
        let range: ClosedRange<Int>
    }

    init(reason: String) {
        self.reason = reason
    }

    /// - Parameters:
    ///   - findings: the findings that the fixes would introduce.
    ///   - line: returns the line of a span in bytes of the file before the fixes.
    init(_ findings: [Finding], line: (SourceSpan) -> FileLine?) {
        reason = findings.first.map(Self.reason) ?? ""
        newFindings = findings.map { finding in
            NewFinding(
                reason: Self.reason(finding), subject: finding.subject,
                line: finding.primary.flatMap { line($0.span) },
                related: finding.related.prefix(Self.relatedLimit).compactMap { line($0.span) })
        }
    }

    private static let relatedLimit = 4

    private static func reason(_ finding: Finding) -> String {
        "it would introduce \(finding.rule.code): \(finding.message)"
    }

    /// The fixes to blame for new findings.
    struct Blame {
        /// Fixes that are alone on the line of a new finding, with the reason.
        var certain: [Int: String] = [:]
        /// Fixes that alone concern a related line or the name of a new finding, with the reason.
        var probable: [Int: String] = [:]
        /// All fixes that may have caused a new finding, including those above.
        var suspects: Set<Int> = []
    }

    /// Returns the fixes that may have caused the new findings.
    func blame(among fixes: ArraySlice<ChosenFix>) -> Blame {
        let locations = FixLocations(fixes)
        var blame = Blame()
        for finding in newFindings {
            let onLine = finding.line.map { locations.fixes(in: $0.file, at: $0.range) } ?? []
            if let only = onLine.first, onLine.count == 1 {
                blame.certain[only] = blame.certain[only] ?? finding.reason
                blame.suspects.insert(only)
                continue
            }
            if !onLine.isEmpty {
                blame.suspects.formUnion(onLine)
                continue
            }
            var near = finding.related.reduce(into: Set<Int>()) {
                $0.formUnion(locations.fixes(in: $1.file, at: $1.range))
            }
            if near.isEmpty { near = locations.fixes(about: finding.subject) }
            if let only = near.first, near.count == 1 {
                blame.probable[only] = blame.probable[only] ?? finding.reason
            }
            blame.suspects.formUnion(near)
        }
        // The last resort, and once for each file: a file may have thousands of fixes.
        if blame.suspects.isEmpty {
            for file in Set(newFindings.compactMap { $0.line?.file }) {
                blame.suspects.formUnion(locations.fixes(in: file))
            }
        }
        return blame
    }
}
