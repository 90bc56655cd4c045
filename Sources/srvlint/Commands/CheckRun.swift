import DNS
import Federation
import Glibc
import Linting
import Reporting
import TLSIdentity
import ZoneFile

/// One run of `check`: everything that can be wrong with the usage is found out before a zone is read.
struct CheckRun {
    let command: CheckCommand
    private let configuration: Configuration?
    let linter: Linter
    let includes: FileIncludes
    private let failOn: FailureLevel
    let files: FoundFiles
    private let origin: Name?
    let log: RunLog
    let progress: ProgressLine
    let counts: CheckProgress
    private let targets: [OutputTarget]
    private let root: RepositoryRoot
    private let budget = ReadingBudget()
    let baseline: BaselineFile?
    private let newBaseline: BaselineFile?
    /// The reason of `--add-ignore`.
    private let ignoreReason: String?

    init(_ command: CheckCommand) throws {
        self.command = command
        log = RunLog(isVerbose: command.output.verbose)
        origin = try command.reading.origin.map(OriginText.read)
        let zoneClass = try command.reading.zoneClass.map(ClassText.read)
        let requests = try command.output.targets()
        let paths = command.paths.isEmpty ? ["."] : command.paths
        let place = paths.first.map { StandardInput.isMeant($0) ? command.reading.stdinFilename ?? "." : $0 } ?? "."
        let base = try command.reading.includeBase.map(IncludeBase.init)
        configuration = try command.configuration.load(near: place, base: base)
        let selection = try command.rules.selection(over: configuration)
        let servers = command.reading.target.isEmpty ? configuration?.targets ?? [] : command.reading.target
        includes = FileIncludes(base: base, budget: budget)
        var linter = Linter(
            selection: selection,
            zoneClass: zoneClass,
            includes: includes,
            targets: Set(servers)
        )
        linter.against = try command.reading.against.map { revision throws(UsageError) in
            try GitRevision(revision, folder: Self.folder(of: place))
        }
        var files = FoundFiles(paths, stdinName: command.reading.stdinFilename, base: base)
        let (given, configuration) = (origin, configuration)
        try files.leaveOutRepeated { file throws(UsageError) in
            if let given { return given }
            if let known = try configuration?.origin(of: file.name) { return known }
            return Self.ownOrigin(of: file)
        }
        self.files = files
        if let configuration { linter.policy = configuration.policy }
        // Who types a zone is not to be written over.
        let isTyped = isatty(STDIN_FILENO) == 1 && paths.contains(where: StandardInput.isMeant)
        progress = ProgressLine(isWanted: !command.output.quiet && !command.output.noProgress && !isTyped)
        let counts = CheckProgress(files.all)
        self.counts = counts
        if progress.isWanted { linter.onStep = { counts.note($0) } }
        linter.delegations = try NamedServers(
            command.delegation, configuration, files: files.all.map(\.name)
        ).all
        linter.time = Timestamp(seconds: Int64(time(nil)))
        let silencing = command.silencing
        ignoreReason = try silencing.reason()
        newBaseline = try silencing.writeBaseline.map { path throws(UsageError) in
            try BaselineFile(path, option: "--write-baseline", mayBeMissing: true)
        }
        // What is written anew is not asked before.
        baseline = newBaseline == nil ? try Self.baseline(silencing, configuration) : nil
        linter.tellsContents = baseline != nil || newBaseline != nil
        self.linter = linter
        failOn = command.rules.failOn ?? configuration?.failOn ?? .warning
        if origin != nil, files.zones.count > 1 {
            throw UsageError(
                "`--origin` names the origin of one file, and there are \(files.zones.count)",
                help: [
                    "check them one by one, or give each its origin in `\(ConfigurationFile.name)`, under `zones`"
                ]
            )
        }
        root = RepositoryRoot(near: Self.folder(of: place))
        if let newBaseline, newBaseline.isOne(of: files) {
            throw UsageError(
                "`--write-baseline` would overwrite `\(newBaseline.path)`, which is to be checked",
                help: ["give the baseline another name"]
            )
        }
        targets = try OutputTarget.open(
            requests, besides: files.identities,
            read: Self.documents(command, configuration, files)
                + [baseline?.path, newBaseline?.path].compactMap(\.self))
    }

