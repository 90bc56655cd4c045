import ArgumentParser

/// The options that choose the configuration.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Read the configuration from this file instead of searching for \(ConfigurationFile.name).",
            valueName: "file"),
        completion: .file(extensions: ["yml", "yaml"])
    )
    var config: String?

    @Flag(name: .long, help: "Ignore all configuration files.")
    var noConfig = false

    func validate() throws {
        if config != nil, noConfig { throw ValidationError("'--config' and '--no-config' cannot be used together.") }
    }

    /// Reads the configuration of a run.
    ///
    /// - Parameters:
    ///   - path: the search starts in the directory of this path.
    ///   - base: widens the fence of a configuration that is found.
    /// - Returns: `nil` if there is none.
    func load(near path: String, base: IncludeBase? = nil) throws -> Configuration? {
        if noConfig { return nil }
        if let config { return try ConfigurationFile.load(config) }
        return try ConfigurationFile.find(near: path).map { path throws(UsageError) in
            try ConfigurationFile.load(found: path, base: base)
        }
    }
}
