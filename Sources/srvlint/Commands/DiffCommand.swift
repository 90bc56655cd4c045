import ArgumentParser
import DNS
import Linting
import Reporting
import ZoneFile

struct DiffCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show which records differ between two versions of zones, and what that means for Matrix servers.",
        usage: """
            srvlint diff [<options>] <old> <new>
            srvlint diff [<options>] --against <rev> [<path> ...]
            """,
        discussion: """
            Compares records, not text: order, case, comments and notation make no difference. OLD and NEW are files, \
            directories, or - for standard input. Zones in directories are matched by their origin. With --against, the \
            given files are compared with their versions in git at that revision, and so are the files that they include. \
            A zone file that no longer exists is listed as removed, or compared with the file that has its zone now.

            For Matrix servers that have SRV records in the zones, or that are given with --server-name or the \
            configuration, it also shows the route before and after the change, the names that the certificate must be \
            valid for, and the implementations that can no longer connect.

            A record that may be in a line or file that was not read is listed as unknown (?), not as removed. What could \
            not be read is reported on standard error as by `srvlint check`.

            Exit codes:
              0  no differences, or --exit-zero
              1  differences
              2  wrong usage or configuration; nothing was compared
              3  no differences, but something could not be compared
            """
    )

    @Argument(
        help: ArgumentHelp("OLD and NEW, or with --against the files to compare. (default: .)", valueName: "path"),
        completion: .file()
    )
    var paths: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Compare the files with their versions at this git revision.", valueName: "rev"),
        completion: .shellCommand(ReadingCommandOptions.revisions)
    )
    var against: String?

    @OptionGroup(title: "Reading options") var reading: ZoneReadingOptions
    @OptionGroup(title: "Matrix servers") var delegation: DelegationOptions

    @Option(
        name: .long,
        help: ArgumentHelp("Output format: \(DifferenceFormat.list). (default: text)", valueName: "name"),
        completion: DifferenceFormat.completion,
        transform: DifferenceFormat.parse
    )
    var format = DifferenceFormat.text

    @Flag(name: .long, help: "Exit with 0 even if there are differences.")
    var exitZero = false

    @Flag(name: .shortAndLong, help: "Print differences only; no output if there are none.")
    var quiet = false

    @OptionGroup var color: ColorOption
    @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

    func validate() throws {
        guard against == nil else { return }
        if paths.count != 2 {
            throw ValidationError(
                "give two versions of a zone, as in 'srvlint diff OLD NEW', or a revision with '--against'")
        }
        if paths.allSatisfy(StandardInput.matches) {
            throw ValidationError("only one of OLD and NEW can be standard input.")
        }
    }

    func execute() throws -> ExitStatus {
        let given = paths.isEmpty ? ["."] : paths
        let near = given.last.map { StandardInput.matches($0) ? given[0] : $0 } ?? "."
        let loaded = try configuration.load(near: StandardInput.matches(near) ? "." : near)
        let base = try reading.includeBase.map(IncludeBase.init)
        let zones = ZoneReading(origin: try reading.origin.map(OriginText.read), loaded)
        let new = FoundFiles(against == nil ? [given[1]] : given, stdinName: nil, base: base)
        let old = against == nil ? FoundFiles([given[0]], stdinName: nil, base: base) : nil
        if reading.origin != nil, new.all.count > 1 || (old?.all.count ?? 0) > 1 {
            throw UsageError("`--origin` applies to a single zone, but there are several")
        }
        var loader = ZoneLoader(includes: zones.includes(base: base))
        let revision = try against.map { revision throws(UsageError) in
            let status = FileStatus(near)
            return try GitRevision(revision, folder: status?.kind == .directory ? near : near.directory)
        }
        loader.against = revision
        let deleted = revision?.deletedZoneFiles(atOrBelow: given) ?? []
        let comparer = ZoneComparer(
            loader, servers: try NamedServers(delegation, loaded, files: new.all.map(\.name)).all)
        let oldInputs = try old?.all.map { file throws(UsageError) in try zones.read(file) }
        let present = new.all.filter { !Self.isAnswered($0, deleted) }
        let newInputs = try present.map { file throws(UsageError) in try zones.read(file) }
        let deletedInputs = try deleted.map { file throws(UsageError) in try zones.input(file) }
        let report =
            oldInputs.map { comparer.compare($0, newInputs) } ?? comparer.compare(newInputs, deleted: deletedInputs)
        try write(report)
        if exitZero { return .success }
        return report.hasChanges ? .findings : report.isPartlyUnknown ? .notChecked : .success
    }

    /// Whether a path leads to no zone file because those that it led to were deleted.
    private static func isAnswered(_ file: FoundFiles.File, _ deleted: [GitRevision.DeletedFile]) -> Bool {
        guard case .unreadable = file.content, FileStatus(file.name)?.kind ?? .directory == .directory else {
            return false
        }
        return deleted.contains {
            $0.name == file.name || file.name == "." || $0.name.hasPrefix(file.name.appendingComponent(""))
        }
    }

    private func write(_ report: ComparisonReport) throws {
        if !report.reading.findings.isEmpty {
            var settings = ReportSettings()
            settings.showsSummary = false
            settings.style = Terminal.error.style(color.choice)
            settings.width = Terminal.error.width
            Terminal.error.write(OutputFormat.text.reporter(settings).render(report.reading))
        }
        let isSilent = quiet && !report.hasChanges && !report.isPartlyUnknown
        guard !isSilent || format == .json else { return }
        let text =
            switch format {
            case .text:
                DifferenceText(style: Terminal.output.style(color.choice), showsSummary: !quiet).render(report)
            case .markdown: DifferenceMarkdown().render(report)
            case .json: DifferenceJSON().render(report)
            }
        try Terminal.output.writeOrThrow(text)
    }
}

/// The formats of `diff`.
enum DifferenceFormat: String, Choice {
    static let noun = "format"

    case text, markdown, json
}
