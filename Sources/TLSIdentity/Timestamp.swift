/// A moment in UTC, in whole seconds: evidence files write it as in RFC 3339, certificates as in RFC 5280 §4.1.2.5.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    public var seconds: Int64

    public init(seconds: Int64) {
        self.seconds = seconds
    }

    /// A moment of the proleptic Gregorian calendar.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        let days = Self.dayNumber(Int64(year), Int64(month), Int64(day))
        seconds = days * Self.secondsOfDay + Int64(hour * 3_600 + minute * 60 + second)
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.seconds < right.seconds
    }

    /// The moment so many seconds later, or the last or first that there is.
    public func advanced(bySeconds seconds: Int64) -> Timestamp {
        let (sum, overflow) = self.seconds.addingReportingOverflow(seconds)
        return Timestamp(seconds: overflow ? (seconds < 0 ? .min : .max) : sum)
    }

    /// The seconds from this moment to another, negative if that is earlier.
    public func seconds(until other: Timestamp) -> Int64 {
        let (difference, overflow) = other.seconds.subtractingReportingOverflow(seconds)
        return overflow ? (other < self ? .min : .max) : difference
    }

    private static let secondsOfDay: Int64 = 86_400
}

// MARK: - Reading

extension Timestamp {
    /// Reads a date and time of RFC 3339. Fractions of a second are dropped, an offset is applied.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20 else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for byte in bytes[range] {
                guard byte &- 0x30 < 10 else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        let separators: [(Int, String)] = [(4, "-"), (7, "-"), (10, "Tt "), (13, ":"), (16, ":")]
        guard separators.allSatisfy({ $0.1.utf8.contains(bytes[$0.0]) }),
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        var rest = bytes[19...]
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { $0 &- 0x30 < 10 }
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let offset = Self.offset(Array(rest)) else { return nil }
        let days = Self.dayNumber(year, month, day)
        seconds = days * Self.secondsOfDay + hour * 3_600 + minute * 60 + second - offset
    }

    /// `Z`, `+02:00`, `-0530` in seconds.
    private static func offset(_ bytes: [UInt8]) -> Int64? {
        guard let first = bytes.first else { return nil }
        if bytes.count == 1, first | 0x20 == UInt8(ascii: "z") { return 0 }
        guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return nil }
        var digits = Array(bytes.dropFirst())
        if digits.count == 5, digits[2] == UInt8(ascii: ":") { digits.remove(at: 2) }
        guard digits.count == 4, digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        let numbers = digits.map { Int64($0 - 0x30) }
        let (hours, minutes) = (numbers[0] * 10 + numbers[1], numbers[2] * 10 + numbers[3])
        guard hours < 24, minutes < 60 else { return nil }
        return (first == UInt8(ascii: "-") ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

// MARK: - The calendar

extension Timestamp {
    /// 400 years have 146,097 days.
    private static let daysOfEra: Int64 = 146_097
    /// Days from 0000-03-01 to 1970-01-01.
    private static let daysBeforeEpoch: Int64 = 719_468

    /// Days since 1970-01-01. Years are counted from March, so that the leap day is the last day of its year.
    private static func dayNumber(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * daysOfEra + dayOfEra - daysBeforeEpoch
    }

    /// The inverse of ``dayNumber(_:_:_:)``.
    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let days = day + daysBeforeEpoch
        let era = (days >= 0 ? days : days - (daysOfEra - 1)) / daysOfEra
        let dayOfEra = days - era * daysOfEra
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// Whole days since 1970-01-01, rounded down.
    private var day: Int64 {
        seconds / Self.secondsOfDay - (seconds % Self.secondsOfDay < 0 ? 1 : 0)
    }

    /// The date as `2026-11-21`.
    public var date: String {
        let (year, month, day) = Self.date(ofDay: day)
        return "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2))"
    }
}

extension Timestamp: CustomStringConvertible {
    /// The moment as `2026-11-21T08:00:00Z` (RFC 3339).
    public var description: String {
        let remainder = seconds % Self.secondsOfDay
        let time = remainder < 0 ? remainder + Self.secondsOfDay : remainder
        let parts = [time / 3_600, time / 60 % 60, time % 60].map { Self.digits($0, 2) }
        return "\(date)T\(parts.joined(separator: ":"))Z"
    }

    private static func digits(_ number: Int64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
