import DNS
import ZoneFile

/// What was probably meant by an entry in which the field in the position of the type is none.
enum UnknownTypeCause {
    /// `ORIGIN example.com.`: the directive with its dollar sign, and the word without it.
    case directive(String, Range<Int>)
    /// `IN IN A 192.0.2.1`: a TTL or a class is written twice.
    case repeated(HeaderField, Range<Int>)
    /// A line of words without any field of a record.
    case prose
    /// A redirect to a URL, which some providers offer among the records.
    case redirect
    /// `A192.0.2.1` and `INA`: the text with its space.
    case noSpace(String)
    /// The data of a record follow without a type. `nil` if it is not clear which one.
    case noType(RecordType?, Range<Int>)
    /// `my pc A 192.0.2.1`: the owner as one name.
    case spaceInOwner(String)
    case misspelt(RecordType)

    enum HeaderField {
        case timeToLive, recordClass
    }

    /// - Parameter range: of the field in the position of the type.
    init?(_ range: Range<Int>, in entry: SourceEntry, of source: SourceFile) {
        let fields = entry.fields.map { UnreadRecord.field($0, source) }
        guard entry.isBalanced, fields.count <= 64, let index = entry.fields.firstIndex(of: range) else { return nil }
        let hasOwner = ![0x20, 0x09].contains(source[entry.range.lowerBound])
        let words = UnknownTypeWords(fields: fields, index: index, hasOwner: hasOwner)
        guard
            let cause = words.directive ?? words.repeatedField ?? words.missingSpace ?? words.missingType
                ?? words.redirect ?? words.ownerWithSpace ?? words.misspelling ?? words.prose
        else { return nil }
        self = cause
    }

    /// Finds the causes of the unknown types of a zone, by the number of the problem. Reads each source once.
    static func survey(_ zone: Zone) -> [Int: UnknownTypeCause] {
        var bySource: [ObjectIdentifier: [Int]] = [:]
        for (number, problem) in zone.problems.enumerated() {
            if case .unknownType = problem.kind {
                bySource[ObjectIdentifier(problem.span.source), default: []].append(number)
            }
        }
        var found: [Int: UnknownTypeCause] = [:]
        for numbers in bySource.values {
            let numbers = numbers.sorted {
                zone.problems[$0].span.range.lowerBound < zone.problems[$1].span.range.lowerBound
            }
            let source = zone.problems[numbers[0]].span.source
            let entries = source.entries(at: numbers.map { zone.problems[$0].span.range.lowerBound })
            for (number, entry) in zip(numbers, entries) {
                found[number] = entry.flatMap { UnknownTypeCause(zone.problems[number].span.range, in: $0, of: source) }
            }
        }
        return found
    }
}
