import Glibc
import TLSIdentity

/// A time given as an option.
enum TimeText {
    /// - Returns: the time, or now if `text` is `nil`.
    static func read(_ text: String?) throws(UsageError) -> Timestamp {
        guard let text else { return Timestamp(seconds: Int64(time(nil))) }
        if let time = Timestamp(text) ?? Timestamp(text + "T00:00:00Z") ?? compact(text) ?? seconds(text) {
            return time
        }
        throw UsageError(
            "`--time`: `\(text)` is not a time",
            help: ["valid: `2026-11-28T08:00:00Z`, `20261128080000` (UTC) or seconds since 1970"])
    }

    /// `YYYYMMDDHHMMSS`, as in RRSIG records (RFC 4034 §3.2), or the date alone: so few seconds would be in 1970.
    private static func compact(_ text: String) -> Timestamp? {
        let digits = Array(text)
        if digits.count == 8 { return compact(text + "000000") }
        guard digits.count == 14 else { return nil }
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return Timestamp(
            "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z")
    }

    /// At most 12 digits, which is beyond the year 30000.
    private static func seconds(_ text: String) -> Timestamp? {
        guard (1...12).contains(text.utf8.count), text.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        return Int64(text).map { Timestamp(seconds: $0) }
    }
}
