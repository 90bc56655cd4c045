/// Numbers as people read them.
public enum NumberText {
    /// Returns the number with its thousands separated, as in `1,204`.
    public static func grouped(_ number: Int) -> String {
        let digits = String(number)
        var text = ""
        var remaining = digits.utf8.count
        for digit in digits.unicodeScalars {
            text.unicodeScalars.append(digit)
            remaining -= 1
            if remaining > 0, remaining % 3 == 0, digit != "-" { text.append(",") }
        }
        return text
    }
}
