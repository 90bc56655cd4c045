/// A time as people write it, `1 day` or `2hours`, which zone files write as `1d` or `2h` (RFC 1035 §5.1 has seconds only;
/// the units are those of BIND).
public enum TimePhrase {
    /// The time with the units of zone files; `nil` if the words are not numbers with units.
    public static func corrected(_ words: some StringProtocol) -> String? {
        var result = ""
        var number = ""
        var unit = ""
        var isAfterSpace = false
        func finish() -> Bool {
            guard let letter = letter(unit) else { return number.isEmpty && unit.isEmpty }
            guard !number.isEmpty else { return false }
            result += number + letter
            (number, unit) = ("", "")
            return true
        }
        for character in words.lowercased() {
            if character.isASCII, character.isNumber {
                if !unit.isEmpty, !finish() { return nil }
                // A number before another one has no unit.
                if isAfterSpace, !number.isEmpty { return nil }
                number.append(character)
                isAfterSpace = false
            } else if character.isASCII, character.isLetter {
                unit.append(character)
            } else if character == " " || character == "\t" || character == "," {
                isAfterSpace = true
            } else {
                return nil
            }
        }
        guard finish(), !result.isEmpty else { return nil }
        // Seconds alone need no unit.
        let isSeconds = result.hasSuffix("s") && result.dropLast().allSatisfy(\.isNumber)
        let text = isSeconds ? String(result.dropLast()) : result
        // Not all numbers fit a TTL.
        let value = Array(text.utf8).withUnsafeBufferPointer { TimeUnits.read($0) }
        guard case .value(let seconds) = value, seconds <= Int32.max else { return nil }
        return text
    }

    /// The time of `1/2 hour`; `nil` for other words.
    public static func half(_ number: some StringProtocol, _ unit: some StringProtocol) -> String? {
        guard number == "1/2" || number == "½", let letter = letter(unit.lowercased()) else { return nil }
        return ["m": "30", "h": "30m", "d": "12h"][letter]
    }

    /// Whether the word is a unit of time.
    public static func isUnit(_ word: some StringProtocol) -> Bool { letter(word.lowercased()) != nil }

    private static func letter(_ unit: String) -> String? {
        switch unit {
        case "s", "sec", "secs", "second", "seconds": "s"
        case "m", "min", "mins", "minute", "minutes": "m"
        case "h", "hr", "hrs", "hour", "hours": "h"
        case "d", "day", "days": "d"
        case "w", "wk", "week", "weeks": "w"
        default: nil
        }
    }
}
