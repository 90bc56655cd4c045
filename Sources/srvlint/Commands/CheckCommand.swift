import ArgumentParser
import Reporting

struct CheckCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check zone files. Nothing is asked of the network.",
        discussion: """
            A file named is checked, whatever it is called. In a folder, those are checked that are zone files by \
            their names and first lines, or plainly by their first lines; hidden folders, node_modules and links to \
            folders elsewhere are left out. Symbolic links to files are followed within the repository or, without one, \
            within the directory; one with the name of a zone file (*.zone) that leads out is reported as not checked. A \
            file that is found by two names is judged once, unless they make it two zones.

            The origin of a file is what --origin says, else the configuration, the owner of its SOA record, an \
            absolute $ORIGIN before its first record, or the name of the file (example.com.zone, db.example.com).

            An $INCLUDE is followed to files of the repository that holds the zone file or, without a repository, of \
            the zone file's folder and those below it. A file that is given and also included is judged once, where \
            it is included.

            The configuration is the first .srvlint.yml found in the folder of the first path or above it, up to the \
            root of the repository. Options beat it. All of it may be left out:
              select: [S, Z1]
              ignore: [srv-target-alias]
              fail-on: error
              baseline: srvlint-baseline.json
              zones:
                zones/example.com.zone:
                  origin: example.com
                zones/**/*.inc:
                  parent: zones/example.com.zone
            The files that it names must be in its repository or, without one, in its folder, unless --include-base \
            allows another place or the configuration is given with --config, which trusts it.
            Patterns count from the folder of the configuration, and the first that matches holds. A fragment is read \
            with the origin of its parent. A zone may have `server-names: [example.com]`, which must be discoverable, \
            and for the first of them `well-known: FILE` and `certificate: FILE.pem`.

            Formats (--format, --output):
            \(OutputFormat.uses)
            In sarif, github, gitlab, junit and markdown paths count from the root of the repository, in the others \
            from the working directory.

            In a zone file, `; srvlint: ignore[S301,Z205] reason` on a line of a record or on the line above it silences \
            these rules for the record, `; srvlint: ignore-file[Z3] reason` for the file.

            --fix writes what the rules know to put right, and reports what is left. A fix is left out if its outcome \
            could not be read or would have new findings. Each file is replaced as a whole, keeping its mode, owner \
            and every byte that is not fixed; not if it changed meanwhile, is read-only, has hard links, or is a link \
            out of the tree that $INCLUDE is followed in. What could not be written makes the exit code 3, unless \
            findings are left that make it 1.

            \(CheckCommand.exitCodes)
            """
    )

    static let exitCodes = """
        Exit codes:
          0  nothing at or above --fail-on was found
          1  something at or above it was found
          2  wrong usage or configuration; nothing was checked
          3  nothing to fail for was found, but something could not be
             checked, or a report or a file could not be written
        """

    @Argument(
        help: ArgumentHelp(
            "Zone files, folders, or - for standard input. By default the current folder.",
            valueName: "path"
        ),
        completion: .file()
    )
    var paths: [String] = []

    @Flag(name: .long, help: "List the files that would be checked, and check nothing.")
    var showFiles = false

    @OptionGroup(title: "Reading options") var reading: ReadingCommandOptions
    @OptionGroup(title: "Matrix servers") var delegation: DelegationOptions
    @OptionGroup(title: "Choice of rules") var rules: RuleOptions
    @OptionGroup(title: "Known findings") var silencing: SilencingOptions
    @OptionGroup(title: "Fixes") var fixes: FixOptions
    @OptionGroup(title: "Output") var output: ReportOptions
    @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

    /// To recognise an option that stands before the command.
    static let optionNames = Set<String>([
        "--origin", "--class", "--stdin-filename", "--include-base", "--target", "--select", "--ignore", "--fail-on",
        "--exit-zero", "--format", "--output", "--color", "--config", "--no-config", "--show-files", "--fix",
        "--unsafe-fixes", "--diff", "-q", "--quiet", "-v", "--verbose", "--server-name", "--well-known",
        "--certificate", "--no-progress", "--against",
    ]).union(SilencingOptions.names)

    func validate() throws {
        if reading.stdinFilename != nil, !paths.contains(where: StandardInput.isMeant) {
            throw ValidationError("'--stdin-filename' names standard input: give '-' as a path as well.")
        }
        if silencing.addIgnore != nil, paths.contains(where: StandardInput.isMeant) {
            throw ValidationError("'--add-ignore' writes into files, and standard input is none: name the file.")
        }
        let silencer = silencing.addIgnore != nil ? "--add-ignore" : "--write-baseline"
        if silencing.addIgnore != nil || silencing.writeBaseline != nil, fixes.use != .shown {
            let fixer = fixes.diff ? "--diff" : "--fix"
            throw ValidationError(
                "'\(silencer)' and '\(fixer)' exclude each other: fix first, then silence what is left.")
        }
    }

    func execute() throws -> ExitStatus {
        let run = try CheckRun(self)
        if showFiles { return try run.showFiles() }
        return try run.check()
    }
}
