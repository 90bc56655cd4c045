import ArgumentParser
import Linting
import Reporting

/// The options that choose rules and decide about the exit code.
struct RuleOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Run only these rules: codes, code prefixes or names, separated by commas (S301,Z1,srv-target-alias). May be \
            repeated. Overrides `select` and `ignore` of the configuration.
            """,
            valueName: "rules"
        ),
        completion: SettingSchema.ruleCompletion
    )
    var select: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Skip these rules, in addition to those that the configuration ignores. Of --select and --ignore, the more \
            specific wins.
            """,
            valueName: "rules"
        ),
        completion: SettingSchema.ruleCompletion
    )
    var ignore: [String] = []

    @OptionGroup var failure: FailOnOption

    @Flag(
        name: .long,
        help: "Exit with 0 despite findings and failed checks, unless output could not be written.")
    var exitZero = false

    /// The settings of a run.
    ///
    /// - Parameter level: The level of the run if neither the option nor the configuration has one; `nil` for the usual one.
    func settings(in settings: ResolvedSettings, failingFrom level: FailureLevel? = nil) throws -> RuleSettings {
        let (select, ignore) = (try words(select, of: "--select"), try words(ignore, of: "--ignore"))
        var rules = RuleSettings(
            selection: try settings.selection(select: select, ignore: ignore), policy: settings.policy,
            failOn: failure.level(in: settings, usually: level), exitsZero: exitZero)
        rules.oldNames = (select + ignore).compactMap { OldRuleName($0) } + (settings.configuration?.oldRuleNames ?? [])
        return rules
    }

    private func words(_ values: [String], of option: String) throws(UsageError) -> [String] {
        var words: [String] = []
        for value in values {
            let parts = value.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
            if parts.isEmpty { throw UsageError("`\(option)` names no rule", help: RuleReference.help(for: nil)) }
            words += parts
        }
        for word in words {
            do throws(RuleSelection.UnknownRule) {
                _ = try RuleSelection.normalised(word)
            } catch {
                throw UsageError(
                    "`\(option)`: there is no rule `\(word)`", help: RuleReference.help(for: error.nearest))
            }
        }
        return words
    }
}

/// `--fail-on`.
struct FailOnOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            \(Settings.failOn.summary): \(FailureLevel.list). Overrides `\(Settings.failOn.key)` of the configuration. \
            (default: \(Settings.failOn.shownDefault ?? ""))
            """,
            valueName: "level"
        ),
        completion: FailureLevel.completion,
        transform: FailureLevel.parse
    )
    var failOn: FailureLevel?

    func level(in settings: ResolvedSettings, usually level: FailureLevel? = nil) -> FailureLevel {
        settings.value(of: Settings.failOn, option: failOn ?? settings.configuration?[Settings.failOn] ?? level)
    }
}

/// What decides about the findings of a run and its exit code.
struct RuleSettings: Sendable {
    let selection: RuleSelection
    let policy: FindingPolicy
    let failOn: FailureLevel
    /// `--exit-zero`.
    var exitsZero = false
    /// The names of renamed rules on the command line and in the configuration.
    var oldNames: [OldRuleName] = []
}
