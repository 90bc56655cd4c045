import DNS
import Diagnostics
import ZoneFile

/// What is wrong with a `$GENERATE` directive that cannot be read, found from its fields.
struct GenerateMistake {
    let message: String
    let help: String
    let span: SourceSpan
    private(set) var label = "expected the range as `first-last`, and then an owner, a type and data"
    private(set) var fix: [Fix] = []

    /// - Parameter entry: the directive with its fields.
    init?(_ problem: ZoneProblem, in entry: SourceEntry) {
        let source = problem.span.source
        let fields = entry.fields.prefix(16).map { ($0, source.text(in: $0)) }
        guard fields.count > 1, let first = fields.first, first.1.lowercased() == "$generate" else { return nil }
        guard problem.span.range == first.0 || problem.span.range == fields[1].0 else { return nil }
        if let (range, text) = Self.range(fields.dropFirst().prefix(3), source) {
            span = SourceSpan(source, range)
            message = "\(Words.quoted(span.text)) is not a range of `$GENERATE`"
            help = "write `\(text)`"
            fix = [Fix(help, .unsafe, [Edit(replace: span, with: text)])]
            return
        }
        if let (range, cut) = Self.cutModifier(entry, source) {
            span = SourceSpan(source, range)
            message = "a modifier of `$GENERATE` is cut off by `;`"
            label = "`;` begins a comment"
            help = "separate the offset, the width and the base by commas: \(Words.quoted(cut))"
        } else if fields[1].1.first == "-" {
            span = SourceSpan(source, fields[1].0)
            message = "\(Words.quoted(span.text)) is not a range of `$GENERATE`"
            help = "write the first and the last number, such as `1-10`"
        } else if !(fields[1].1.utf8.first.map { $0 &- 0x30 < 10 } ?? false) {
            span = SourceSpan(source, fields[1].0)
            message = "`$GENERATE` has no range before \(Words.quoted(fields[1].1))"
            help = "write the first and the last number after `$GENERATE`, such as `1-10`"
        } else if fields.count == 4, problem.span.range == first.0 {
            let data = fields[3].1
            span = SourceSpan(source, fields[3].0)
            label = "expected the type before this"
            let isAddress = data.contains(".") && data.allSatisfy { $0.isNumber || "$.{},dox-".contains($0) }
            message = "the records of `$GENERATE` have no type"
            help = "write \(isAddress ? "`A`" : "the type") before \(Words.quoted(data))"
        } else {
            return nil
        }
    }

    /// The range in the first one, two or three fields, with another sign than `-`, spaces, or the larger number first.
    private static func range(_ fields: ArraySlice<(Range<Int>, String)>, _ source: SourceFile) -> (Range<Int>, String)?
    {
        guard let first = fields.first else { return nil }
        for count in 1...max(1, fields.count) {
            let taken = fields.prefix(count)
            guard let last = taken.last else { return nil }
            // `1 9`: the hyphen is missing.
            let areNumbers = count == 2 && taken.allSatisfy { $0.1.allSatisfy { $0.isASCII && $0.isNumber } }
            let text = taken.map(\.1).joined(separator: areNumbers ? " " : "")
            let step = text.firstIndex(of: "/").map { String(text[$0...]) } ?? ""
            let body = text.dropLast(step.count)
            let from = body.prefix { $0.isASCII && $0.isNumber }
            let to = Substring(body.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
            guard !from.isEmpty, !to.isEmpty, from.count + to.count < body.count else { continue }
            let sign = body.dropFirst(from.count).dropLast(to.count)
            guard ["-", "–", "—", "−", "..", "...", "…", ":", "~"].contains(sign.lowercased()) || sign == " ",
                step.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }), step.count != 1,
                let low = UInt32(from), let high = UInt32(to), max(low, high) <= UInt32(Int32.max)
            else { continue }
            guard sign != "-" || count > 1 || low > high else { return nil }
            return (first.0.lowerBound..<last.0.upperBound, "\(min(low, high))-\(max(low, high))\(step)")
        }
        return nil
    }

    /// `${0;3;d}`: the semicolon begins a comment. Returns the position of the modifier, and its text with commas.
    private static func cutModifier(_ entry: SourceEntry, _ source: SourceFile) -> (Range<Int>, String)? {
        guard let last = entry.fields.last, last.upperBound < source.count, source[last.upperBound] == UInt8(ascii: ";")
        else { return nil }
        let text = source.text(in: last)
        guard let open = text.ranges(of: "${").last, !text[open.upperBound...].contains("}") else {
            return nil
        }
        var end = last.upperBound
        while end < source.count, end < last.upperBound + 24, !"}\n\r ".utf8.contains(source[end]) { end += 1 }
        guard end < source.count, source[end] == UInt8(ascii: "}") else { return nil }
        let rest = source.text(in: last.upperBound..<end + 1)
        let start = last.upperBound - text[open.lowerBound...].utf8.count
        return (start..<end + 1, (text[open.lowerBound...] + rest).replacing(";", with: ","))
    }
}
