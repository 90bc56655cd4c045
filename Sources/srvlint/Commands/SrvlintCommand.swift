import ArgumentParser

/// A command with one of srvlint's own exit codes.
protocol SrvlintCommand: ParsableCommand {
    func execute() throws -> ExitStatus
}

extension SrvlintCommand {
    func run() throws {
        throw ExitCode(try execute().rawValue)
    }

    /// The names of all options of the command: `--format`, `-q`.
    static var optionNames: Set<String> {
        let lines = helpMessage(columns: 200).split(separator: "\n").filter { $0.hasPrefix("  -") }
        let names = lines.flatMap { line in
            line.split(whereSeparator: { " ,/[".contains($0) }).prefix { $0.hasPrefix("-") }
        }
        return Set(names.map(String.init))
    }
}
