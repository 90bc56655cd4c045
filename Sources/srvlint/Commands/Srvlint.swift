import ArgumentParser
import Linting

/// A command that ends in one of srvlint's own exit codes.
protocol SrvlintCommand: ParsableCommand {
    func execute() throws -> ExitStatus
}

extension SrvlintCommand {
    func run() throws {
        throw ExitCode(try execute().rawValue)
    }
}

/// The program.
struct Srvlint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "srvlint",
        abstract: "Find mistakes in DNS zone files and their SRV records, as Matrix servers use them.",
        discussion: """
            To begin with:
              srvlint check zones/example.com.zone
              srvlint explain S301

            \(CheckCommand.exitCodes)
            """,
        version: "srvlint \(Version.current)",
        subcommands: [
            CheckCommand.self, AuditCommand.self, ExplainCommand.self, RulesCommand.self,
            ConfigCommand.self,
        ]
    )
}
