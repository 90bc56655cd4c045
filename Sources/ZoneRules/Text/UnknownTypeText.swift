import DNS
import Diagnostics
import ZoneFile

/// The words for a field that is in the position of the type and is none, and its correction.
struct UnknownTypeText {
    var message: String
    var label = "expected a record type"
    var help = "check the order of the fields: owner, TTL, class, type, data"
    var span: SourceSpan
    /// Empty if there is more than one sensible correction.
    var fix: [Fix] = []

    /// - Parameter nearest: the type with the most similar spelling.
    init(_ problem: ZoneProblem, _ cause: UnknownTypeCause?, _ nearest: RecordType?) {
        let source = problem.span.source
        let text = Words.quoted(problem.span.text)
        span = problem.span
        message = "\(text) is not a record type"
        switch cause {
        case .directive(let directive, let word):
            span = SourceSpan(source, word)
            message = "the `$` before `\(directive.dropFirst())` is missing"
            label = "read as the owner of a record"
            help = "write `\(directive)` at the beginning of the line"
            let start = SourceSpan(source, word.lowerBound..<word.lowerBound)
            fix = [Fix("write `\(directive)`", .unsafe, [Edit(replace: start, with: "$")])]
        case .foreign(let line, let range):
            span = SourceSpan(source, range)
            message = "\(line.what) is not a record"
            label = "read as a record"
            help = line.help
            fix = line.fix(span)
        case .repeated(let field, let range):
            let what = field == .recordClass ? "class" : "TTL"
            message = "the record has a second \(what)"
            label = "expected a record type"
            help = "remove one of the two"
            let removal = SourceSpan(source, range.lowerBound..<source.fieldStart(after: range.upperBound))
            let isSame = field == .recordClass || source.word(before: range.lowerBound) == problem.span.text
            fix = isSame ? [Fix("remove it", .safe, [Edit(replace: removal, with: "")])] : []
        case .noSpace(let right): hasNoSpace(right)
        case .noType(let type, let data):
            span = SourceSpan(source, data)
            message = "the record has no type"
            label = type.map { "expected `\($0)` before this" } ?? "expected a type before this"
            help =
                type.map { "write `\($0)` before \(Words.quoted(span.text))" }
                ?? "write the type before \(Words.quoted(span.text)), such as `CNAME`"
            guard let type else { break }
            if let whole = Self.ownerWithColon(source, data) {
                span = SourceSpan(source, whole.span)
                message = "a colon is after the owner, and the record has no type"
                label = "expected the owner, `\(type)` and the address"
                help = "write \(Words.exact("\(whole.owner) \(type) \(source.text(in: data))"))"
                break
            }
            // Only an address shows its type without a doubt.
            let start = SourceSpan(source, data.lowerBound..<data.lowerBound)
            let safety: Fix.Safety = type == .a || type == .aaaa ? .safe : .unsafe
            fix = [Fix("write `\(type)`", safety, [Edit(replace: start, with: "\(type) ")])]
        case .spaceInOwner(let owner):
            label = "read as a record type; the owner ends at the space before it"
            let second = Words.quoted(problem.span.text)
            help = "write the owner as one name, such as \(Words.exact(owner)), or a record of its own for \(second)"
        case .spaceBesideDot(let range, let owner):
            span = SourceSpan(source, range)
            message = "a space is in the owner \(Words.quoted(owner))"
            label = "the owner ends at the space"
            help = "write \(Words.exact(owner))"
            fix = [Fix(help, .safe, [Edit(replace: span, with: owner)])]
        case .listMark(let range):
            let mark = SourceSpan(source, range)
            let text = String(mark.text.prefix { !$0.isWhitespace && $0 != ";" })
            span = SourceSpan(source, range.lowerBound..<range.lowerBound + text.utf8.count)
            message = "\(Words.quoted(text)) is in front of the record"
            let isNumber = text.allSatisfy(\.isNumber) && (Int(text) ?? 0) >= 60
            label =
                isNumber
                ? "a TTL, or the number of a line"
                : text.contains(where: \.isNumber) ? "the number of a line" : "the sign of a list"
            help = isNumber ? "remove it, or write it after the owner if it is the TTL" : "remove it"
            // `*` and a number are owners as well.
            let isCertain = !text.allSatisfy(\.isNumber) && text != "*"
            let isOnLine = mark.text.allSatisfy { !$0.isNewline && $0 != ";" }
            fix = !isOnLine ? [] : [Fix(help, isCertain ? .safe : .unsafe, [Edit(replace: mark, with: "")])]
        case .strayMark(let range):
            span = SourceSpan(source, range)
            message = "\(Words.quoted(span.text)) is inside the record"
            label = "read as a record type"
            help = "remove it"
            // What is after it may have been disabled.
            fix = [Fix(help, .unsafe, [Edit(replace: span, with: "")])]
        case .classBeforeOwner(let range, let right):
            span = SourceSpan(source, range)
            message = "the class is in front of the owner"
            label = "the class is read as the owner"
            help = "write \(Words.exact(right))"
            fix = [Fix(help, .safe, [Edit(replace: span, with: right)])]
        case .tableRow(let range, let record):
            span = SourceSpan(source, range)
            message = "the line is a row of a table in Markdown"
            label = "`|` is read as a field"
            help = record.map { "write \(Words.exact($0))" } ?? "remove the line, or write its fields without `|`"
            fix = record.map { [Fix("write the fields without `|`", .safe, [Edit(replace: span, with: $0)])] } ?? []
        case .prompt(let range):
            span = SourceSpan(source, range)
            message = "the line is a command after the prompt of a shell"
            label = "read as the owner of a record"
            help = "remove the line"
        case .redirect:
            label = "a function of some providers"
            help = "remove the record, and give the name A and AAAA records of a web server that sends the redirect"
        case .prose:
            label = "read as a record type"
            help = "put `;` at the beginning of the line if it is a comment"
        case .timeInWords(let range, let time):
            span = SourceSpan(source, range)
            message = "the TTL \(Words.quoted(span.text)) has a space in it"
            label = "expected one word without a space"
            help = "write `\(time)`"
            fix = [Fix(help, .safe, [Edit(replace: span, with: time)])]
        case .defaultTime(let range):
            message = "\(text) is not a TTL"
            label = "read as a record type"
            help = "remove it, so that the record has the TTL of `$TTL`, or write the TTL in seconds"
            fix = [Fix("remove it", .unsafe, [Edit(replace: SourceSpan(source, range), with: "")])]
        case .namedTime(let time):
            message = "the TTL \(text) has its name in front of it"
            label = "read as a record type"
            help = "write `\(time)`"
            fix = [Fix(help, .safe, [Edit(replace: span, with: time)])]
        case .misspelt(let type): isProbably(type)
        case .otherLetters(let type):
            message = "the type \(text) has letters of another script"
            label = "not `\(type)`, although it looks the same"
            help = "write `\(type)` in ASCII"
            fix = [Fix("write `\(type)`", .safe, [Edit(replace: span, with: type.description)])]
        case .renamed(let type):
            label = "the former name of `\(type)`"
            help = "write `\(type)`"
            fix = [Fix(help, .safe, [Edit(replace: span, with: type.description)])]
        case .swapped(let data, let type):
            span = SourceSpan(source, data.lowerBound..<type.upperBound)
            let (first, second) = (source.text(in: data), source.text(in: type))
            message = "the type is behind the data of the record"
            label = "expected the type and then the data"
            help = "write \(Words.quoted("\(second) \(first)"))"
            let between = source.text(in: data.upperBound..<type.lowerBound)
            if between.allSatisfy({ $0 == " " || $0 == "\t" }) {
                fix = [Fix(help, .safe, [Edit(replace: span, with: second + between + first)])]
            }
        case nil:
            if let (type, number) = Self.joined(problem.span.text) {
                hasNoSpace("\(type) \(number)")
            } else if let nearest, Self.isLikely(nearest, problem.span) {
                isProbably(nearest)
            }
        }
    }