    private static func baseline(
        _ options: SilencingOptions, _ configuration: Configuration?
    ) throws(UsageError) -> BaselineFile? {
        if let path = options.baseline { return try BaselineFile(path, option: "--baseline") }
        guard let configuration, let (path, place) = configuration.baseline else { return nil }
        return try BaselineFile(configuration.access(path), option: "baseline", at: place)
    }

    private static func ownOrigin(of file: FoundFiles.File) -> Name? {
        guard case .file(let access, _) = file.content,
            let source = try? FileReader.read(access, named: file.name, limit: ReadingLimit.bytes)
        else { return nil }
        return OriginDeduction(given: nil, source: source).origin
    }

    /// What is read besides zone files.
    private static func documents(
        _ command: CheckCommand, _ configuration: Configuration?, _ files: FoundFiles
    ) -> [String] {
        let options = command.delegation
        let entries = files.all.compactMap { configuration?.entry(for: $0.name) }
        return [configuration?.path].compactMap(\.self)
            + (options.wellKnown + options.certificate).compactMap { try? ServerFile($0, "").path }
            + entries.flatMap { [$0.wellKnown?.path, $0.certificate?.path].compactMap(\.self) }
    }

    private static func folder(of path: String) -> String {
        FileStatus(path)?.kind == .folder ? path : path.directory
    }

    /// `--show-files`: what would be checked.
    func showFiles() throws -> ExitStatus {
        sayWhatIsNotFollowed()
        var status = ExitStatus.success
        var listing = ""
        for file in files.all {
            switch file.content {
            case .unreadable(let reason):
                Terminal.error.write(complaint(file.name, reason))
                status = .notChecked
            case .file, .standardInput:
                listing += Notice.visible(file.name) + "\n"
            }
        }
        try ignoringClosedPipe { () throws(OutputError) in try Terminal.output.writeOrThrow(listing) }
        return command.rules.exitZero ? .success : status
    }

    func check() throws -> ExitStatus {
        log.configuration(configuration)
        log.skipped(files.skipped)
        sayWhatIsNotFollowed()
        let readingTime = ContinuousClock.now
        progress.show { [counts] in counts.words }
        defer { progress.erase() }
        var inputs: [ZoneInput] = []
        for (number, file) in files.all.enumerated() {
            counts.note(.reading(number))
            inputs.append(try read(file))
        }
        let judgingTime = ContinuousClock.now
        if command.fixes.use != .shown {
            return command.fixes.use == .written ? fix(inputs) : printDiff(inputs)
        }
        var (report, hasFailed) = judged(inputs)
        log.files(report)
        log.times(inputs, reading: judgingTime - readingTime, judging: .now - judgingTime)
        if let newBaseline {
            do throws(OutputError) {
                report = try newBaseline.write(report, linter.selection)
            } catch {
                _ = error.report()
                hasFailed = true
            }
        }
        sayWhatIsHidden(report)
        // A report that is lost is never a success.
        if !write(report) { hasFailed = true }
        return status(report, hasFailed: hasFailed)
    }

    /// - Parameter hasFailed: whether something that was to be written could not be. Findings are the worse news and keep
    ///   their code.
    func status(_ report: LintReport, hasFailed: Bool) -> ExitStatus {
        let status = command.rules.exitZero ? .success : ExitStatus(report, failOn: failOn)
        return hasFailed && status == .success ? .notChecked : status
    }

    /// What is found, and whether something that was to be written could not be.
    private func judged(_ inputs: [ZoneInput]) -> (report: LintReport, hasFailed: Bool) {
        if let ignoreReason { return addIgnores(to: inputs, reason: ignoreReason) }
        let report = review(linter.lint(inputs))
        progress.erase()
        return (report, false)
    }

