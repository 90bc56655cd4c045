import DNS
import ZoneFile

/// The mistakes behind records that cannot be read because their fields are not those of their type. The rules about
/// missing, extra and invalid fields report them in place of the problem that the reader found.
struct FieldMistakeSurvey: Sendable {
    private let mistakes: [Int: (mistake: FieldMistake, record: UnreadRecord)]

    init(of zone: Zone) {
        var found: [Int: (mistake: FieldMistake, record: UnreadRecord)] = [:]
        var bySource: [ObjectIdentifier: [Int]] = [:]
        for (number, problem) in zone.problems.enumerated() where Self.isAboutFields(problem) {
            bySource[ObjectIdentifier(problem.span.source), default: []].append(number)
        }
        for numbers in bySource.values {
            let numbers = numbers.sorted { zone.problems[$0].offset < zone.problems[$1].offset }
            let source = zone.problems[numbers[0]].span.source
            let entries = source.entries(at: numbers.map { zone.problems[$0].offset })
            for (number, entry) in zip(numbers, entries) {
                guard let entry, let record = UnreadRecord(entry, in: source),
                    let mistake = FieldMistake.find(in: record.rdata, of: record.type)
                else { continue }
                found[number] = (mistake, record)
            }
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

extension ZoneProblem {
    fileprivate var offset: Int { span.range.lowerBound }
}
