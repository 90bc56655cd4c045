import ArgumentParser
import Glibc
import Reporting

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Write a configuration to begin with, show the settings in force, or print their schema for editors.",
        subcommands: [ConfigInitCommand.self, ConfigShowCommand.self, ConfigSchemaCommand.self]
    )
}

struct ConfigInitCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented \(ConfigurationFile.name) that fits the zone files found.",
        discussion: "An existing configuration is never overwritten."
    )

    @Argument(help: ArgumentHelp("The folder to begin in.", valueName: "folder"), completion: .directory)
    var folder = "."

    @Flag(name: .customLong("print"), help: "Print it, and write nothing.")
    var printsOnly = false

    func execute() throws -> ExitStatus {
        guard FileStatus(folder)?.kind == .folder else { throw UsageError("`\(folder)` is no folder") }
        let text = ConfigurationDraft(folder).text
        if printsOnly {
            try Terminal.output.writeOrThrow(text)
            return .success
        }
        let path = folder == "." ? ConfigurationFile.name : folder + "/" + ConfigurationFile.name
        try NewFile.write(text, to: path)
        try Terminal.output.writeOrThrow("\(Notice.visible(path)) written\n")
        return .success
    }
}

struct ConfigShowCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show each setting in force for a path, and where it comes from."
    )

    @Argument(help: ArgumentHelp("A zone file or folder.", valueName: "path"), completion: .file())
    var path = "."

    @OptionGroup var configuration: ConfigurationOptions

    func execute() throws -> ExitStatus {
        guard FileStatus(path) != nil else {
            throw UsageError("`\(path)`: \(FoundFiles.reason(path, errno))")
        }
        let loaded = try configuration.load(near: path)
        try Terminal.output.writeOrThrow(EffectiveSettings(loaded, path: path).text)
        return .success
    }
}

struct ConfigSchemaCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON schema of the configuration, for editors that check YAML."
    )

    func execute() throws -> ExitStatus {
        try Terminal.output.writeOrThrow(ConfigurationSchema.text)
        return .success
    }
}
