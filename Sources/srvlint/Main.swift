import ArgumentParser
import Glibc
import Reporting

/// Parses the command line, runs the command, and turns what comes of it into an exit code.
@main
enum Main {
    static func main() {
        // A reader that went away shows as an error of `write`, which ends the program quietly.
        signal(SIGPIPE, SIG_IGN)
        // Beyond `ulimit -f` writing is an error, too: a report is named that could not be written, and nothing is left.
        signal(SIGXFSZ, SIG_IGN)
        openStreams()
        exit(run(Array(Arguments.all.dropFirst())).rawValue)
    }

    /// Where the shell has closed a stream (`>&-`), the first file opened would take its number, and messages would go
    /// into that file.
    private static func openStreams() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // Writing is lost, as whoever closed it wants; reading fails.
            _ = open("/dev/null", O_WRONLY)
        }
    }

    private static func run(_ arguments: [String]) -> ExitStatus {
        guard !arguments.isEmpty else {
            Terminal.error.write(Srvlint.helpMessage() + "\n")
            return .usage
        }
        do {
            try BlankArguments.check(arguments)
            try MistypedCommand.check(arguments)
            try SilencingOptions.check(arguments)
            var command = try Srvlint.parseAsRoot(SilencingOptions.completed(arguments))
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
            let status = explain(error)
            return status == .usage ? PluginUsage.status(arguments, "wrong usage") : status
        }
    }

    /// What ArgumentParser has to say: help and the version, or a complaint, for which its own exit code is 64.
    private static func explain(_ error: any Error) -> ExitStatus {
        let message = Srvlint.fullMessage(for: error)
        guard Srvlint.exitCode(for: error) == .success else {
            let prefix = "Error: "
            let text = message.hasPrefix(prefix) ? "error: " + message.dropFirst(prefix.count) : message
            // It quotes what was typed.
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
