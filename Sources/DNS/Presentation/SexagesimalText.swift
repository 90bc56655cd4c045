/// An angle in decimal degrees, as maps show it, in the form of a LOC record (RFC 1876 §3).
struct SexagesimalText {
    /// `37 46 29.640 N`
    let text: String

    /// - Parameters:
    ///   - maximum: the largest number of degrees.
    ///   - positive: the letter of the hemisphere of numbers without a sign.
    ///   - hemisphere: the field after the number, which may name the hemisphere.
    /// - Returns: `nil` for whole degrees, and for anything else than a decimal number up to `maximum`.
    init?(
        _ degrees: UnsafeBufferPointer<UInt8>, maximum: UInt64, _ positive: UInt8, _ negative: UInt8,
        hemisphere: FieldText?
    ) {
        guard degrees.contains(UInt8(ascii: ".")), let value = FixedPoint(degrees, decimals: 7),
            value.value <= maximum * 10_000_000
        else { return nil }
        // In units of a ten-millionth of a degree; the seconds have three decimals.
        let whole = value.value / 10_000_000
        let thousandths = (value.value % 10_000_000 * 3_600 + 5_000) / 10_000
        let (minutes, rest) = (thousandths / 60_000, thousandths % 60_000)
        let fraction = String(rest % 1000 + 1000).dropFirst()
        let written = hemisphere.flatMap { $0.bytes.count == 1 ? asciiLowercased($0.bytes[0]) : nil }
        let isNamed = written == asciiLowercased(positive) || written == asciiLowercased(negative)
        let isNegative = isNamed ? written == asciiLowercased(negative) : value.isNegative
        let letter = Character(UnicodeScalar(isNegative ? negative : positive))
        guard minutes < 60 else { return nil }
        text = "\(whole) \(minutes) \(rest / 1000).\(fraction) \(letter)"
    }
}
