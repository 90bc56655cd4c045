import ArgumentParser
import Glibc
import LanguageServer
import Linting

struct LanguageServerCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "lsp",
        abstract: "Serve an editor: check zone files while they are edited.",
        discussion: """
            Speaks the Language Server Protocol 3.17 on standard input and output, and ends with `exit` or at the end of \
            the input. It shows the findings of `check` for the zone files that are open, with unsaved text instead of \
            the files on the disk, also where a zone includes them. Configuration and comments work as for `check`. \
            Nothing is written except the log.

            Exit codes:
              0  the editor sent `shutdown` before the end
              1  it did not
              2  wrong usage
            """
    )

    @Option(
        name: .long,
        help: ArgumentHelp("Append errors and warnings to a file.", valueName: "file"),
        completion: .file()
    )
    var log: String?

    func execute() throws -> ExitStatus {
        let channel = StandardChannel(log: try log.map(openLog))
        let server = LanguageServer(channel, EditorChecker(), version: Version.current)
        return server.run() ? .success : .findings
    }

    private func openLog(_ path: String) throws(UsageError) -> Int32 {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw UsageError("cannot write the log `\(path)`: \(SystemError.reason(errno))", help: [])
        }
        return file
    }
}
