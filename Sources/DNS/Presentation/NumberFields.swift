extension RDATACoder {
    /// Reads an unsigned decimal number.
    ///
    /// - Parameter isPadded: whether the RFC of the type writes such numbers with leading zeros.
    mutating func number(
        _ field: borrowing RecordFormat.Field,
        max: UInt64,
        isPadded: Bool = false,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) -> UInt64 {
        let text = try cursor.next(field)
        if text.isQuoted { notes.append(RDATANote(.quoted, fieldIndex: cursor.current)) }
        let bytes = text.bytes
        switch Decimal.read(bytes) {
        case .value(let value) where value <= max:
            if bytes.count > 1, bytes[0] == 0x30, !isPadded {
                notes.append(RDATANote(.leadingZero(field: field.name), fieldIndex: cursor.current))
            }
            return value
        case .value, .tooLarge, .negative: throw cursor.outOfRange(field, 0...max)
        case .notANumber: throw cursor.invalid(field, "a number from 0 to \(max)")
        }
    }

    /// Reads seconds, or a time with BIND's units in any order and case (`1w2d3h4m5s`).
    mutating func seconds(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) -> UInt32 {
        let text = try cursor.next(field)
        if text.isQuoted { notes.append(RDATANote(.quoted, fieldIndex: cursor.current)) }
        if case .value(let value) = Decimal.read(text.bytes), value <= UInt64(UInt32.max) {
            if text.bytes.count > 1, text.bytes[0] == 0x30 {
                notes.append(RDATANote(.leadingZero(field: field.name), fieldIndex: cursor.current))
            }
            return UInt32(value)
        }
        switch TimeUnits.read(text.bytes) {
        case .value(let value): return value
        case .invalid: throw RDATAProblem(.ttlInvalid, fieldIndex: cursor.current)
        case .tooLarge: throw RDATAProblem(.ttlTooLarge, fieldIndex: cursor.current)
        }
    }

    /// Reads `YYYYMMDDHHmmSS`, or seconds since 1970 in at most ten digits, modulo 2³² (RFC 4034 §3.2).
    mutating func time(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) -> UInt32 {
        let text = try cursor.next(field)
        if text.isQuoted { notes.append(RDATANote(.quoted, fieldIndex: cursor.current)) }
        let bytes = text.bytes
        guard case .value(let value) = Decimal.read(bytes), bytes.count <= 10 || bytes.count == 14 else {
            throw cursor.invalid(field, "a time such as 20260101000000 (YYYYMMDDHHmmSS, UTC)")
        }
        if bytes.count <= 10 {
            guard value <= UInt64(UInt32.max) else { throw cursor.outOfRange(field, 0...UInt64(UInt32.max)) }
            return UInt32(value)
        }
        guard let seconds = CalendarTime(packed: value)?.secondsSince1970 else {
            throw cursor.invalid(field, "an existing date and time as YYYYMMDDHHmmSS")
        }
        return UInt32(truncatingIfNeeded: seconds)
    }
}

/// The result of reading a text as a decimal number.
enum Decimal {
    case value(UInt64)
    case tooLarge
    case negative
    case notANumber

    @inline(__always)
    static func read(_ text: UnsafeBufferPointer<UInt8>) -> Decimal {
        guard !text.isEmpty else { return .notANumber }
        var value: UInt64 = 0
        for (index, byte) in text.enumerated() {
            let digit = byte &- 0x30
            guard digit < 10 else { return index == 0 ? readSigned(text) : .notANumber }
            if value >= 1_844_674_407_370_955_161 { return readLarge(text) }
            value = value &* 10 &+ UInt64(digit)
        }
        return .value(value)
    }

    private static func readSigned(_ text: UnsafeBufferPointer<UInt8>) -> Decimal {
        guard text.count > 1, text[0] == UInt8(ascii: "-") else { return .notANumber }
        return text.dropFirst().allSatisfy { $0 &- 0x30 < 10 } ? .negative : .notANumber
    }

    private static func readLarge(_ text: UnsafeBufferPointer<UInt8>) -> Decimal {
        guard text.allSatisfy({ $0 &- 0x30 < 10 }) else { return .notANumber }
        return UInt64(String(decoding: text, as: UTF8.self)).map { .value($0) } ?? .tooLarge
    }
}

/// The result of reading a time with BIND's units w, d, h, m and s.
public enum TimeUnits: Equatable, Sendable {
    case value(UInt32)
    case invalid
    case tooLarge

    /// Reads a time. A number without a unit means seconds, and must be alone: BIND refuses `1w2`.
    public static func read(_ text: UnsafeBufferPointer<UInt8>) -> TimeUnits {
        guard !text.isEmpty else { return .invalid }
        var total: UInt64 = 0
        var tooLarge = false
        var index = 0
        while index < text.count {
            let start = index
            var number: UInt64 = 0
            while index < text.count, text[index] &- 0x30 < 10 {
                number = min(number * 10 + UInt64(text[index] &- 0x30), 1 << 40)
                index += 1
            }
            guard index > start else { return .invalid }
            var unit: UInt64 = 1
            if index == text.count {
                guard start == 0 else { return .invalid }
            } else {
                switch asciiLowercased(text[index]) {
                case UInt8(ascii: "w"): unit = 604_800
                case UInt8(ascii: "d"): unit = 86400
                case UInt8(ascii: "h"): unit = 3600
                case UInt8(ascii: "m"): unit = 60
                case UInt8(ascii: "s"): unit = 1
                default: return .invalid
                }
                index += 1
            }
            total += number * unit
            if total > UInt64(UInt32.max) {
                tooLarge = true
                total = 0
            }
        }
        return tooLarge ? .tooLarge : .value(UInt32(total))
    }
}

/// A date and time of the Gregorian calendar, UTC.
private struct CalendarTime {
    let secondsSince1970: Int

    /// - Returns: `nil` if there is no such day or time. Second 60, a leap second, is accepted as in BIND.
    init?(packed: UInt64) {
        let value = Int(packed)
        let (second, minute, hour) = (value % 100, value / 100 % 100, value / 10000 % 100)
        let (day, month, year) = (value / 1_000_000 % 100, value / 100_000_000 % 100, value / 10_000_000_000)
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...lengths[month - 1]).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        // Days from 1970-01-01, counting years from March so that the leap day comes last.
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        secondsSince1970 = days * 86400 + hour * 3600 + minute * 60 + second
    }
}
