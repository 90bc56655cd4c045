import ArgumentParser
import Reporting

struct CheckCommand: SrvlintCommand {
    static let name = "check"

    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "Check zone files. Never uses the network.",
        discussion: """
            Files given explicitly are always checked, regardless of name. In a directory, srvlint checks the files that \
            look like zone files by their name and first lines, or by their first lines alone. It skips hidden directories, \
            node_modules and symbolic links to directories outside. It follows symbolic links to files within the \
            repository or, without one, within the directory; a link named like a zone file (*.zone) that leads outside is \
            reported as not checked. A file found under two names is checked once, unless the names give it different \
            origins.

            The origin of a file is, in this order: --origin, the configuration, the owner of its SOA record, an absolute \
            $ORIGIN before its first record, the file name (example.com.zone, db.example.com).

            $INCLUDE can read files in the repository of the zone file or, without a repository, in its directory and \
            below. A file that is given and also included is checked once, as part of the including file.

            The configuration is the first .srvlint.yml in the directory of the first path or above it, up to the root of \
            the repository. Options override it. All keys are optional; `srvlint config --help` lists them:
              select: [S, Z1]
              ignore: [srv-target-alias]
              fail-on: error
              baseline: srvlint-baseline.json
              zones:
                zones/example.com.zone:
                  origin: example.com
                  server-names: [example.com]
                zones/**/*.inc:
                  parent: zones/example.com.zone
            Files named in a configuration must be in its repository or, without one, in its directory, unless \
            --include-base allows another directory or the configuration is given with --config. Patterns are relative to \
            the directory of the configuration; the first that matches applies.

            Formats for --format and --output:
            \(OutputFormat.uses)
            Paths are relative to the root of the repository in sarif, github, gitlab, junit and markdown, and to the \
            working directory in the others.

            Comments in a zone file suppress findings: `; srvlint: ignore[S301,Z205] reason` on a line of a record or on \
            the line above it for that record, `; srvlint: ignore-file[Z3] reason` for the whole file.

            --fix applies fixes and reports the findings that are left. A fix is skipped if its result would be unreadable \
            or have new findings. Each file is replaced as a whole. Its mode, its owner and all other bytes are kept. \
            A file is not replaced if it has changed meanwhile, is read-only, has hard links, or is a symbolic link to a \
            file that $INCLUDE could not read. If a file could not be written, the exit code is 3, or 1 if findings are \
            left.

            \(CheckCommand.exitCodes)
            """
    )

    static let exitCodes = """
        Exit codes:
          0  no findings at or above --fail-on
          1  findings at or above --fail-on
          2  wrong usage or configuration; nothing was checked
          3  no findings at or above --fail-on, but something could not be
             checked, or a report or file could not be written
        """

    @Argument(
        help: ArgumentHelp("Zone files, directories, or - for standard input. (default: .)", valueName: "path"),
        completion: .file()
    )
    var paths: [String] = []

    @Flag(name: .long, help: "List the files that would be checked, without checking them.")
    var showFiles = false

    @OptionGroup(title: "Reading options") var reading: ReadingCommandOptions
    @OptionGroup(title: "Matrix servers") var delegation: DelegationOptions
    @OptionGroup(title: "Rule selection") var rules: RuleOptions
    @OptionGroup(title: "Known findings") var silencing: SilencingOptions
    @OptionGroup(title: "Fixes") var fixes: FixOptions
    @OptionGroup(title: "Output") var output: ReportOptions
    @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

    func validate() throws {
        if reading.stdinFilename != nil, !paths.contains(where: StandardInput.matches) {
            throw ValidationError("'--stdin-filename' names standard input: give '-' as a path as well.")
        }
        if silencing.addIgnore != nil, paths.contains(where: StandardInput.matches) {
            throw ValidationError(
                "'--add-ignore' writes to files, and standard input is not one: give the file's path.")
        }
        let silencer = silencing.addIgnore != nil ? "--add-ignore" : "--write-baseline"
        if silencing.addIgnore != nil || silencing.baselines.writeBaseline != nil, fixes.use != .shown {
            let fixer = fixes.diff ? "--diff" : "--fix"
            throw ValidationError(
                "'\(silencer)' and '\(fixer)' cannot be used together: fix first, then suppress what is left.")
        }
    }

    func execute() throws -> ExitStatus {
        let plan = try CheckPlan(self)
        switch plan.mode {
        case .listFiles: return try ListFilesRun(plan).execute()
        case .report: return try CheckRun(plan).execute()
        case .writeFixes: return try WriteFixesRun(plan).execute()
        case .printDiff: return try PrintDiffRun(plan).execute()
        case .addIgnores(let reason): return try AddIgnoreRun(plan, reason: reason).execute()
        }
    }
}
