import ArgumentParser
import Linting
import Reporting

/// Which rules speak, and what makes the run fail.
struct RuleOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Only these rules: codes, beginnings of codes or names, with commas between them (S301,Z1,srv-target-alias). \
            May be repeated. Sets aside `select` and `ignore` of the configuration.
            """,
            valueName: "rules"
        ),
        completion: .list(RuleRegistry.infos.flatMap { [$0.code, $0.name] })
    )
    var select: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Not these rules, besides those that the configuration ignores. Of --select and --ignore the more exact wins.",
            valueName: "rules"
        ),
        completion: .list(RuleRegistry.infos.flatMap { [$0.code, $0.name] })
    )
    var ignore: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The least finding that makes the exit code 1: \(FailureLevel.list). (default: warning; error for audit)",
            valueName: "level"
        ),
        completion: FailureLevel.completion,
        transform: FailureLevel.parse
    )
    var failOn: FailureLevel?

    @Flag(
        name: .long,
        help: "Exit with 0 whatever is found or could not be checked, unless something could not be written.")
    var exitZero = false

    /// What the options and the configuration come to.
    func selection(over configuration: Configuration?) throws -> RuleSelection {
        let select = try words(select, of: "--select")
        let ignore = try words(ignore, of: "--ignore")
        let isSetAside = !select.isEmpty
        return try RuleSelection(
            select: isSetAside ? select : configuration?.select ?? [],
            ignore: (isSetAside ? [] : configuration?.ignore ?? []) + ignore
        )
    }

    private func words(_ values: [String], of option: String) throws(UsageError) -> [String] {
        var words: [String] = []
        for value in values {
            let parts = value.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
            if parts.isEmpty { throw UsageError("`\(option)` names no rule", help: RuleWord.help(for: nil)) }
            words += parts
        }
        for word in words {
            do throws(RuleSelection.UnknownRule) {
                _ = try RuleSelection.normalised(word)
            } catch {
                throw UsageError("`\(option)`: there is no rule `\(word)`", help: RuleWord.help(for: error.nearest))
            }
        }
        return words
    }
}
