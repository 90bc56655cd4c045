import Reporting

/// Wrong usage with `--format nagios`. Exit code 2 of a monitoring plugin is CRITICAL, which would blame the server, so
/// wrong usage is UNKNOWN (Monitoring Plugins Development Guidelines, "Plugin Return Codes").
enum PluginUsage {
    /// Returns the exit code for wrong usage, and prints the line of the plugin with `--format nagios`.
    static func status(_ arguments: [String], _ message: String) -> ExitStatus {
        guard isRequested(arguments) else { return .usage }
        let line = "SRVLINT UNKNOWN - \(NagiosReporter.plain(message))\n"
        do throws(OutputError) {
            try Terminal.output.writeOrThrow(line)
        } catch {
            // The exit code is UNKNOWN too.
            _ = error.report()
        }
        return .notChecked
    }

    private static func isRequested(_ arguments: [String]) -> Bool {
        let words = arguments.prefix { $0 != "--" }
        return words.contains("--format=nagios")
            || zip(words, words.dropFirst()).contains { $0 == ("--format", "nagios") }
    }
}
