import Reporting

/// Refuses empty and blank arguments and option values of every command, before anything is read or sent. They usually come
/// from an unset variable of the shell, and must not lead to a success.
enum BlankArguments {
    static func check(_ arguments: [String]) throws(UsageError) {
        // A request for completions contains the unfinished word.
        guard arguments.first?.hasPrefix("---") != true else { return }
        var previous: String?
        var isAfterOptions = false
        for (index, argument) in arguments.enumerated() {
            if isBlank(argument) { throw refusal(of: position(index, after: previous)) }
            if !isAfterOptions, argument.hasPrefix("--"), let sign = argument.firstIndex(of: "=") {
                let name = String(argument[..<sign])
                // The reason is optional.
                if isBlank(argument[argument.index(after: sign)...]), !mayBeEmpty.contains(name) {
                    throw refusal(of: "the value of `\(name)`")
                }
            }
            if argument == "--" { isAfterOptions = true }
            previous = isAfterOptions ? nil : argument
        }
    }

    private static let mayBeEmpty: Set<String> = ["--add-ignore"]

    private static func isBlank(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
    }

    private static func position(_ index: Int, after previous: String?) -> String {
        guard let previous, previous.hasPrefix("-"), previous != "-" else { return "argument \(index + 1)" }
        return "the argument after `\(previous)`"
    }

    private static func refusal(of what: String) -> UsageError {
        UsageError(
            "\(what) is empty", help: ["if it comes from a shell variable, check that the variable is set"])
    }
}
