/// The next serial after another one, in the same scheme.
public struct SerialIncrease: Sendable, Equatable {
    public enum Scheme: Sendable, Equatable {
        /// `YYYYMMDDnn`: the date of the change in UTC, and a counter of the changes of that day (RFC 1912 §2.2).
        case date
        /// Seconds since 1970.
        case unixTime
        case counter
    }

    /// What is unusual about the next serial.
    public enum Remark: Sendable, Equatable {
        /// The day has no serial left, so that the serial is of the day after.
        case counterExhausted
        /// The date or time of the old serial is in the future, and is kept.
        case inFuture
        /// The serial starts again, which secondaries understand (RFC 1982).
        case startsAgain
    }

    public let old: UInt32
    public let new: UInt32
    public let scheme: Scheme
    public let remark: Remark?

    /// - Parameter time: the seconds since 1970; `nil` if the time is not known. Dates then stay the same.
    public init(after old: UInt32, time: Int64?) {
        self.old = old
        let now = time.flatMap { UInt32(exactly: $0) }
        if let day = CalendarDay(number: old / 100) {
            scheme = .date
            (new, remark) = Self.next(after: old, day, today: now.flatMap { CalendarDay(secondsSince1970: $0) })
        } else if let now, Self.isTime(old, now) {
            scheme = .unixTime
            // A larger step would be a decrease (RFC 1982 §3.1).
            new = max(old + 1, min(now, old.addingReportingOverflow(1 << 31 - 1).overflow ? .max : old + (1 << 31 - 1)))
            remark = old > now ? .inFuture : nil
        } else {
            scheme = .counter
            // Some programs treat 0 as "no serial".
            (new, remark) = old == .max ? (1, .startsAgain) : (old + 1, nil)
        }
    }

    private static func next(after old: UInt32, _ day: CalendarDay, today: CalendarDay?) -> (UInt32, Remark?) {
        if let today, today > day { return (today.number * 100, nil) }
        let isFuture = today.map { $0 < day } ?? false
        if old % 100 < 99 { return (old + 1, isFuture ? .inFuture : nil) }
        guard let next = day.next else { return (old + 1, .counterExhausted) }
        return (next.number * 100, .counterExhausted)
    }

    /// Whether a serial is a time between 2001 and a year from now.
    private static func isTime(_ serial: UInt32, _ now: UInt32) -> Bool {
        serial >= 1_000_000_000 && serial < .max && Int64(serial) <= Int64(now) + 31_536_000
    }
}

/// A day of the years that serials have.
private struct CalendarDay: Comparable {
    private static let years: ClosedRange<UInt32> = 1980...2199

    /// `YYYYMMDD`.
    let number: UInt32

    /// - Returns: `nil` if the number is not the date of a day.
    init?(number: UInt32) {
        let (month, day) = (number / 100 % 100, number % 100)
        guard Self.years.contains(number / 10_000), 1...12 ~= month,
            1...Self.length(ofMonth: month, in: number / 10_000) ~= day
        else { return nil }
        self.number = number
    }

    init?(secondsSince1970 seconds: UInt32) {
        var days = seconds / 86_400
        var year: UInt32 = 1970
        while days >= Self.length(ofYear: year) {
            days -= Self.length(ofYear: year)
            year += 1
        }
        var month: UInt32 = 1
        while days >= Self.length(ofMonth: month, in: year) {
            days -= Self.length(ofMonth: month, in: year)
            month += 1
        }
        self.init(number: year * 10_000 + month * 100 + days + 1)
    }

    /// The day after; `nil` after the last year.
    var next: CalendarDay? {
        let year = number / 10_000
        return CalendarDay(number: number + 1) ?? CalendarDay(number: (number / 100 + 1) * 100 + 1)
            ?? CalendarDay(number: (year + 1) * 10_000 + 101)
    }

    private static func length(ofYear year: UInt32) -> UInt32 {
        length(ofMonth: 2, in: year) == 29 ? 366 : 365
    }

    private static func length(ofMonth month: UInt32, in year: UInt32) -> UInt32 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        left.number < right.number
    }
}
