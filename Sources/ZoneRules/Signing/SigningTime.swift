/// The times of signatures in messages.
enum SigningTime {
    /// Seconds since 1970 as "2026-11-28 08:00 UTC".
    static func text(_ seconds: Int64) -> String {
        let minutes = (seconds - (seconds % 60 + 60) % 60) / 60
        let minuteOfDay = (minutes % 1_440 + 1_440) % 1_440
        let day = (minutes - minuteOfDay) / 1_440
        return "\(date(day)) \(digits(minuteOfDay / 60)):\(digits(minuteOfDay % 60)) UTC"
    }

    /// A span of time in its largest whole unit: "14 days".
    static func duration(_ seconds: Int64) -> String {
        let units: [(Int64, String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
        let (length, name) = units.first { seconds >= $0.0 } ?? (1, "second")
        let count = seconds / length
        return "\(count) \(name)\(count == 1 ? "" : "s")"
    }

    /// The date of a day since 1970-01-01, in the proleptic Gregorian calendar.
    private static func date(_ day: Int64) -> String {
        var year: Int64 = 1970
        // Signatures are within 68 years of now, but `--time` may be anything.
        var rest = day
        let eras = (rest - (rest % 146_097 + 146_097) % 146_097) / 146_097
        year += eras * 400
        rest -= eras * 146_097
        while rest >= length(year) {
            rest -= length(year)
            year += 1
        }
        var month = 0
        while rest >= length(month, year) {
            rest -= length(month, year)
            month += 1
        }
        return "\(year)-\(digits(Int64(month + 1)))-\(digits(rest + 1))"
    }

    private static func length(_ year: Int64) -> Int64 { isLeap(year) ? 366 : 365 }

    private static func length(_ month: Int, _ year: Int64) -> Int64 {
        [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]
    }

    private static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func digits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
