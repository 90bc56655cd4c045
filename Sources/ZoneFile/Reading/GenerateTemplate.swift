/// The range of a `$GENERATE`: `first-last` or `first-last/step`.
struct GenerateRange {
    let first: Int
    let step: Int
    /// The number of iterations.
    let count: Int

    /// Reads the range as BIND does; `nil` for one it refuses.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        let parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return nil }
        let ends = parts[0].split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]), first <= last else {
            return nil
        }
        guard let step = parts.count == 2 ? Self.number(parts[1]) : 1, step > 0 else { return nil }
        self.first = first
        self.step = step
        count = (last - first) / step + 1
    }

    private static func number(_ digits: some Collection<UInt8>) -> Int? {
        guard (1...10).contains(digits.count), digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return value <= Int(Int32.max) ? value : nil
    }
}

/// An owner or data of a `$GENERATE`, in which `$` is replaced by the number (BIND 9 ARM, "$GENERATE").
///
/// `$$` and `\$` are a dollar sign. `${offset,width,base}` adds to the number and sets its format.
struct GenerateTemplate {
    private enum Part {
        case literal([UInt8])
        case number(offset: Int, width: Int, base: UInt8)
    }
    private var parts: [Part] = []

    struct Failure: Error {
        let reason: String
        /// The offending bytes, as offsets into the template.
        let range: Range<Int>
    }

    init(_ text: UnsafeBufferPointer<UInt8>) throws(Failure) {
        var literal: [UInt8] = []
        var at = 0
        while at < text.count {
            let byte = text[at]
            if byte == UInt8(ascii: "\\") {
                literal.append(byte)
                if at + 1 < text.count { literal.append(text[at + 1]) }
                at += 2
            } else if byte != UInt8(ascii: "$") {
                literal.append(byte)
                at += 1
            } else if at + 1 < text.count, text[at + 1] == UInt8(ascii: "$") {
                literal.append(byte)
                at += 2
            } else {
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = []
                let end = try appendNumber(text, at)
                at = end
            }
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
    }

    /// Reads `$` or `${offset,width,base}` at `start`, and returns the offset of its end.
    private mutating func appendNumber(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) throws(Failure) -> Int {
        guard start + 1 < text.count, text[start + 1] == UInt8(ascii: "{") else {
            parts.append(.number(offset: 0, width: 0, base: UInt8(ascii: "d")))
            return start + 1
        }
        guard let close = text[start...].firstIndex(of: UInt8(ascii: "}")) else {
            throw Failure(reason: "`${` without `}`", range: start..<text.count)
        }
        let whole = start..<close + 1
        let fields = String(decoding: text[start + 2..<close], as: UTF8.self)
            .split(separator: ",", omittingEmptySubsequences: false)
        let base = fields.count > 2 ? fields[2] : "d"
        guard (1...3).contains(fields.count), let offset = Int(fields[0]),
            (-Int(Int32.max)...Int(Int32.max)).contains(offset),
            let width = fields.count > 1 ? Int(fields[1]) : 0, (0...255).contains(width),
            base.utf8.count == 1, let letter = base.utf8.first, "doxXnN".utf8.contains(letter)
        else {
            let reason =
                "expected `${offset,width,base}`: a number, a width of at most 255, and one of d, o, x, X, n, N"
            throw Failure(reason: reason, range: whole)
        }
        parts.append(.number(offset: offset, width: width, base: letter))
        return close + 1
    }

    /// Appends the text for one number.
    ///
    /// - Returns: whether every number in it fits in 31 bits.
    func append(_ value: Int, to text: inout [UInt8]) -> Bool {
        for part in parts {
            switch part {
            case .literal(let bytes): text.append(contentsOf: bytes)
            case .number(let offset, let width, let base):
                let number = value + offset
                guard number <= Int(Int32.max) else { return false }
                Self.append(number, width, base, to: &text)
            }
        }
        return true
    }

    private static func append(_ number: Int, _ width: Int, _ base: UInt8, to text: inout [UInt8]) {
        switch base {
        case UInt8(ascii: "n"), UInt8(ascii: "N"): appendNibbles(number, width, base, to: &text)
        case UInt8(ascii: "d"):
            // As in C's `%0*d`, the sign counts towards the width.
            let digits = String(abs(number))
            let sign = number < 0 ? 1 : 0
            if number < 0 { text.append(UInt8(ascii: "-")) }
            text.append(contentsOf: repeatElement(0x30, count: max(0, width - digits.utf8.count - sign)))
            text.append(contentsOf: digits.utf8)
        default:
            let radix = base == UInt8(ascii: "o") ? 8 : 16
            let bits = UInt32(truncatingIfNeeded: number)
            let digits = String(bits, radix: radix, uppercase: base == UInt8(ascii: "X"))
            text.append(contentsOf: repeatElement(0x30, count: max(0, width - digits.utf8.count)))
            text.append(contentsOf: digits.utf8)
        }
    }

    /// Appends hexadecimal digits in reverse order with dots between them, for reverse zones. Dots count towards the
    /// width.
    private static func appendNibbles(_ number: Int, _ width: Int, _ base: UInt8, to text: inout [UInt8]) {
        let digits = base == UInt8(ascii: "n") ? Array("0123456789abcdef".utf8) : Array("0123456789ABCDEF".utf8)
        var value = UInt32(truncatingIfNeeded: number)
        var left = width
        repeat {
            text.append(digits[Int(value & 15)])
            value >>= 4
            left -= 1
            if left > 0 || value != 0 {
                text.append(UInt8(ascii: "."))
                left -= 1
            }
        } while value != 0 || left > 0
    }
}
