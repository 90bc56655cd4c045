import ArgumentParser
import Glibc
import Reporting

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Create a configuration, show the settings in force, or print the JSON schema.",
        discussion: """
            The configuration is \(ConfigurationFile.name). Its keys, and the options that override them:
            \(keys(Settings.all))

            Keys below a path pattern of `\(Settings.zones.key)`:
            \(keys(ZoneSettings.all))
            """,
        subcommands: [ConfigInitCommand.self, ConfigShowCommand.self, ConfigSchemaCommand.self]
    )

    private static func keys(_ settings: [any AnySetting]) -> String {
        let width = settings.map(\.key.count).max() ?? 0
        return settings.map { setting in
            let key = setting.key + String(repeating: " ", count: width - setting.key.count)
            return "  \(key)  \(setting.summary)" + (setting.option.map { " (\($0))" } ?? "")
        }.joined(separator: "\n")
    }
}

struct ConfigInitCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Create a commented \(ConfigurationFile.name) for the zone files of a directory.",
        discussion: "An existing configuration is never overwritten."
    )

    @Argument(help: ArgumentHelp("Directory to search for zone files.", valueName: "dir"), completion: .directory)
    var directory = "."

    @Flag(name: .customLong("print"), help: "Print the configuration instead of writing it.")
    var printsOnly = false

    func execute() throws -> ExitStatus {
        guard FileStatus(directory)?.kind == .directory else { throw UsageError("`\(directory)` is not a directory") }
        let text = ConfigurationDraft(directory).text
        if printsOnly {
            try Terminal.output.writeOrThrow(text)
            return .success
        }
        let path = directory == "." ? ConfigurationFile.name : directory + "/" + ConfigurationFile.name
        try NewFile.write(text, to: path)
        try Terminal.output.writeOrThrow("\(Notice.visible(path)) written\n")
        return .success
    }
}

struct ConfigShowCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the settings in force for a path, and where each is set."
    )

    @Argument(help: ArgumentHelp("A zone file or directory.", valueName: "path"), completion: .file())
    var path = "."

    @OptionGroup var configuration: ConfigurationOptions

    func execute() throws -> ExitStatus {
        guard FileStatus(path) != nil else {
            throw UsageError("`\(path)`: \(FoundFiles.reason(path, errno))")
        }
        let loaded = try configuration.load(near: path)
        OldRuleName.report(loaded?.oldRuleNames ?? [])
        try Terminal.output.writeOrThrow(EffectiveSettings(loaded, path: path).text)
        return .success
    }
}

struct ConfigSchemaCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON schema of the configuration, for YAML editors."
    )

    func execute() throws -> ExitStatus {
        try Terminal.output.writeOrThrow(ConfigurationSchema.text)
        return .success
    }
}
