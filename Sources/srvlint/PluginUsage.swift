import Reporting

/// Wrong usage, as reported to monitoring: exit code 2 of a plugin is CRITICAL, which would blame the server; wrong usage
/// is UNKNOWN (Monitoring Plugins Development Guidelines, "Plugin Return Codes").
enum PluginUsage {
    /// The exit code for wrong usage; with `--format nagios` the line of the plugin is written as well.
    static func status(_ arguments: [String], _ message: String) -> ExitStatus {
        guard isMeant(arguments) else { return .usage }
        let line = "SRVLINT UNKNOWN - \(NagiosReporter.plain(message))\n"
        do throws(OutputError) {
            try Terminal.output.writeOrThrow(line)
        } catch {
            // The exit code says it too.
            _ = error.report()
        }
        return .notChecked
    }

    private static func isMeant(_ arguments: [String]) -> Bool {
        let words = arguments.prefix { $0 != "--" }
        return words.contains("--format=nagios")
            || zip(words, words.dropFirst()).contains { $0 == ("--format", "nagios") }
    }
}
