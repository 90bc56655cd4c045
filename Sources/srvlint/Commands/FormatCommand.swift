import ArgumentParser
import Linting
import Reporting
import ZoneFile

struct FormatCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Align the columns of zone files.",
        discussion: """
            Aligns owners, TTLs, classes, types, data and comments. Blank lines and directives separate blocks that are \
            aligned on their own. Only white space changes: every line stays a line, and names, numbers and comments stay \
            as they are written. Entries that are not records, and text with mistakes in quotes or parentheses, stay as \
            they are.

            The result is read again before it is written. If any record would change, the file stays as it is. Files are \
            replaced atomically, as by `srvlint check --fix`. A zone from standard input is written to standard output. \
            Included files are formatted only if they are given, or found in a directory.

            Exit codes:
              0  the files are formatted
              1  with --check or --diff: at least one file is not formatted
              2  wrong usage; nothing was changed
              3  a file could not be formatted
            """
    )

    @Argument(
        help: ArgumentHelp(
            "Zone files, directories, or - for standard input. (default: .)", valueName: "path"),
        completion: .file())
    var paths: [String] = []

    @Flag(name: .long, help: "List the files that are not formatted, and change none.")
    var check = false

    @Flag(name: .long, help: "Print the changes as a patch for `git apply` or `patch -p1`, and write no file.")
    var diff = false

    @Flag(name: .shortAndLong, help: "Print errors only.")
    var quiet = false

    func validate() throws {
        if check, diff { throw ValidationError("'--check' and '--diff' cannot be used together.") }
    }

    func execute() throws -> ExitStatus {
        let files = FoundFiles(paths.isEmpty ? ["."] : paths, stdinName: nil)
        let zones = ZoneReading(origin: nil, nil)
        let inputs = try files.all.map { file throws(UsageError) in try zones.read(file) }
        let formatting = ZoneFormatting(inputs)
        let writer = FixWriter(includes: zones.includes(base: nil))
        let streamed = zip(files.all, formatting.files).first { file, _ in
            if case .standardInput = file.content { true } else { false }
        }?.1
        var hasFailed = complainAboutFailures(formatting)
        let changes = formatting.files.compactMap { file -> FileChange? in
            if case .changed(let change) = file.outcome { change } else { nil }
        }
        if check || diff {
            if diff { hasFailed = try !printPatch(changes, streamed, writer) || hasFailed }
            if check, !quiet {
                for change in changes { try Terminal.output.writeOrThrow(Notice.visible(change.source.path) + "\n") }
            }
            return hasFailed ? .notChecked : changes.isEmpty ? .success : .findings
        }
        let failures = writer.write(changes.filter { !isStreamed($0, streamed) }.map { [$0] })
        for failure in failures { RunMessages.complain(FormatMessages.notFormatted(failure.path, failure.reason)) }
        if let streamed, let input = streamedText(streamed, inputs, files) { try Terminal.output.writeOrThrow(input) }
        if !quiet, streamed == nil { RunMessages.note(FormatMessages.changed(changes.count - failures.count)) }
        return hasFailed || !failures.isEmpty ? .notChecked : .success
    }

    private func isStreamed(_ change: FileChange, _ streamed: FormattedFile?) -> Bool {
        if case .changed(let own) = streamed?.outcome { own.source === change.source } else { false }
    }

    /// The text of standard input, formatted if that is possible.
    private func streamedText(_ streamed: FormattedFile, _ inputs: [ZoneInput], _ files: FoundFiles) -> [UInt8]? {
        if case .changed(let change) = streamed.outcome { return change.text.bytes }
        for (file, input) in zip(files.all, inputs) {
            if case .standardInput = file.content, case .source(let source) = input.content { return source.contents }
        }
        return nil
    }

    /// - Returns: whether a file could not be formatted.
    private func complainAboutFailures(_ formatting: ZoneFormatting) -> Bool {
        var hasFailed = false
        for file in formatting.files {
            guard case .failed(let reason) = file.outcome else { continue }
            RunMessages.complain(FormatMessages.notFormatted(file.path, reason))
            hasFailed = true
        }
        return hasFailed
    }

    /// - Returns: whether every change is in the patch.
    private func printPatch(
        _ changes: [FileChange], _ streamed: FormattedFile?, _ writer: FixWriter
    ) throws -> Bool {
        var isComplete = true
        for change in changes.sorted(by: { $0.source.path < $1.source.path }) {
            let isFile = !isStreamed(change, streamed)
            if isFile, let obstacle = writer.patchObstacle(change.source) {
                RunMessages.complain("\(change.source.path) is not in the patch: \(obstacle)")
                isComplete = false
                continue
            }
            let path = PatchPath(change.source.path, isFile: isFile)
            try Terminal.output.writeOrThrow(UnifiedDiff.render(change.text, path: path.text))
        }
        return isComplete
    }
}

// MARK: - Messages

private enum FormatMessages {
    static func notFormatted(_ path: String, _ reason: String) -> String { "\(path) was not formatted: \(reason)" }

    static func changed(_ count: Int) -> String {
        count == 1 ? "1 file was formatted" : "\(count) files were formatted"
    }
}
