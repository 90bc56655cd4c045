import ArgumentParser
import Glibc
import Reporting

/// Parses the command line, runs the command, and turns its outcome into an exit code.
@main
enum Main {
    static func main() {
        // A closed pipe is then an error of `write`, which ends the program silently.
        signal(SIGPIPE, SIG_IGN)
        // So is exceeding `ulimit -f`: the report that could not be written is named, and no partial file is left.
        signal(SIGXFSZ, SIG_IGN)
        openStreams()
        exit(run(Array(Arguments.all.dropFirst())).rawValue)
    }

    /// Opens standard streams that the shell has closed (`>&-`). Otherwise the first file opened would get the descriptor of
    /// the stream, and messages would be written into it.
    private static func openStreams() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // Output is discarded, which is the intention of closing the stream; reading fails.
            _ = open("/dev/null", O_WRONLY)
        }
    }

    private static func run(_ arguments: [String]) -> ExitStatus {
        guard !arguments.isEmpty else {
            Terminal.error.write(Srvlint.helpMessage() + "\n")
            return .usage
        }
        do {
            if arguments == ["--version"] {
                try Terminal.output.writeOrThrow(Srvlint.versionLine + "\n")
                return .success
            }
            try BlankArguments.check(arguments)
            if arguments.first != CheckCommand.name { try MistypedCommand.check(arguments) }
            try SilencingOptions.check(arguments)
            let words = SilencingOptions.completed(arguments)
            if let command = QuickCommandLine.command(words) { return try command.execute() }
            var command = try Srvlint.parseAsRoot(words)
            guard let own = command as? any SrvlintCommand else {
                try command.run()
                return .success
            }
            return try own.execute()
        } catch let error as UsageError {
            error.report()
            return PluginUsage.status(arguments, error.notice.message)
        } catch let error as OutputError {
            return error.report()
        } catch let error as ResourceShortage {
            return error.report()
        } catch {
            let status = print(error)
            return status == .usage ? PluginUsage.status(arguments, "wrong usage") : status
        }
    }

    /// Prints the help, the version or the error of ArgumentParser, whose own exit code for errors is 64.
    private static func print(_ error: any Error) -> ExitStatus {
        let message = Srvlint.fullMessage(for: error)
        guard Srvlint.exitCode(for: error) == .success else {
            let prefix = "Error: "
            let text = message.hasPrefix(prefix) ? "error: " + message.dropFirst(prefix.count) : message
            // The message quotes the command line.
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                Terminal.error.write(Notice.message(String(line)) + "\n")
            }
            return .usage
        }
        do throws(OutputError) {
            try Terminal.output.writeOrThrow(SilencingOptions.shown(inHelp: message) + "\n")
            return .success
        } catch {
            return error.report()
        }
    }
}
