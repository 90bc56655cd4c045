import ArgumentParser
import Reporting

struct AuditCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract:
            "Ask the network about Matrix servers: DNS, well-known, TLS, federation endpoint; and judge the answers.",
        discussion: """
            Everything is asked that some Matrix server asks, and judged as each of them would. With --save the answers \
            are kept, and --evidence judges them again without the network; --zone, --well-known and --certificate \
            judge what is going to be published.

            Servers are shown in the order given, with `--format jsonl` as soon as they are finished. Ctrl-C ends the \
            run within a second, with those that are finished.

            Records and redirects of a server name with public addresses are not followed to private, loopback or other \
            internal addresses; those of a server name that is internal itself, only to addresses of the same kind. \
            --no-allow-private contacts no internal address at all, for server names that others supply. Addresses given \
            with --connect-to and --resolver are always contacted.

            Exit codes (with --format nagios wrong usage is 3, UNKNOWN):
              0  nothing at or above --fail-on (default: error) was found
              1  something at or above it was found
              2  wrong usage, or a file that cannot be read
              3  nothing to fail for was found, but something could not be
                 collected, or the report could not be written
            """
    )

    @Argument(help: ArgumentHelp("Server names, such as example.com.", valueName: "server"))
    var servers: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file of server names, one a line; # begins a comment, and blank lines are skipped. - is standard input.",
            valueName: "file"),
        completion: .file()
    )
    var from: String?

    @OptionGroup(title: "What is known of the server") var known: EvidenceOptions
    @OptionGroup(title: "Network") var collecting: CollectingOptions

    @Option(
        name: .long,
        help: ArgumentHelp("Keep everything collected in this file.", valueName: "case.json"),
        completion: .file(extensions: ["json"])
    )
    var save: String?

    @OptionGroup(title: "Choice of rules") var rules: RuleOptions

    @OptionGroup(title: "Output") var output: ReportOptions
    @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

    func validate() throws {
        if servers.isEmpty, from == nil {
            throw ValidationError("a server name is missing: srvlint audit example.com")
        }
    }

    /// The files that are read, which no report may overwrite.
    var inputs: Set<FileStatus.Inode> {
        let paths =
            known.zone + collecting.compareZone
            + [known.wellKnown, known.certificate, known.evidence, from, collecting.caFile].compactMap(\.self)
        return Set(paths.compactMap { FileStatus($0)?.inode })
    }

    func execute() throws -> ExitStatus {
        try AuditRun(self).run()
    }
}
