import DNS
import ZoneFile

/// The mistakes behind records that cannot be read because their fields are not those of their type. The rules about
/// missing, extra and invalid fields report them in place of the problem that the reader found.
struct FieldMistakeSurvey: Sendable {
    /// The entries of these records, and of all others whose fields are the problem.
    let entries: ProblemEntries
    private let mistakes: [Int: (mistake: FieldMistake, record: UnreadRecord)]

    init(of zone: Zone) {
        entries = ProblemEntries(of: zone.problems, where: Self.isAboutFields)
        var found: [Int: (mistake: FieldMistake, record: UnreadRecord)] = [:]
        for (number, problem) in zone.problems.enumerated() {
            guard let entry = entries[number], let record = UnreadRecord(entry, in: problem.span.source),
                let mistake = FieldMistake.strayMark(in: record.allFields, of: record.type)
                    ?? FieldMistake.find(in: record.rdata, of: record.type)
            else { continue }
            found[number] = (mistake, record)
        }
        mistakes = found
    }

    /// The mistake behind the problem with this number in ``Zone/problems``.
    subscript(number: Int) -> (mistake: FieldMistake, record: UnreadRecord)? { mistakes[number] }

    private static func isAboutFields(_ problem: ZoneProblem) -> Bool {
        switch problem.kind {
        case .missingField, .extraField, .numberOutOfRange, .invalidTTL: true
        // S203 names a service instead of a port.
        case .invalidField: !ServicePorts.isName(problem)
        default: false
        }
    }
}
