/// Numbers as people read them.
public enum NumberText {
    /// Returns the number with its thousands separated, as in `1,204`.
    public static func grouped(_ number: Int) -> String {
        var digits = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index % 3 == 0 { digits.append(",") }
            digits.append(digit)
        }
        return String(digits.reversed())
    }
}
