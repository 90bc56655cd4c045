/// Reads domain names in presentation form (RFC 1035 §5.1, RFC 4343 §2.1).
enum NameText {
    struct Problem: Error, Equatable {
        let kind: RDATAProblem.Kind
        let range: Range<Int>?
    }

    /// Appends the wire form of `text` to `wire`.
    ///
    /// - Parameter origin: What a relative name is below; `nil` stands for the root.
    /// - Returns: Whether the text holds raw bytes outside ASCII.
    static func append(
        _ text: UnsafeBufferPointer<UInt8>,
        origin: Name?,
        to wire: inout [UInt8]
    ) throws(Problem) -> Bool {
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
        guard !text.isEmpty else { throw Problem(kind: .emptyLabel, range: nil) }
        let start = wire.count
        let nonASCII: Bool
        do throws(Problem) {
            nonASCII = try appendLabels(text, origin: origin, to: &wire)
        } catch {
            wire.removeSubrange(start...)
            throw error
        }
        guard wire.count - start <= Name.maximumLength else {
            let length = wire.count - start
            wire.removeSubrange(start...)
            throw Problem(kind: .nameTooLong(length), range: nil)
        }
        return nonASCII
    }

    private static func appendLabels(
        _ text: UnsafeBufferPointer<UInt8>,
        origin: Name?,
        to wire: inout [UInt8]
    ) throws(Problem) -> Bool {
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
                        throw Problem(kind: .invalidEscape, range: Escape.extent(text, at: index))
                    }
                    wire.append(escape.value)
                    index += escape.length
                    if escape.length == 2 { union |= escape.value }
                }
            }
            let length = wire.count - lengthAt - 1
            guard length > 0 else {
                throw Problem(kind: .emptyLabel, range: max(labelStart - 1, 0)..<min(index + 1, text.count))
            }
            guard length <= Name.maximumLabelLength else {
                throw Problem(kind: .labelTooLong(length), range: labelStart..<index)
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

/// A backslash and what it stands for: `\DDD` is an octet, `\X` is X itself.
struct Escape {
    let value: UInt8
    let length: Int

    /// - Returns: `nil` when the text ends too early or the number is over 255.
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

    /// The bytes a broken escape spans: the backslash and up to three digits.
    static func extent(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Range<Int> {
        var end = index + 1
        while end < text.count, end < index + 4, text[end] &- 0x30 < 10 { end += 1 }
        return index..<end
    }
}

extension RDATACoder {
    mutating func appendName(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let text = try cursor.next(field)
        if text.isQuoted { notes.append(RDATANote(.quoted, fieldIndex: cursor.current)) }
        if text.bytes.isEmpty { throw cursor.invalid(field, "a domain name") }
        do throws(NameText.Problem) {
            if try NameText.append(text.bytes, origin: cursor.origin, to: &wire) {
                notes.append(RDATANote(.nonASCIIName, fieldIndex: cursor.current))
            }
        } catch {
            throw RDATAProblem(error.kind, fieldIndex: cursor.current, range: error.range)
        }
    }

    /// The signer of an RRSIG. The signed owner is the signer or below it, so its labels are at least as many
    /// (RFC 4035 §5.3.1); BIND refuses the record otherwise.
    mutating func appendSigner(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let start = wire.count
        try appendName(field, &cursor)
        // An origin that is not known may have any number of labels; those written still count.
        guard Name.labelCount(wire[start...]) <= Int(wire[3]) else {
            throw cursor.invalid(field, "a name of at most \(wire[3]) labels, which is what the labels field says")
        }
    }
}
