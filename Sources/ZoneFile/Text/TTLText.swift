/// Reads a time as BIND does: plain seconds, or numbers with the units `w d h m s` in any order (`1w2d`, `90m`).
enum TTLText {
    enum Failure: Error {
        /// Not a time at all.
        case invalid
        /// Over 2³¹−1 seconds (RFC 2181 §8).
        case tooLarge
    }

    static let maximum: UInt64 = 2_147_483_647

    /// The time in seconds.
    static func read(_ text: UnsafeBufferPointer<UInt8>, maximum: UInt64 = TTLText.maximum) -> Result<UInt32, Failure> {
        guard let first = text.first, first &- 0x30 < 10 else { return .failure(.invalid) }
        var total: UInt64 = 0
        var number: UInt64 = 0
        var hasDigits = false
        var hasUnits = false
        var isTooLarge = false
        for byte in text {
            let digit = byte &- 0x30
            if digit < 10 {
                number = number * 10 + UInt64(digit)
                if number > UInt64(UInt32.max) {
                    isTooLarge = true
                    number = UInt64(UInt32.max)
                }
                hasDigits = true
                continue
            }
            let unit: UInt64
            switch byte | 0x20 {
            case UInt8(ascii: "s"): unit = 1
            case UInt8(ascii: "m"): unit = 60
            case UInt8(ascii: "h"): unit = 3600
            case UInt8(ascii: "d"): unit = 86_400
            case UInt8(ascii: "w"): unit = 604_800
            default: return .failure(.invalid)
            }
            guard hasDigits else { return .failure(.invalid) }
            total = min(total + number * unit, UInt64(UInt32.max) * 2)
            number = 0
            hasDigits = false
            hasUnits = true
        }
        // A number without its unit after one with: BIND refuses `1w2`.
        if hasUnits && hasDigits { return .failure(.invalid) }
        total += number
        guard !isTooLarge, total <= maximum else { return .failure(.tooLarge) }
        return .success(UInt32(total))
    }
}
