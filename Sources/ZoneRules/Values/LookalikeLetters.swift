/// Letters, digits and signs of names in other scripts that look like those of ASCII, as they get into text from other keyboards.
///
/// Signs with a meaning in zone files, such as a fullwidth `；`, are not among them: in ASCII, what follows would be a comment.
enum LookalikeLetters {
    /// The text in ASCII; `nil` if it has no such letters, or others beyond ASCII as well.
    static func ascii(_ text: String) -> String? {
        var isChanged = false
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                result.unicodeScalars.append(scalar)
            } else if let plain = plain(scalar) {
                result.unicodeScalars.append(plain)
                isChanged = true
            } else {
                return nil
            }
        }
        return isChanged ? result : nil
    }

    /// The name in ASCII, if every label with such letters also has letters of ASCII, or fullwidth ones. A word in a script of its
    /// own is one of another language. The fullwidth signs of the origin and of a wildcard have that meaning only where they stand alone.
    static func name(_ text: String) -> String? {
        if let sign = ["＠": "@", "＊": "*"][text] { return sign }
        let isMixed = text.split(separator: ".").allSatisfy { label in
            let others = label.unicodeScalars.filter { !$0.isASCII }
            return others.isEmpty || others.allSatisfy { fullwidth($0) != nil }
                || label.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }
        }
        return isMixed ? ascii(text) : nil
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        fullwidth(scalar) ?? letters[scalar]
    }

    /// The fullwidth forms of `!` to `~` are in the order of ASCII. Full stops of other scripts separate labels (RFC 3490 §3.1), and
    /// some low lines are hardly different from an underscore.
    private static func fullwidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        if let sign = signs[scalar] { return sign }
        guard (0xFF01...0xFF5E).contains(scalar.value), let plain = Unicode.Scalar(scalar.value - 0xFEE0),
            plain.properties.isAlphabetic || plain.properties.numericType != nil || "-._".unicodeScalars.contains(plain)
        else { return nil }
        return plain
    }

    private static let signs: [Unicode.Scalar: Unicode.Scalar] = [
        "\u{3002}": ".", "\u{FF61}": ".", "\u{2017}": "_", "\u{02CD}": "_",
    ]

    private static let letters: [Unicode.Scalar: Unicode.Scalar] = {
        // Cyrillic, then Greek. A small Greek nu looks like `v`, but is the letter of the key `n`.
        let others = "аеорсхуіѕјАВЕКМНОРСТХІЅЈ" + "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
        let plain = "aeopcxyisjABEKMHOPCTXISJ" + "oABEZHIKMNOPTYX"
        return Dictionary(uniqueKeysWithValues: zip(others.unicodeScalars, plain.unicodeScalars))
    }()
}
