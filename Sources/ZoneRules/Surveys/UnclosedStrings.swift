import ZoneFile

/// The lines with strings that are not closed (Z107). What follows from the missing quotation mark is not reported.
struct UnclosedStrings {
    private var lines: Set<Line> = []

    private struct Line: Hashable {
        let source: ObjectIdentifier
        let start: Int
    }

    init(of zone: Zone) {
        for problem in zone.problems where problem.kind == .quoteNotClosed {
            lines.insert(Self.line(problem.span.source, problem.span.range.lowerBound))
        }
    }

    /// Whether the record begins on such a line.
    func contains(_ id: RecordID, in zone: Zone) -> Bool {
        guard !lines.isEmpty else { return false }
        let record = zone.records[id]
        return lines.contains(Self.line(zone.sources[Int(record.source)], Int(record.start)))
    }

    private static func line(_ source: SourceFile, _ offset: Int) -> Line {
        let start = source.range(ofLine: SourceSpan(source, offset..<offset).start.line).lowerBound
        return Line(source: ObjectIdentifier(source), start: start)
    }
}
