/// The likely mistake behind text in place of a number.
struct NumberMistake {
    /// The number that is probably meant.
    let number: String
    /// Whether there is no other reading of the text.
    let isCertain: Bool

    /// - Parameter expected: completes "expected …", such as "a number from 0 to 65535".
    /// - Returns: `nil` if the text has no number that is expected.
    init?(_ text: String, _ expected: String) {
        let words = expected.split(separator: " ")
        guard expected.hasPrefix("a number from"), words.count == 6, text.utf8.count <= 16,
            let least = UInt32(words[3]), let most = UInt32(words[5])
        else { return nil }
        let isValid = { (number: Substring) in UInt32(number).map { (least...most).contains($0) } ?? false }
        if let withDigits = Self.withDigits(text), isValid(withDigits[...]) {
            (number, isCertain) = (withDigits, false)
            return
        }
        if text.hasSuffix("%"), isValid(text.dropLast()) {
            (number, isCertain) = (String(text.dropLast()), true)
            return
        }
        // `8448/tcp`, as in `/etc/services`, and `tcp/8448`.
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let numbers = parts.filter { isValid($0) && !($0.hasPrefix("0") && $0.count > 1) }
        guard parts.count == 2, numbers.count == 1,
            parts.contains(where: { ["tcp", "udp", "tls"].contains($0.lowercased()) })
        else { return nil }
        (number, isCertain) = (String(numbers[0]), true)
    }

    /// The number with digits in place of the letters that look like them.
    private static func withDigits(_ text: String) -> String? {
        guard text.contains(where: { $0.isASCII && $0.isNumber }) else { return nil }
        let digits = String(text.map { "Oo".contains($0) ? "0" : "lI".contains($0) ? "1" : $0 })
        return digits != text && digits.allSatisfy { $0.isASCII && $0.isNumber } ? digits : nil
    }
}
