import DNS
import Diagnostics
import ZoneFile

/// A TTL, a class or the type itself after the type of a record, where its data begins.
struct MisplacedHeader {
    /// A noun phrase for messages.
    let what: String
    let help: String
    /// Empty if a person must decide, or if the text is on several lines.
    let fix: [Fix]

    /// - Returns: `nil` for other mistakes.
    init?(_ mistake: FieldMistake, _ record: UnreadRecord, in source: SourceFile) {
        let text = Words.quoted(source.text(in: mistake.range))
        let canMove: Bool
        switch mistake.kind {
        case .timeToLive:
            what = record.hasTTL ? "a second TTL" : "the TTL"
            help = record.hasTTL ? "remove one of the two TTLs" : "write \(text) before the type"
            canMove = !record.hasTTL
        case .recordClass:
            what = "the class"
            help = "write the class before the type, or omit it"
            canMove = false
        case .repeatedType:
            what = "a second type"
            help = "write the type only once"
            canMove = false
        default: return nil
        }
        guard let next = record.rdata.first(where: { $0.range.lowerBound >= mistake.range.upperBound }),
            (mistake.range.lowerBound..<next.range.lowerBound).allSatisfy({ !"\n\r();".utf8.contains(source[$0]) }),
            canMove || !record.hasTTL || mistake.kind != .timeToLive
        else {
            fix = []
            return
        }
        // `12: a A 192.0.2.1`: the number of a line in front of the owner `a`.
        if mistake.kind == .repeatedType, Self.isListed(record, source) {
            fix = []
            return
        }
        let removal = Edit(
            replace: SourceSpan(source, mistake.range.lowerBound..<next.range.lowerBound), with: "")
        let type = record.typeRange.lowerBound
        let insertion = Edit(
            replace: SourceSpan(source, type..<type), with: "\(source.text(in: mistake.range)) ")
        fix = [
            Fix(canMove ? "write it before the type" : "remove it", .safe, canMove ? [insertion, removal] : [removal])
        ]
    }

    /// Whether the word in front of the type is a number with a sign behind it, as listings of files have.
    private static func isListed(_ record: UnreadRecord, _ source: SourceFile) -> Bool {
        var end = record.typeRange.lowerBound
        while end > 0, source[end - 1] == 0x20 || source[end - 1] == 0x09 { end -= 1 }
        guard end > 1, !(source[end - 1] &- 0x30 < 10), source[end - 2] &- 0x30 < 10 else { return false }
        return ":).|".utf8.contains(source[end - 1])
    }
}
