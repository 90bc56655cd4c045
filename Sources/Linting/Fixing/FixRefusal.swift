import Diagnostics
import ZoneFile

/// Why fixes are not made, and where that shows.
struct FixRefusal {
    /// A clause: "it would bring S305: …".
    let reason: String
    private var brought: [Brought] = []

    /// A new finding, with its lines in bytes of the files before the fixes.
    private struct Brought {
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
    ///   - findings: what the fixes would bring.
    ///   - line: the line of a span, as it was before the fixes.
    init(_ findings: [Finding], line: (SourceSpan) -> FileLine?) {
        reason = findings.first.map(Self.reason) ?? ""
        brought = findings.map { finding in
            Brought(
                reason: Self.reason(finding), subject: finding.subject,
                line: finding.primary.flatMap { line($0.span) },
                related: finding.related.prefix(Self.mostRelated).compactMap { line($0.span) })
        }
    }

    private static let mostRelated = 4

    private static func reason(_ finding: Finding) -> String {
        "it would bring \(finding.rule.code), \(finding.message)"
    }

    /// Which fixes brought something new.
    struct Blame {
        /// Fixes on whose line, and on that of no other, something new is found; with what it is.
        var certain: [Int: String] = [:]
        /// Fixes that alone are about the name, or about a line, that something new is also about; with what it is.
        var probable: [Int: String] = [:]
        /// All that may have brought something, those above included.
        var suspects: Set<Int> = []
    }

    func blame(among fixes: ArraySlice<ChosenFix>) -> Blame {
        let locations = FixLocations(fixes)
        var blame = Blame()
        for brought in brought {
            let onLine = brought.line.map { locations.fixes(in: $0.file, at: $0.range) } ?? []
            if let only = onLine.first, onLine.count == 1 {
                blame.certain[only] = blame.certain[only] ?? brought.reason
                blame.suspects.insert(only)
                continue
            }
            if !onLine.isEmpty {
                blame.suspects.formUnion(onLine)
                continue
            }
            var near = brought.related.reduce(into: Set<Int>()) {
                $0.formUnion(locations.fixes(in: $1.file, at: $1.range))
            }
            if near.isEmpty { near = locations.fixes(about: brought.subject) }
            if let only = near.first, near.count == 1 {
                blame.probable[only] = blame.probable[only] ?? brought.reason
            }
            blame.suspects.formUnion(near)
        }
        // Only where nothing is nearer, and once for each file: a file may have thousands of fixes.
        if blame.suspects.isEmpty {
            for file in Set(brought.compactMap { $0.line?.file }) {
                blame.suspects.formUnion(locations.fixes(in: file))
            }
        }
        return blame
    }
}
