import ArgumentParser
import DNS
import Diagnostics
import Reporting

/// The options for reading zone files.
struct ReadingCommandOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Origin of the zone file. Valid for a single file only.", valueName: "name")
    )
    var origin: String?

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp(
            "Class of the zone: IN, CH, HS or CLASSn. (default: the class of its records)", valueName: "class"),
        completion: .list(["IN", "CH", "HS"])
    )
    var zoneClass: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "File name to use for standard input, in findings and to find the configuration and the origin.",
            valueName: "name"),
        completion: .file()
    )
    var stdinFilename: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Directory in which relative $INCLUDE paths are looked up first, before the directory of the including file and \
            the working directory. Files below it may be included from any zone file.
            """,
            valueName: "dir"
        ),
        completion: .directory
    )
    var includeBase: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            A name server that loads the zones: \(NameServerSoftware.list). Reports syntax that it reads differently or \
            rejects. May be repeated. Overrides `\(Settings.targets.key)` of the configuration.
            """,
            valueName: "server"
        ),
        completion: NameServerSoftware.completion,
        transform: NameServerSoftware.parse
    )
    var target: [NameServerSoftware] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Warn if the records of a zone changed since this git revision but its serial did not increase.",
            valueName: "rev"
        ),
        completion: .shellCommand(Self.revisions)
    )
    var against: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            The time at which signatures and certificates are checked: 2026-11-28T08:00:00Z, 20261128080000 (UTC) or \
            seconds since 1970. (default: now)
            """,
            valueName: "time"
        )
    )
    var time: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Number of threads that read and check zones. Small zones need only one. (default: the processors that affinity and \
            control groups allow)
            """,
            valueName: "n"
        )
    )
    var jobs: String?

    /// The command with which the shell completes `--against`, in any directory. It lists names of branches and tags without
    /// reading an object, and keeps every version of git from fetching anything.
    static let revisions =
        "env GIT_ALLOW_PROTOCOL=none GIT_NO_LAZY_FETCH=1 git --no-pager -c safe.bareRepository=explicit"
        + " rev-parse --symbolic --branches --tags 2>/dev/null"
}

/// A class given by its mnemonic.
enum ClassText {
    static func read(_ text: String) throws(UsageError) -> RecordClass {
        if let found = RecordClass(mnemonic: text), found != .any, found != .none { return found }
        throw UsageError("`--class`: there is no class `\(text)`", help: ["valid: `IN`, `CH`, `HS` or `CLASSn`"])
    }
}