    private func read(_ file: FoundFiles.File) throws -> ZoneInput {
        let given: (Name, FileReport.OriginFrom)? =
            if let origin {
                (origin, .option)
            } else {
                try configuration?.origin(of: file.name).map { ($0, .config) }
            }
        do throws(ReadingFailure) {
            var identity: String?
            let source = try budget.read { limit throws(ReadingFailure) in
                switch file.content {
                case .unreadable(let reason): throw .unreadable(reason)
                case .file(let access, let inode):
                    identity = FileIncludes.identity(inode)
                    return try FileReader.read(access, named: file.name, limit: limit)
                case .standardInput: return try StandardInput.read(named: file.name, limit: limit)
                }
            }
            return ZoneInput(.source(source), origin: given, identity: identity)
        } catch {
            if case .tooLarge(ReadingLimit.bytes) = error {
                return ZoneInput(.tooLarge(path: file.name, limit: ReadingLimit.bytes))
            }
            return ZoneInput(.unreadable(path: file.name, reason: error.reason))
        }
    }

    /// No more links than people read; a tree of modules may have thousands.
    private static let mostLinksNamed = 20

    private func sayWhatIsNotFollowed() {
        guard !command.output.quiet else { return }
        for (number, link) in files.linksOut.enumerated() {
            let left = files.linksOut.count - number
            let isLast = number == Self.mostLinksNamed && left > 1
            var notice = Notice(
                isLast ? "\(left) more links are not followed" : "\(link.path) is not looked into: \(link.reason)",
                help: isLast ? [] : ["name it to check it"])
            notice.weight = .note
            Terminal.error.write(notice.rendered(Terminal.messages, width: nil))
            if isLast { break }
        }
    }

    /// What is not shown of what could not be checked: standard error says what the exit code is about.
    func sayWhatIsHidden(_ report: LintReport) {
        for finding in report.hiddenNotChecked {
            let place = finding.primary.map { "\($0.span.source.path):\($0.span.start.line): " }
            let text = (place ?? finding.path.map { $0 + " " } ?? "") + finding.message
            Terminal.error.write(Notice(text).rendered(Terminal.messages, width: nil))
        }
    }

    private func complaint(_ path: String, _ reason: String) -> String {
        Notice("\(path) could not be checked: \(reason)").rendered(Terminal.messages, width: nil)
    }

    /// Writes the report everywhere it is wanted and says where that failed, unless a reader only went away.
    ///
    /// - Parameter stream: what takes the place of standard output; with `nil` nothing does.
    func write(_ report: LintReport, to stream: Terminal? = .output) -> Bool {
        var settings = ReportSettings()
        settings.showsSummary = !command.output.quiet
        settings.offersUnsafeFixes = command.fixes.unsafeFixes
        if targets.contains(where: { $0.request.format.namesFilesFromRepository }) {
            settings.paths = root.paths(of: report)
        }
        settings.failure = failOn.severity
        var isWritten = true
        func attempt(_ write: () throws(OutputError) -> Void) {
            do throws(OutputError) {
                try write()
            } catch {
                if error.report() != .success { isWritten = false }
            }
        }
        let included = report.files.flatMap(\.includes)
        for target in targets {
            attempt { () throws(OutputError) in
                try target.check(besides: included)
                try target.write(report, settings, color: command.output.color.choice, to: stream)
            }
        }
        if targets.contains(where: { $0.request.format == .github }), let file = JobSummary.file {
            attempt { () throws(OutputError) in try JobSummary.append(report, settings, to: file) }
        }
        return isWritten
    }

    private func ignoringClosedPipe(_ body: () throws(OutputError) -> Void) throws(OutputError) {
        do throws(OutputError) {
            try body()
        } catch {
            if case .failed = error { throw error }
        }
    }
}
