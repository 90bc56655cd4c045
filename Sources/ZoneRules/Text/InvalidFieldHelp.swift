/// The words that say what to do about an invalid field, from those that say what was expected.
enum InvalidFieldHelp {
    /// - Parameter expected: completes "expected …".
    static func text(_ expected: String) -> String {
        if expected == "no value" { return "remove the `=` and the value" }
        if expected.hasPrefix("only keys of this record") {
            return "add that parameter to the record, or remove its key from `mandatory`"
        }
        return "write \(expected)"
    }
}
