import TLSIdentity
import ZoneFile

/// A serial in words: the date or time that it contains.
enum SerialWords {
    static func words(_ serial: UInt32) -> String {
        switch SerialIncrease(after: serial, time: nil).scheme {
        case .date:
            let day = serial / 100
            let (year, month) = (day / 10_000, day / 100 % 100)
            return "\(serial) (\(year)-\(twoDigits(month))-\(twoDigits(day % 100)), change \(serial % 100))"
        case .unixTime: return "\(serial) (\(Timestamp(seconds: Int64(serial))))"
        case .counter: return "\(serial)"
        }
    }

    private static func twoDigits(_ number: UInt32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// The time in a signature, `YYYYMMDDHHmmSS` or seconds since 1970 (RFC 4034 §3.2).
enum SignatureTime {
    static func words(_ text: String) -> String {
        let digits = Array(text)
        guard digits.count == 14, digits.allSatisfy(\.isNumber) else {
            return UInt32(text).map { "\(Timestamp(seconds: Int64($0)))" } ?? QuotedText.inline(text)
        }
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8)) \(part(8..<10)):\(part(10..<12)):\(part(12..<14)) UTC"
    }
}
