// The options of `check`, in the order of its help.

extension CheckCommand: QuickOptions {
    static let quick: [QuickOption<CheckCommand>] = {
        var options: [QuickOption<CheckCommand>] = [
            .arguments(\.paths) { $0.paths = $1 }, .flag("--show-files") { $0.showFiles = $1 },
        ]
        options += QuickOption.group(\.reading) { $0.reading = $1 }
        options += QuickOption.group(\.delegation) { $0.delegation = $1 }
        options += QuickOption.group(\.rules) { $0.rules = $1 }
        options += QuickOption.group(\.silencing) { $0.silencing = $1 }
        options += QuickOption.group(\.fixes) { $0.fixes = $1 }
        options += QuickOption.group(\.output) { $0.output = $1 }
        options += QuickOption.group(\.configuration) { $0.configuration = $1 }
        return options
    }()
}

extension ReadingCommandOptions: QuickOptions {
    static let quick: [QuickOption<ReadingCommandOptions>] =
        [
            .text("--origin") { $0.origin = $1 }, .text("--class") { $0.zoneClass = $1 },
            .text("--stdin-filename") { $0.stdinFilename = $1 },
            .text("--include-base") { $0.includeBase = $1 }, .choices("--target", \.target) { $0.target = $1 },
            .text("--against") { $0.against = $1 }, .text("--time") { $0.time = $1 },
            .text("--jobs") { $0.jobs = $1 },
        ]
}

extension DelegationOptions: QuickOptions {
    static let quick: [QuickOption<DelegationOptions>] =
        [
            .texts("--server-name", \.serverName) { $0.serverName = $1 },
            .texts("--well-known", \.wellKnown) { $0.wellKnown = $1 },
            .texts("--well-known-client", \.wellKnownClient) { $0.wellKnownClient = $1 },
            .texts("--well-known-support", \.wellKnownSupport) { $0.wellKnownSupport = $1 },
            .texts("--certificate", \.certificate) { $0.certificate = $1 },
        ]
}

extension RuleOptions: QuickOptions {
    static let quick: [QuickOption<RuleOptions>] =
        [
            .texts("--select", \.select) { $0.select = $1 }, .texts("--ignore", \.ignore) { $0.ignore = $1 },
            .flag("--exit-zero") { $0.exitZero = $1 },
        ]
        + QuickOption.group(\.failure) { $0.failure = $1 }
}

extension FailOnOption: QuickOptions {
    static let quick: [QuickOption<FailOnOption>] = [.choice("--fail-on") { $0.failOn = $1 }]
}

extension SilencingOptions: QuickOptions {
    static let quick: [QuickOption<SilencingOptions>] =
        QuickOption.group(\.baselines) { $0.baselines = $1 } + [.text("--add-ignore") { $0.addIgnore = $1 }]
}

extension BaselineOptions: QuickOptions {
    static let quick: [QuickOption<BaselineOptions>] = [
        .text("--baseline") { $0.baseline = $1 }, .text("--write-baseline") { $0.writeBaseline = $1 },
    ]
}

extension FixOptions: QuickOptions {
    static let quick: [QuickOption<FixOptions>] =
        [
            .flag("--fix") { $0.fix = $1 }, .flag("--unsafe-fixes") { $0.unsafeFixes = $1 },
            .flag("--diff") { $0.diff = $1 },
        ]
}

extension ReportOptions: QuickOptions {
    static let quick: [QuickOption<ReportOptions>] =
        [
            .choice("--format", default: .text) { $0.format = $1 }, .texts("--output", \.output) { $0.output = $1 },
            .flag("--no-progress") { $0.noProgress = $1 }, .flag("--quiet") { $0.quiet = $1 },
            .flag("-q") { $0.quiet = $1 },
            .flag("--verbose") { $0.verbose = $1 }, .flag("-v") { $0.verbose = $1 },
        ] + QuickOption.group(\.color) { $0.color = $1 }
}

extension ColorOption: QuickOptions {
    static let quick: [QuickOption<ColorOption>] = [.choice("--color", default: .auto) { $0.choice = $1 }]
}

extension ConfigurationOptions: QuickOptions {
    static let quick: [QuickOption<ConfigurationOptions>] = [
        .text("--config") { $0.config = $1 }, .flag("--no-config") { $0.noConfig = $1 },
    ]
}
