import ArgumentParser
import Reporting

struct AuditCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check Matrix servers over the network: DNS, well-known, TLS and federation endpoint.",
        discussion: """
            Collects everything that Matrix implementations look up, and checks it as each of them would. --save keeps \
            the collected evidence, and --evidence checks it again without the network. --zone, --well-known and \
            --certificate check what is going to be published.

            Servers are reported in the order given; with `--format jsonl`, as soon as they are finished. Ctrl-C ends the \
            run within a second and reports the servers that are finished.

            If a server name has public addresses, its records and redirects are not followed to private, loopback or \
            other internal addresses. If it has internal addresses itself, they are followed only to addresses of the \
            same kind. --no-allow-private forbids all connections to internal addresses; use it if others supply the \
            server names. Addresses given with --connect-to and --resolver are always allowed.

            --write-baseline records the findings of today, and --baseline then reports only others, and those that have \
            become more severe. The verdict on a server stays the same, but known findings do not cause exit code 1.

            Exit codes (with --format nagios wrong usage is 3, UNKNOWN):
              0  no findings at or above --fail-on
              1  findings at or above --fail-on (with --since: new ones only)
              2  wrong usage, or a given file could not be read
              3  no findings at or above --fail-on, but something could not be
                 collected, or the report could not be written
            """
    )

    @Argument(help: ArgumentHelp("Server names, such as example.com.", valueName: "server"))
    var servers: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Read server names from this file, one per line; # starts a comment. - is standard input.",
            valueName: "file"),
        completion: .file()
    )
    var from: String?

    @OptionGroup(title: "Known facts") var known: EvidenceOptions
    @OptionGroup(title: "Network") var collecting: CollectingOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Save the collected evidence to this file, or to a file for each server in this directory.",
            valueName: "case.json"),
        completion: .file(extensions: ["json"])
    )
    var save: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Report what has changed since this evidence was saved; only new findings cause exit code 1. --save may "
                + "name the same file, which the first run then creates.",
            valueName: "case.json"),
        completion: .file(extensions: ["json"])
    )
    var since: String?

    @OptionGroup(title: "Rule selection") var rules: RuleOptions
    @OptionGroup(title: "Known findings") var baselines: BaselineOptions

    @OptionGroup(title: "Output") var output: ReportOptions
    @OptionGroup(title: "Output") var detail: FullOption
    @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

    func validate() throws {
        if servers.isEmpty, from == nil {
            throw ValidationError("a server name is missing, as in 'srvlint audit example.com'")
        }
    }

    func execute() throws -> ExitStatus {
        try AuditRun(AuditPlan(self)).execute()
    }
}
