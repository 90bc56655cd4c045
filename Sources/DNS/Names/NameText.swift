/// Reads domain names in presentation form (RFC 1035 §5.1, RFC 4343 §2.1).
enum NameText {
    /// Why a text is not a name.
    struct Failure: Error, Equatable {
        let problem: NameProblem
        /// The offending bytes; `nil` for the whole text.
        let range: Range<Int>?
    }

    /// Appends the wire form of `text` to `wire`.
    ///
    /// - Parameter origin: the origin of a relative name; `nil` stands for the root.
    /// - Returns: whether the text contains raw bytes outside ASCII.
    static func append(
        _ text: UnsafeBufferPointer<UInt8>,
        origin: Name?,
        to wire: inout [UInt8]
    ) throws(Failure) -> Bool {
        if text.count == 1 {
            if text[0] == UInt8(ascii: ".") {
                wire.append(0)
                return false
            }
            if text[0] == UInt8(ascii: "@") {
                if let origin { wire.append(contentsOf: origin.wire) } else { wire.append(0) }
                return false
            }
        }
        guard !text.isEmpty else { throw Failure(problem: .emptyLabel, range: nil) }
        let start = wire.count
        let nonASCII: Bool
        do throws(Failure) {
            nonASCII = try appendLabels(text, origin: origin, to: &wire)
        } catch {
            wire.removeSubrange(start...)
            throw error
        }
        guard wire.count - start <= Name.maximumLength else {
            let length = wire.count - start
            wire.removeSubrange(start...)
            throw Failure(problem: .nameTooLong(length), range: nil)
        }
        return nonASCII
    }

    private static func appendLabels(
        _ text: UnsafeBufferPointer<UInt8>,
        origin: Name?,
        to wire: inout [UInt8]
    ) throws(Failure) -> Bool {
        var union: UInt8 = 0
        var index = 0
        while true {
            let lengthAt = wire.count
            let labelStart = index
            wire.append(0)
            while index < text.count, text[index] != UInt8(ascii: ".") {
                let byte = text[index]
                union |= byte
                if byte != UInt8(ascii: "\\") {
                    wire.append(byte)
                    index += 1
                } else {
                    guard let escape = Escape(text, at: index) else {
                        throw Failure(problem: .invalidEscape, range: Escape.extent(text, at: index))
                    }
                    wire.append(escape.value)
                    index += escape.length
                    if escape.length == 2 { union |= escape.value }
                }
            }
            let length = wire.count - lengthAt - 1
            guard length > 0 else {
                throw Failure(problem: .emptyLabel, range: max(labelStart - 1, 0)..<min(index + 1, text.count))
            }
            guard length <= Name.maximumLabelLength else {
                throw Failure(problem: .labelTooLong(length), range: labelStart..<index)
            }
            wire[lengthAt] = UInt8(length)
            if index == text.count {
                if let origin { wire.append(contentsOf: origin.wire) } else { wire.append(0) }
                return union >= 0x80
            }
            index += 1
            if index == text.count {
                wire.append(0)
                return union >= 0x80
            }
        }
    }
}

/// An escape and its value: `\DDD` is an octet, `\X` is X itself.
struct Escape {
    let value: UInt8
    let length: Int

    /// - Returns: `nil` if the text ends too early, or the number is over 255.
    @inline(__always)
    init?(_ text: UnsafeBufferPointer<UInt8>, at index: Int) {
        guard index + 1 < text.count else { return nil }
        let first = text[index + 1] &- 0x30
        guard first < 10 else {
            value = text[index + 1]
            length = 2
            return
        }
        guard index + 3 < text.count else { return nil }
        let second = text[index + 2] &- 0x30
        let third = text[index + 3] &- 0x30
        guard second < 10, third < 10 else { return nil }
        let number = UInt(first) * 100 + UInt(second) * 10 + UInt(third)
        guard number <= 255 else { return nil }
        value = UInt8(number)
        length = 4
    }

    /// The bytes of a broken escape: the backslash and up to three digits.
    static func extent(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Range<Int> {
        var end = index + 1
        while end < text.count, end < index + 4, text[end] &- 0x30 < 10 { end += 1 }
        return index..<end
    }
}
