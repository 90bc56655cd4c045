import ArgumentParser
import DNS

/// Suggests the intended command if the first word is not one: ArgumentParser only reports "unexpected arguments".
enum MistypedCommand {
    static func check(_ arguments: [String]) throws(UsageError) {
        let commands = Srvlint.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard let first = arguments.first, !commands.contains(first) else { return }
        if first.hasPrefix("-"), first != "-" {
            try checkOption(first, arguments)
            return
        }
        if first == "-" || first.contains("/") || FileStatus(first) != nil {
            throw UsageError("there is no command `\(first)`", help: ["to check files, run `srvlint check \(first)`"])
        }
        var help: [String]
        if let near = Spelling.nearest(to: first, among: commands) {
            help = ["did you mean `srvlint \(near)`?"]
        } else if RuleReference.isKnown(first) {
            help = ["to explain a rule, run `srvlint explain \(first)`"]
        } else {
            help = ["the commands are \(Suggestion.list(commands)); for more, run `srvlint --help`"]
        }
        if first.contains(".") { help = ["to check a zone file, run `srvlint check \(first)`"] }
        throw UsageError("there is no command `\(first)`", help: help)
    }

    /// Reports an option of `check` that is given before the command or without it.
    private static func checkOption(_ first: String, _ arguments: [String]) throws(UsageError) {
        let name = String(first.prefix { $0 != "=" })
        // Names of options are expensive to find, so the common case comes first.
        guard !["--help", "-h", "--version"].contains(name), CheckCommand.optionNames.contains(name) else { return }
        throw UsageError(
            "`\(name)` needs a command before it",
            help: ["srvlint check \(arguments.filter { $0 != "check" }.joined(separator: " "))"]
        )
    }
}
