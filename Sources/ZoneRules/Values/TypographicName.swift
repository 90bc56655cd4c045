/// Names with characters that word processors and web pages put among those of ASCII.
enum TypographicName {
    /// The name with hyphens in place of dashes; `nil` if it has none, or other characters beyond ASCII as well.
    static func withHyphens(_ text: String) -> String? {
        replacing(text) { SPFRecord.Problem.dashes.contains(Character($0)) ? "-" : nil }
    }

    /// The name without soft hyphens, joiners and marks of direction, which cannot be seen; `nil` if it has none, or other characters
    /// beyond ASCII as well. What overrides the direction of text makes another name of it, and is not among them.
    static func withoutInvisible(_ text: String) -> String? {
        replacing(text) { invisible.contains($0) ? "" : nil }
    }

    private static let invisible: Set<Unicode.Scalar> = [
        "\u{AD}", "\u{180E}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{2060}", "\u{FEFF}",
    ]

    private static func replacing(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String? {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                result.unicodeScalars.append(scalar)
            } else if let other = replacement(scalar) {
                result += other
            } else {
                return nil
            }
        }
        return result == text || result.isEmpty ? nil : result
    }
}
