import ArgumentParser
import Reporting

struct VersionCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Print the versions of srvlint and of the libraries in it.",
        discussion: """
            Prints the commit that the program was built from, and the versions of Swift and of the libraries in the \
            program. BoringSSL has no versions, so its revisions are printed: that of the TLS client, then that of the \
            certificate verification. The commit is "unknown" if the sources were not in a git repository, and ends in \
            "+changes" if files had been changed.
            """
    )

    @Option(
        name: .long,
        help: ArgumentHelp("Output format: \(PageFormat.list). (default: text)", valueName: "name"),
        completion: PageFormat.completion,
        transform: PageFormat.parse
    )
    var format = PageFormat.text

    func execute() throws -> ExitStatus {
        let versions = ComponentVersions.current
        try Terminal.output.writeOrThrow(format == .json ? versions.json : versions.text)
        return .success
    }
}
