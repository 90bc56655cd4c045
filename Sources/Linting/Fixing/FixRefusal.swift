import ZoneFile

/// Why fixes are not made, and where that shows.
struct FixRefusal {
    /// A clause: "it would bring S305: …".
    let reason: String
    /// The lines that have new findings, in bytes of the files before the fixes.
    private var places: [(file: String, line: ClosedRange<Int>, reason: String)] = []

    init(reason: String) {
        self.reason = reason
    }

    /// - Parameters:
    ///   - findings: what the fixes would bring.
    ///   - maps: where the texts stood before, by file.
    init(_ findings: [Finding], _ maps: [String: PositionMap], file: (SourceFile) -> String?) {
        reason = findings.first.map(Self.reason) ?? ""
        for finding in findings.prefix(Self.mostPlaces) {
            guard let span = finding.primary?.span, let file = file(span.source), let map = maps[file] else { continue }
            let line = span.source.range(ofLine: span.start.line)
            let start = map.old(line.lowerBound)
            places.append((file, start...max(start, map.old(line.upperBound)), Self.reason(finding)))
        }
    }

    private static let mostPlaces = 500

    private static func reason(_ finding: Finding) -> String {
        "it would bring \(finding.rule.code), \(finding.message)"
    }

    /// Fixes on whose line, and on that of no other, something new is found; with what it is.
    func blamed(among fixes: ArraySlice<ChosenFix>) -> [Int: String] {
        var blamed: [Int: String] = [:]
        for place in places {
            let suspects = fixes.indices.filter { index in
                fixes[index].edits.contains { edit in
                    edit.file == place.file && edit.range.lowerBound <= place.line.upperBound
                        && edit.range.upperBound >= place.line.lowerBound
                }
            }
            if suspects.count == 1 { blamed[suspects[0]] = blamed[suspects[0]] ?? place.reason }
        }
        return blamed
    }
}
