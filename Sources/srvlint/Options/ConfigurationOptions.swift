import ArgumentParser

/// Where the configuration comes from.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Use this configuration instead of looking for \(ConfigurationFile.name).", valueName: "file"),
        completion: .file(extensions: ["yml", "yaml"])
    )
    var config: String?

    @Flag(name: .long, help: "Use no configuration.")
    var noConfig = false

    func validate() throws {
        if config != nil, noConfig { throw ValidationError("'--config' and '--no-config' exclude each other.") }
    }

    /// The configuration that holds for a run, if there is one.
    ///
    /// - Parameter base: what widens the fence of a configuration that is found.
    func load(near path: String, base: IncludeBase? = nil) throws -> Configuration? {
        if noConfig { return nil }
        if let config { return try ConfigurationFile.load(config) }
        return try ConfigurationFile.find(near: path).map { path throws(UsageError) in
            try ConfigurationFile.load(found: path, base: base)
        }
    }
}
