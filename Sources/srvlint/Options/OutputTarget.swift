import DNS
import Glibc
import Linting
import Reporting

/// A place for a report.
struct OutputTarget {
    /// What `--output` asks for.
    struct Request {
        var format: OutputFormat
        /// `nil` is standard output.
        var path: String?
        var replacesStandardOutput: Bool
    }

    let request: Request
    private let descriptor: Int32

    /// Opens every file before anything is checked, so that a wrong path is told at once. What the files held stays
    /// until there is something to write.
    static func open(_ requests: [Request], besides files: FoundFiles) throws(UsageError) -> [OutputTarget] {
        var targets: [OutputTarget] = []
        var paths: Set<String> = []
        for request in requests {
            guard let path = request.path else {
                targets.append(OutputTarget(request: request, descriptor: STDOUT_FILENO))
                continue
            }
            guard paths.insert(path).inserted else {
                throw UsageError("`--output` names `\(path)` twice", help: ["give each report a file of its own"])
            }
            if let status = FileStatus(path), files.identities.contains(status.inode) {
                throw UsageError(
                    "`--output` would overwrite `\(path)`, which is to be checked",
                    help: ["give the report another name"]
                )
            }
            let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o666)
            guard descriptor >= 0 else {
                throw UsageError("`--output`: `\(path)` cannot be written: \(SystemError.reason(errno))")
            }
            targets.append(OutputTarget(request: request, descriptor: descriptor))
        }
        return targets
    }

    /// - Parameter stream: what takes the place of standard output; with `nil` nothing does.
    func write(
        _ report: LintReport, _ options: ReportOptions, _ fixes: FixOptions, to stream: Terminal?
    ) throws(OutputError) {
        guard let path = request.path else {
            guard let stream else { return }
            return try stream.writeOrThrow(rendered(report, options, fixes, stream))
        }
        // Devices and pipes cannot be cut, and need not be.
        _ = ftruncate(descriptor, 0)
        defer { close(descriptor) }
        try FileOutput.write(rendered(report, options, fixes, nil), to: descriptor, named: "`\(path)`")
    }

    /// - Parameter terminal: `nil` for a file, which has neither width nor, unless asked for, colour.
    private func rendered(
        _ report: LintReport, _ options: ReportOptions, _ fixes: FixOptions, _ terminal: Terminal?
    ) -> String {
        let style = terminal?.style(options.color.choice) ?? (options.color.choice == .always ? .color : .plain)
        guard request.format == .text else { return request.format.reporter().render(report) }
        return TextReporter(
            style: style,
            width: terminal?.width,
            showsSummary: !options.quiet,
            offersUnsafeFixes: fixes.unsafeFixes
        ).render(report)
    }
}

extension OutputTarget.Request {
    /// Reads `[FORMAT:]FILE`.
    init(_ word: String, defaultFormat: OutputFormat) throws(UsageError) {
        format = defaultFormat
        replacesStandardOutput = true
        var file = word[...]
        if let colon = word.firstIndex(of: ":"), word[..<colon].allSatisfy({ $0.isASCII && $0.isLetter }) {
            let name = String(word[..<colon])
            guard let named = OutputFormat(rawValue: name.lowercased()) else {
                throw UsageError(
                    "`--output \(word)`: there is no format `\(name)`",
                    help: Suggestion.lines(for: name, among: OutputFormat.words)
                        + ["for a file of that name write `./\(word)`"]
                )
            }
            format = named
            file = word[word.index(after: colon)...]
            replacesStandardOutput = false
        }
        if file.isEmpty { throw UsageError("`--output \(word)` names no file") }
        path = file == "-" ? nil : String(file)
        if path == nil { replacesStandardOutput = true }
    }
}
