import DNS
import Diagnostics
import ZoneFile

/// The words for a mistake in fields that are all there, and its correction.
struct FieldCorrectionText {
    let message: String
    let label: String
    let why: String
    let help: String
    let span: SourceSpan
    /// Empty if there is more than one sensible correction.
    let fix: [Fix]

    /// - Returns: `nil` for missing and extra fields.
    init?(_ mistake: FieldMistake, _ record: UnreadRecord, in source: SourceFile) {
        let type = record.type
        let correction = Self.correction(mistake, in: source)
        span = SourceSpan(source, mistake.range)
        // NSD accepts single fields with and without quotes.
        let isQuotes = if case .quotes(let marks) = mistake.kind { marks != .aroundSeveral } else { false }
        why = isQuotes ? "BIND refuses to load a zone with such a record" : RefusingServers.why(mistake, type)
        switch mistake.kind {
        case .missing, .extra, .timeToLive, .recordClass, .repeatedType: return nil
        case .order(let names):
            let isPair = mistake.corrections.count == 2
            message =
                isPair
                ? "two fields of the \(type) record are swapped"
                : "the fields of the \(type) record are in the wrong order"
            label = "expected \(Words.list(names.map { "the \($0)" }, "and then"))"
            let all = RecordFormat.of(type)?.fields.map(\.name) ?? []
            help = correction.map { "write \($0)" } ?? "write \(Words.list(all)) in this order"
        case .portBehindTarget(let port, let target):
            message = "the port of the SRV record is after its target"
            label = "expected the port and then the target"
            let isFull = target.contains(".") && !target.hasSuffix(".")
            help = "write `\(port) \(target)\(isFull ? "." : "")`"
            if isFull {
                fix = [Fix(help, .unsafe, [Edit(replace: span, with: "\(port) \(target).")])]
                return
            }
        case .noSpace(let text):
            message = "a space is missing in the \(type) record"
            label = "expected a space before \(Words.quoted(text))"
            help = correction.map { "write \($0)" } ?? "separate the fields by spaces"
        case .commas(let inNumber):
            message = inNumber ? "a number of the \(type) record has a comma" : "the \(type) record has a comma"
            label = inNumber ? "expected digits only" : "expected only a space between the fields"
            help = correction.map { "write \($0)" } ?? "separate the fields by spaces"
        case .separator(let sign):
            message = "`\(sign)` is between two fields of the \(type) record"
            label = "expected a space in place of it"
            help = correction.map { "write \($0)" } ?? "separate the fields by spaces"
        case .quotes(let marks):
            (message, label) = Self.words(marks, type)
            help = correction.map { "write \($0)" } ?? "write `\"` only around text"
        case .signsInNumber:
            message = "\(Words.quoted(source.text(in: mistake.range))) is not a number"
            label = "expected digits only"
            help = correction.map { "write \($0)" } ?? "write the digits only"
        case .separatedOctets:
            let hasHyphens = mistake.corrections.first?.text.contains("-") ?? false
            message = "the octets in the \(type) record are separated by colons"
            label = hasHyphens ? "expected hyphens" : "expected hexadecimal digits only"
            help = hasHyphens ? "write hyphens in place of the colons" : "remove the colons"
        case .addressFamily:
            message = "a prefix in the \(type) record has no address family"
            label = "expected `1:` before an IPv4 prefix, and `2:` before an IPv6 prefix"
            help = correction.map { "write \($0)" } ?? "write the number of the family before each prefix"
        case .emptySalt:
            message = "the salt of the \(type) record is an empty string in quotes"
            label = "expected `-` for no salt"
            help = "write `-`"
        case .placeholder:
            let isAddress = type == .a || type == .aaaa
            message =
                "the placeholder \(Words.quoted(span.text)) was not replaced by \(isAddress ? "an address" : "the data of the record")"
            label = "expected \(isAddress ? "the address" : "the data")"
            help = "write \(isAddress ? "the address" : "the data of the record")"
        case .spaceInNumber:
            message = "a number of the \(type) record has a space in it"
            label = "read as two fields"
            help = correction.map { "write \($0)" } ?? "remove the space"
        case .namedFields:
            message = "the \(type) record has names in front of its fields"
            label = "expected only the values"
            help = correction.map { "write \($0)" } ?? "write only the values"
        case .base64Digest:
            let isSSH = type.description == "SSHFP"
            message =
                isSSH
                ? "the fingerprint of the SSHFP record is in base64, as `ssh-keygen -l` prints it"
                : "the digest of the \(type) record is in base64"
            label = "expected hexadecimal digits"
            help =
                correction.map { "write \($0)" }
                ?? (isSSH ? "write what `ssh-keygen -r` prints" : "write the hexadecimal digits of the digest")
        case .otherForm(let form):
            (message, label) = Self.words(form, type, span.text)
            help = correction.map { "write \($0)" } ?? "write the value in the form of the record"
        case .keyInDS:
            message = "the \(type) record has the fields of a DNSKEY record"
            label = "expected the key tag, the algorithm, the digest type and the digest"
            help =
                type == .ds
                ? "make the DS record from the key: `dnssec-dsfromkey` prints it" : "change the type to `CDNSKEY`"
        case .angleSigns:
            message = "the LOC record has signs between its numbers"
            label = "expected only spaces between the numbers"
            help = correction.map { "write \($0)" } ?? "separate degrees, minutes, seconds and the hemisphere by spaces"
        case .words:
            message = "names of fields are written beside the numbers of the \(type) record"
            label = "read as fields of the record"
            help = "write them as comments, each after `;` at the end of its line, or remove them"
        case .timesInWords:
            message = "a time of the \(type) record has a space in it"
            label = "read as fields of their own"
            help = correction.map { "write \($0)" } ?? "write each time without a space, such as `2h`"
        case .strayMark:
            message = "\(Words.quoted(source.text(in: mistake.range))) is inside the data of the \(type) record"
            label = "expected only the data"
            help = "remove it"
        case .parameters(let mistake):
            (message, label) = Self.words(mistake, type)
            help = correction.map { "write \($0)" } ?? "write each parameter as `key=value`"
        }
        let edits: [Edit] =
            if case .words = mistake.kind {
                mistake.corrections.map { Self.comment($0.range, among: mistake.corrections.map(\.range), in: source) }
            } else {
                mistake.corrections.map { Edit(replace: SourceSpan(source, $0.range), with: $0.text) }
            }
        // A serial or a time may have been meant in another way.
        let isGuess =
            switch mistake.kind {
            case .signsInNumber, .timesInWords: type == .soa
            default: false
            }
        // What is after a sign of a comment may have been disabled.
        // A dot may also be one of the name.
        let isDoubtful = isGuess || mistake.kind == .strayMark || mistake.kind == .separator(".")
        fix = edits.isEmpty ? [] : [Fix(help, isDoubtful ? .unsafe : .safe, edits)]
    }

