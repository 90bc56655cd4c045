import Reporting

/// A number of threads given as an option.
enum JobsText {
    /// More than any machine has processors.
    private static let maximum = 1_024

    /// - Returns: the number; `nil` if none is given.
    static func read(_ text: String?) throws(UsageError) -> Int? {
        guard let text else { return nil }
        if let number = Int(text), (1...maximum).contains(number) { return number }
        throw UsageError(
            "`--jobs`: `\(text)` is not a number of threads", help: ["valid: 1 to \(NumberText.grouped(maximum))"])
    }
}
