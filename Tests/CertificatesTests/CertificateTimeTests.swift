import Certificates
import Testing

@Suite struct CertificateTimeTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"), (951_868_799, "2000-02-29T23:59:59Z"),
        (-1, "1969-12-31T23:59:59Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
    func secondsAndTextAgree(seconds: Int64, text: String) {
        #expect(CertificateTime(secondsSinceEpoch: seconds).description == text)
    }

    @Test func everyDayOfFourCenturiesIsTheDayAfterTheLast() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var expected = CertificateTime(year: 1900, month: 1, day: 1)
        for year in 1900..<2300 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for month in 1...12 {
                for day in 1...lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) {
                    #expect(CertificateTime(year: year, month: month, day: day) == expected)
                    expected = expected.advanced(bySeconds: 86_400)
                }
            }
        }
        #expect(expected.date == "2300-01-01")
    }
}
