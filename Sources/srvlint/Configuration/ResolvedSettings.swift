import Linting

/// The settings in force for a command: the command line overrides the configuration, which overrides the defaults.
///
/// This is the only place that knows the order.
struct ResolvedSettings {
    let command: ConfiguredCommand
    let configuration: Configuration?

    init(_ configuration: Configuration?, for command: ConfiguredCommand) {
        self.command = command
        self.configuration = configuration
    }

    /// - Parameter option: the value on the command line; `nil` if the option is absent.
    func value<Value>(of setting: Setting<Value>, option: Value? = nil) -> Value {
        option ?? configuration?[setting] ?? setting.defaultValue(for: command)
    }

    /// The value of an option that may be repeated; it is absent if it is empty.
    func value<Item>(of setting: Setting<[Item]>, option: [Item]) -> [Item] {
        value(of: setting, option: option.isEmpty ? nil : option)
    }

    /// The rules to run.
    ///
    /// - Parameters:
    ///   - select: the words of `--select`. It overrides both `select` and `ignore` of the configuration.
    ///   - ignore: the words of `--ignore`, which are skipped in addition to those of the configuration.
    func selection(select: [String] = [], ignore: [String] = []) throws(RuleSelection.UnknownRule) -> RuleSelection {
        let configured = select.isEmpty ? value(of: Settings.ignore) : []
        return try RuleSelection(
            select: value(of: Settings.select, option: select), ignore: configured + ignore)
    }

    /// The severities and the ignored rules of findings.
    var policy: FindingPolicy {
        var policy = FindingPolicy()
        policy.severities = value(of: Settings.severity)
        let ignores = value(of: Settings.perFileIgnores)
        guard !ignores.isEmpty, let directory = configuration?.directory else { return policy }
        policy.ignoredRules = { path in
            guard let relative = AbsolutePath.resolve(path).relative(to: directory) else { return [] }
            return ignores.filter { $0.glob.matches(relative) }.flatMap(\.rules)
        }
        return policy
    }
}