    /// `www.example.com: 192.0.2.1`: the owner without its colon, and the span of both.
    private static func ownerWithColon(_ source: SourceFile, _ data: Range<Int>) -> (owner: String, span: Range<Int>)? {
        var start = data.lowerBound
        while start > 0, ![0x0A, 0x0D].contains(source[start - 1]) { start -= 1 }
        let before = source.text(in: start..<data.lowerBound)
        guard let colon = before.firstIndex(of: ":"),
            before[colon...].dropFirst().allSatisfy({ $0 == " " || $0 == "\t" })
        else { return nil }
        let owner = String(before[..<colon])
        return (owner.contains(".") && !owner.hasSuffix(".") ? owner + "." : owner, start..<data.upperBound)
    }

    private mutating func hasNoSpace(_ right: String) {
        message = "a space is missing in \(Words.quoted(span.text))"
        label = "read as a record type"
        help = "write \(Words.quoted(right))"
        fix = [Fix(help, .safe, [Edit(replace: span, with: right)])]
    }

    private mutating func isProbably(_ type: RecordType) {
        label = "did you mean `\(type)`?"
        help = "write `\(type)` if that is the intended type"
    }

    /// Whether the spelling is that of the type apart from a letter, and the type is one that people write.
    private static func isLikely(_ type: RecordType, _ span: SourceSpan) -> Bool {
        guard !type.isMeta, !obsolete.contains(type.description), span.text.utf8.count > 2 else { return false }
        let letters = Array(span.text.uppercased().utf8.prefix(64))
        let distance = Spelling.distance(letters, Array(type.description.utf8))
        // One letter of three in another is a word of its own, such as `cat`. Two that are swapped are not.
        let isSwapped = letters.sorted() == type.description.utf8.sorted()
        return isSwapped || letters.count != type.description.utf8.count && distance == 1 || letters.count > 4
    }

    /// Types that are rather not what was meant.
    private static let obsolete = ["A6", "PX", "MD", "MF", "MB", "MG", "MR", "EID", "GID", "UID", "RT", "IPN"]

    /// The type and the number of `MX10`.
    private static func joined(_ text: String) -> (type: RecordType, number: Substring)? {
        let digits = text.utf8.reversed().prefix { $0 &- 0x30 < 10 }.count
        guard digits > 0, digits <= 5, let type = RecordType(mnemonic: text.dropLast(digits)),
            let first = RecordFormat.of(type)?.fields.first, [.uint8, .uint16, .uint32].contains(first.kind)
        else { return nil }
        return (type, text.suffix(digits))
    }
}

extension SourceFile {
    /// The offset of the next field on the same line, or of what ends the line.
    func fieldStart(after offset: Int) -> Int {
        var at = offset
        while at < count, self[at] == 0x20 || self[at] == 0x09 { at += 1 }
        return at
    }

    /// Whether only white space or a comment follows on the line.
    func isLineEnd(after offset: Int) -> Bool {
        let at = fieldStart(after: offset)
        return at >= count || [0x0A, 0x0D, UInt8(ascii: ";")].contains(self[at])
    }

    /// The word on the same line before the white space in front of an offset.
    fileprivate func word(before offset: Int) -> String {
        var end = offset
        while end > 0, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
        var start = end
        while start > 0, self[start - 1] > 0x20 { start -= 1 }
        return text(in: start..<end)
    }
}
