import TLSIdentity
import Testing

/// Timestamps of evidence files (RFC 3339) and of certificates.
@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
        ("2026-11-21T08:00:00Z", 1_795_248_000, "2026-11-21T08:00:00Z"),
        ("2000-02-28T23:59:59Z", 951_782_399, "2000-02-28T23:59:59Z"),
        ("2000-02-29T23:59:59Z", 951_868_799, "2000-02-29T23:59:59Z"),
        ("2100-02-28T23:59:59Z", 4_107_542_399, "2100-02-28T23:59:59Z"),
        ("2100-03-01T00:00:00Z", 4_107_542_400, "2100-03-01T00:00:00Z"),
        ("1969-12-31T23:59:59Z", -1, "1969-12-31T23:59:59Z"),
        ("0001-01-01T00:00:00Z", -62_135_596_800, "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59Z", 253_402_300_799, "9999-12-31T23:59:59Z"),
        ("2026-11-21t08:00:00z", 1_795_248_000, "2026-11-21T08:00:00Z"),
        ("2026-11-21 08:00:00Z", 1_795_248_000, "2026-11-21T08:00:00Z"),
        ("2026-11-21T08:00:00.999999Z", 1_795_248_000, "2026-11-21T08:00:00Z"),
        ("2026-11-21T10:00:00+02:00", 1_795_248_000, "2026-11-21T08:00:00Z"),
        ("2026-11-21T02:30:00-0530", 1_795_248_000, "2026-11-21T08:00:00Z"),
        ("2026-11-21T08:00:00-00:00", 1_795_248_000, "2026-11-21T08:00:00Z"),
        // A leap second is read as the first second of the next minute.
        ("2016-12-31T23:59:60Z", 1_483_228_800, "2017-01-01T00:00:00Z"),
    ])
    func timesAreRead(_ text: String, _ seconds: Int64, _ description: String) {
        #expect(Timestamp(text)?.seconds == seconds)
        #expect(Timestamp(text)?.description == description)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T08:00:00", "2026-11-21T08:00Z", "26-11-21T08:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-11-00T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T08:60:00Z", "2026-11-21T08:00:61Z",
        "2026-11-21T08:00:00.Z", "2026-11-21T08:00:00,5Z", "2026-11-21T08:00:00+25:00", "2026-11-21T08:00:00+2",
        "2026-11-21T08:00:00+02:60", "2026-11-21T08:00:00ZZ", "2026/11/21T08:00:00Z", "2026-11-21X08:00:00Z",
        "+026-11-21T08:00:00Z", "2026-11-21T08:00:00 Z", "2026-11-21T08:00:00+:::0200", "yesterday, I believe",
        "1795248000", "２０２６-11-21T08:00:00Z",
    ])
    func otherTextsAreRefused(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func everyDayIsReadBackAsWritten() {
        // Four centuries include every kind of year.
        for day in stride(from: -170_000, to: 110_000, by: 13) {
            let time = Timestamp(seconds: Int64(day) * 86_400 + Int64(day &* 7 % 86_400))
            #expect(Timestamp(time.description) == time)
        }
    }

    @Test func everyDayOfFourCenturiesFollowsTheLast() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var expected = Timestamp(year: 1900, month: 1, day: 1)
        for year in 1900..<2300 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for month in 1...12 {
                for day in 1...lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) {
                    #expect(Timestamp(year: year, month: month, day: day) == expected)
                    expected = expected.advanced(bySeconds: 86_400)
                }
            }
        }
        #expect(expected.date == "2300-01-01")
    }
}
