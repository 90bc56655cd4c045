/// Letters and digits of other scripts that look like those of ASCII, as they get into text from other keyboards.
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
    /// own is one of another language.
    static func name(_ text: String) -> String? {
        let isMixed = text.split(separator: ".").allSatisfy { label in
            let others = label.unicodeScalars.filter { !$0.isASCII }
            return others.isEmpty || others.allSatisfy { (0xFF01...0xFF5E).contains($0.value) }
                || label.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }
        }
        return isMixed ? ascii(text) : nil
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        // The fullwidth forms of `!` to `~`.
        if (0xFF01...0xFF5E).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0xFEE0) }
        return letters[scalar]
    }

    private static let letters: [Unicode.Scalar: Unicode.Scalar] = {
        // Cyrillic, then Greek.
        let others = "аеорсхуіѕјАВЕКМНОРСТХІЅЈ" + "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧν"
        let plain = "aeopcxyisjABEKMHOPCTXISJ" + "oABEZHIKMNOPTYXv"
        return Dictionary(uniqueKeysWithValues: zip(others.unicodeScalars, plain.unicodeScalars))
    }()
}
