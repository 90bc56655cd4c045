import DNS
import ZoneFile

/// Parses suppression comments.
struct SuppressionSyntax {
    enum Outcome {
        case comment(words: [SuppressionComment.Word], list: Range<Int>, reason: String, isFile: Bool)
        case mistake(SuppressionMistake)
        /// An ordinary comment that mentions srvlint.
        case prose
    }

    private let source: SourceFile
    /// The bytes from `srvlint` to the end of the comment, without trailing white space.
    private let bytes: [UInt8]
    /// The offset of the bytes in the source.
    private let start: Int
    private var at = 0

    /// Parses a comment.
    ///
    /// - Parameter range: the range that starts with `srvlint`.
    static func read(_ source: SourceFile, _ range: Range<Int>) -> Outcome {
        var syntax = SuppressionSyntax(source, range)
        return syntax.read()
    }

    private init(_ source: SourceFile, _ range: Range<Int>) {
        self.source = source
        start = range.lowerBound
        bytes = source.withBytes { Array($0[range]) }
    }

    /// The verbs of other tools, and common mistakes.
    private static let verbs: Set = [
        "ignore", "disable", "noqa", "nolint", "suppress", "silence", "allow", "skip", "off", "ignored", "ignores",
    ]

    private mutating func read() -> Outcome {
        at = 7
        let hasSpace = skipSpaces()
        let hasColon = next == UInt8(ascii: ":")
        // `srvlint.example.com` and `srvlint-hook` are words of an ordinary comment.
        guard hasColon || hasSpace else { return .prose }
        if hasColon {
            at += 1
            skipSpaces()
        }
        let verb = word { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || Self.isLetter($0) }
        if hasColon, !hasSpace, next == UInt8(ascii: "["), verb == "ignore" || verb == "ignore-file",
            let close = bytes[at...].firstIndex(of: UInt8(ascii: "]"))
        {
            return brackets(at + 1..<close, isFile: verb == "ignore-file")
        }
        return mistake(verb, hasColon: hasColon)
    }

    private func brackets(_ list: Range<Int>, isFile: Bool) -> Outcome {
        var words: [SuppressionComment.Word] = []
        var from = list.lowerBound
        for index in list.lowerBound...list.upperBound {
            guard index == list.upperBound || Self.isSeparator(bytes[index]) else { continue }
            if index > from {
                words.append(SuppressionComment.Word(text: text(from..<index), range: start + from..<start + index))
            }
            from = index + 1
        }
        let listRange = start + list.lowerBound..<start + list.upperBound
        guard !words.isEmpty else { return .mistake(mistake(.empty, upTo: list.upperBound + 1, meant: nil)) }
        var rest = list.upperBound + 1
        while rest < bytes.count, Self.isSpace(bytes[rest]) { rest += 1 }
        return .comment(words: words, list: listRange, reason: text(rest..<bytes.count), isFile: isFile)
    }

    // MARK: - Mistakes

    private mutating func mistake(_ verb: String, hasColon: Bool) -> Outcome {
        let spelling = verb.lowercased().replacing("_", with: "-")
        let isFile = spelling.contains("file")
        let stem = spelling.split(separator: "-").first.map(String.init) ?? ""
        let isKnown =
            Self.verbs.contains(stem.hasSuffix("file") ? String(stem.dropLast(4)) : stem)
            || Spelling.nearest(to: stem, among: ["ignore"]) != nil
        let end = at
        let isBracketed = skip { Self.isSpace($0) || Array("=:([{".utf8).contains($0) } >= 0 && hasBracket(end..<at)
        let rules = ruleWords(isBracketed: isBracketed)
        if !hasColon, !isKnown || rules.isEmpty && !isBracketed { return .prose }
        guard isKnown else { return .mistake(mistake(.order(verb), upTo: max(end, 1), meant: nil)) }
        guard !rules.isEmpty else { return .mistake(mistake(isBracketed ? .form : .empty, upTo: at, meant: nil)) }
        let meant = "srvlint: \(isFile ? "ignore-file" : "ignore")[\(rules.joined(separator: ","))]"
        return .mistake(mistake(.form, upTo: at, meant: meant))
    }

    private func hasBracket(_ range: Range<Int>) -> Bool {
        bytes[range].contains { Array("([{".utf8).contains($0) }
    }

    /// Reads rules up to the first word that is not one, and sets ``at`` to the end of them and of their closing bracket.
    private mutating func ruleWords(isBracketed: Bool) -> [String] {
        var rules: [String] = []
        while true {
            let mark = at
            _ = skip(Self.isSeparator)
            let word = word { $0 == UInt8(ascii: "-") || Self.isLetter($0) || $0 &- 0x30 < 10 }
            guard !word.isEmpty, Self.isRule(word) else {
                at = mark
                break
            }
            rules.append(word)
        }
        if isBracketed {
            let mark = at
            _ = skip(Self.isSpace)
            if let next, Array(")]}".utf8).contains(next) { at += 1 } else { at = mark }
        }
        return rules
    }

    /// Whether the word is a code, a code prefix of at least two characters, or a name. Words of ordinary text are not.
    private static func isRule(_ word: String) -> Bool {
        let isName = word.utf8.contains(UInt8(ascii: "-"))
        let isCode = word.utf8.count >= 2 && word.utf8.dropFirst().allSatisfy { $0 &- 0x30 < 10 }
        guard isName || isCode else { return false }
        return (try? RuleSelection.normalised(word)) != nil
    }

    private func mistake(_ kind: SuppressionMistake.Kind, upTo end: Int, meant: String?) -> SuppressionMistake {
        SuppressionMistake(kind: kind, span: SourceSpan(source, start..<start + end), meant: meant)
    }

    // MARK: - Bytes

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    @discardableResult
    private mutating func skipSpaces() -> Bool { skip(Self.isSpace) > 0 }

    private mutating func skip(_ isSkipped: (UInt8) -> Bool) -> Int {
        let from = at
        while let next, isSkipped(next) { at += 1 }
        return at - from
    }

    private mutating func word(_ isPart: (UInt8) -> Bool) -> String {
        let from = at
        _ = skip(isPart)
        return text(from..<at)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    private static func isSeparator(_ byte: UInt8) -> Bool { isSpace(byte) || byte == UInt8(ascii: ",") }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
