import DNS
import ZoneFile

/// Makes untrusted text safe to print and completely visible.
///
/// A zone, a path or a message may contain terminal escapes, characters that reverse the direction of the line, or
/// characters that only look like spaces. Such a character is shown as `\u{1B}`, and a byte that is not UTF-8 as `\xFF`.
enum VisibleText {
    /// Returns `text` with all unprintable and invisible characters escaped, including line feeds and tabs.
    static func escape(_ text: String) -> String { escape(text, keeping: []) }

    /// - Parameter kept: Characters that the format escapes itself.
    static func escape(_ text: String, keeping kept: Set<Unicode.Scalar>) -> String {
        if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return text }
        var shown = ""
        // At the start there is no character for a combining mark.
        var marks = maximumMarks
        for scalar in text.unicodeScalars {
            if isShownAsIs(scalar, after: &marks) || kept.contains(scalar) {
                shown.unicodeScalars.append(scalar)
            } else {
                shown += escaped(scalar)
            }
        }
        return shown
    }

    /// The columns of a text that ``escape(_:)`` returned.
    static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + CharacterWidth.columns(of: $1) }
    }

    /// Returns the bytes of a source line as they are shown, with tabs expanded.
    ///
    /// - Parameter offset: The offset of `bytes` in the line.
    static func cells(of bytes: [UInt8], offset: Int) -> [VisibleCell] {
        var cells: [VisibleCell] = []
        cells.reserveCapacity(bytes.count)
        var index = 0
        var column = 0
        // At the start there is no character for a combining mark.
        var marks = maximumMarks
        while index < bytes.count {
            var shown = ""
            let length: Int
            var width: Int
            if let (scalar, count) = decode(bytes, at: index) {
                length = count
                if scalar == "\t" {
                    width = tabStop - column % tabStop
                    shown = String(repeating: " ", count: width)
                    marks = 0
                } else if isShownAsIs(scalar, after: &marks) {
                    shown.unicodeScalars.append(scalar)
                    width = CharacterWidth.columns(of: scalar)
                } else {
                    shown = escaped(scalar)
                    width = shown.utf8.count
                }
            } else {
                length = 1
                marks = 0
                shown = "\\x" + hexadecimal(UInt32(bytes[index]), digits: 2)
                width = 4
            }
            if width == 0, let last = cells.indices.last {
                // A combining mark belongs to the preceding character: a caret points at both.
                cells[last].text += shown
                cells[last].bytes = cells[last].bytes.lowerBound..<(offset + index + length)
            } else {
                let range = (offset + index)..<(offset + index + length)
                cells.append(VisibleCell(text: shown, bytes: range, column: column, width: width))
                column += width
            }
            index += length
        }
        return cells
    }

    private static let tabStop = 8

    /// More marks on one character than any language uses would cover the lines above.
    private static let maximumMarks = 8

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        if let byte = PathText.byte(of: scalar) { return PathText.shown(byte) }
        return "\\u{" + hexadecimal(scalar.value, digits: 1) + "}"
    }

    /// Whether the character is shown as it is after `marks` characters without a column.
    private static func isShownAsIs(_ scalar: Unicode.Scalar, after marks: inout Int) -> Bool {
        guard isShownAsIs(scalar) else {
            marks = 0
            return false
        }
        guard CharacterWidth.columns(of: scalar) == 0 else {
            marks = 0
            return true
        }
        marks += 1
        return marks <= maximumMarks
    }

    /// Whether a reader can see and recognise the character.
    private static func isShownAsIs(_ scalar: Unicode.Scalar) -> Bool {
        if 0x20...0x7E ~= scalar.value { return true }
        if scalar.value < 0xA1 { return false }
        return !scalar.isInvisible && scalar.properties.generalCategory != .spaceSeparator
    }

    /// Returns the scalar at `index` and its length; `nil` if the bytes are not UTF-8 (RFC 3629 §3).
    private static func decode(_ bytes: [UInt8], at index: Int) -> (Unicode.Scalar, Int)? {
        let first = bytes[index]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let length: Int
        var value: UInt32
        let minimum: UInt32
        switch first {
        case 0xC2...0xDF: (length, value, minimum) = (2, UInt32(first & 0x1F), 0x80)
        case 0xE0...0xEF: (length, value, minimum) = (3, UInt32(first & 0x0F), 0x800)
        case 0xF0...0xF4: (length, value, minimum) = (4, UInt32(first & 0x07), 0x10000)
        default: return nil
        }
        guard index + length <= bytes.count else { return nil }
        for next in bytes[(index + 1)..<(index + length)] {
            guard next & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(next & 0x3F)
        }
        guard value >= minimum, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}

/// A character of a source line as it is shown.
struct VisibleCell {
    var text: String
    /// The offsets from the start of the line.
    var bytes: Range<Int>
    /// The first column, counted from 0.
    var column: Int
    var width: Int

    var endColumn: Int { column + width }
}
