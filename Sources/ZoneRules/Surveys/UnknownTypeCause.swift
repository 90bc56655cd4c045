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
    /// `_sip ._tcp`: the owner with a space beside one of its dots, and without it.
    case spaceBesideDot(Range<Int>, String)
    /// A number or a sign of a list in front of a record, up to the record.
    case listMark(Range<Int>)
    /// `#` or `//` in front of the type or the class.
    case strayMark(Range<Int>)
    /// The class is in front of the owner: the range of both, and both in their order.
    case classBeforeOwner(Range<Int>, String)
    /// A row of a table in Markdown, and the fields between its signs if they are a record.
    case tableRow(Range<Int>, String?)
    /// `root@ns1:~# cat db`: the prompt of a shell.
    case prompt(Range<Int>)
    case misspelt(RecordType)
    /// The type is written with letters of another script that look the same.
    case otherLetters(RecordType)
    /// The name that the type had before it was registered.
    case renamed(RecordType)
    /// The data and, behind it, the type.
    case swapped(Range<Int>, Range<Int>)
    /// `1 day`: the range of the TTL in words, and the time that it means.
    case timeInWords(Range<Int>, String)
    /// `Auto`: the word that web pages show in place of a TTL, up to the next field.
    case defaultTime(Range<Int>)
    /// `TTL=3600`: the TTL with its name in front of it, and without it.
    case namedTime(String)

    /// The line is not one of a zone file.
    case foreign(ForeignLine, Range<Int>)

    enum HeaderField {
        case timeToLive, recordClass
    }

    /// - Parameter range: of the field in the position of the type.
    init?(_ range: Range<Int>, in entry: SourceEntry, of source: SourceFile) {
        let fields = entry.fields.map { UnreadRecord.field($0, source) }
        guard entry.isBalanced, fields.count <= 64, let index = entry.fields.firstIndex(of: range) else { return nil }
        if let (time, text) = Self.time(in: entry.fields, endingAt: index, of: source) {
            self = .timeInWords(time, text)
            return
        }
        if let first = entry.fields.first, let last = entry.fields.last {
            let line = first.lowerBound..<last.upperBound
            if let foreign = ForeignLine(source.text(in: line)) {
                self = .foreign(foreign, line)
                return
            }
        }
        let hasOwner = ![0x20, 0x09].contains(source[entry.range.lowerBound])
        let words = UnknownTypeWords(fields: fields, index: index, hasOwner: hasOwner)
        if let time = words.timeOfWebPage {
            self = time
            return
        }
        if let line = words.tableRow ?? words.prompt ?? words.spaceBesideDot ?? words.listMark
            ?? words.strayMark ?? words.classBeforeOwner
        {
            self = line
            return
        }
        let header = words.directive ?? words.repeatedField
        let type = header ?? words.lookalike ?? words.formerName ?? words.swappedType
        let data = type ?? words.missingSpace ?? words.missingType ?? words.redirect
        guard let cause = data ?? words.ownerWithSpace ?? words.misspelling ?? words.prose else { return nil }
        self = cause
    }

    /// Finds the causes of the unknown types of a zone, by the number of the problem. Reads each source once.
    static func survey(_ zone: Zone) -> [Int: UnknownTypeCause] {
        let entries = ProblemEntries(of: zone.problems) { if case .unknownType = $0.kind { true } else { false } }
        var found: [Int: UnknownTypeCause] = [:]
        for (number, problem) in zone.problems.enumerated() {
            guard let entry = entries[number] else { continue }
            found[number] = UnknownTypeCause(problem.span.range, in: entry, of: problem.span.source)
        }
        return found
    }

    /// The TTL `1 day`, of which the unit is taken for the type, or `1/2 hour`, of which the number is.
    private static func time(
        in fields: [Range<Int>], endingAt index: Int, of source: SourceFile
    ) -> (Range<Int>, String)? {
        if index + 1 < fields.count,
            let half = TimePhrase.half(source.text(in: fields[index]), source.text(in: fields[index + 1]))
        {
            return (fields[index].lowerBound..<fields[index + 1].upperBound, half)
        }
        guard index > 0, TimePhrase.isUnit(source.text(in: fields[index])) else { return nil }
        let range = fields[index - 1].lowerBound..<fields[index].upperBound
        return TimePhrase.corrected(source.text(in: range)).map { (range, $0) }
    }
}