    private static func words(_ marks: FieldMistake.QuotationMarks, _ type: RecordType) -> (String, String) {
        switch marks {
        case .unwanted: ("a field of the \(type) record is in quotes", "expected it without quotes")
        case .aroundSeveral:
            ("several fields of the \(type) record are in one pair of quotes", "read as one field")
        case .wrong: ("the quotation marks in the \(type) record are not `\"`", "read as part of the text")
        case .absent: ("the text in the \(type) record has no quotes", "expected text in double quotes")
        }
    }

    /// Makes a comment of a word, if only such words follow on its line. Removes it otherwise.
    private static func comment(_ word: Range<Int>, among words: [Range<Int>], in source: SourceFile) -> Edit {
        var at = word.upperBound
        while true {
            at = source.fieldStart(after: at)
            guard let next = words.first(where: { $0.lowerBound == at }) else { break }
            at = next.upperBound
        }
        let isLast = at >= source.count || [0x0A, 0x0D, UInt8(ascii: ";")].contains(source[at])
        return isLast
            ? Edit(replace: SourceSpan(source, word.lowerBound..<word.lowerBound), with: "; ")
            : Edit(replace: SourceSpan(source, word), with: "")
    }

    /// The span after the correction, in backticks, if it is short and on one line.
    private static func correction(_ mistake: FieldMistake, in source: SourceFile) -> String? {
        guard !mistake.corrections.isEmpty, mistake.range.count <= 120 else { return nil }
        var text = ""
        var at = mistake.range.lowerBound
        for part in mistake.corrections.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            text += source.text(in: at..<part.range.lowerBound) + part.text
            at = part.range.upperBound
        }
        text += source.text(in: at..<mistake.range.upperBound)
        guard !text.contains(where: { $0.isNewline || "`;()".contains($0) }) else { return nil }
        return "`\(text)`"
    }
}
