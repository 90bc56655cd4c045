import ArgumentParser
import Linting

/// The root command.
struct Srvlint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "srvlint",
        abstract: "Lint DNS zone files, SRV records and the delegation of Matrix servers.",
        discussion: """
            Examples:
              srvlint check zones/example.com.zone
              srvlint explain S301
              srvlint audit example.com

            \(CheckCommand.exitCodes)
            """,
        version: versionLine,
        subcommands: [
            CheckCommand.self, AuditCommand.self, ExplainCommand.self, RulesCommand.self,
            DiffCommand.self, BumpCommand.self, FormatCommand.self, LanguageServerCommand.self, ConfigCommand.self,
            VersionCommand.self,
        ]
    )

    /// What `--version` prints.
    static var versionLine: String { "srvlint \(Version.current)" }
}
