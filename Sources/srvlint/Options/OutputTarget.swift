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
    static func open(_ requests: [Request], besides inputs: Set<FileStatus.Inode>) throws(UsageError) -> [OutputTarget]
    {
        var targets: [OutputTarget] = []
        var taken: [FileStatus.Inode: String] = [:]
        var created: [String] = []
        do throws(UsageError) {
            // Reports of two formats in one stream are neither.
            guard requests.count(where: { $0.path == nil }) <= 1 else {
                throw UsageError(
                    "`--output` sends two reports to standard output", help: ["give each report a file of its own"])
            }
            if requests.contains(where: { $0.path == nil }), let status = FileStatus(descriptor: STDOUT_FILENO),
                status.kind == .regular
            {
                taken[status.inode] = "standard output"
            }
            for request in requests {
                let target = try open(request, besides: inputs, &created)
                targets.append(target)
                // By what the file is, since many paths lead to it; devices and pipes may be named often.
                guard let path = request.path, let status = FileStatus(descriptor: target.descriptor),
                    status.kind == .regular
                else { continue }
                if let other = taken.updateValue("`\(path)`", forKey: status.inode) {
                    let message =
                        other == "`\(path)`"
                        ? "`--output` names \(other) twice" : "`--output`: \(other) and `\(path)` are one file"
                    throw UsageError(message, help: ["give each report a file of its own"])
                }
            }
        } catch {
            for target in targets where target.request.path != nil { close(target.descriptor) }
            for path in created { unlink(path) }
            throw error
        }
        return targets
    }

    private static func open(
        _ request: Request, besides inputs: Set<FileStatus.Inode>, _ created: inout [String]
    ) throws(UsageError) -> OutputTarget {
        guard let path = request.path else { return OutputTarget(request: request, descriptor: STDOUT_FILENO) }
        if let status = FileStatus(path), inputs.contains(status.inode) {
            throw UsageError(
                "`--output` would overwrite `\(path)`, which is to be checked",
                help: ["give the report another name"]
            )
        }
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY
        var descriptor = Glibc.open(path, flags | O_EXCL, 0o666)
        if descriptor >= 0 {
            created.append(path)
        } else if errno == EEXIST {
            descriptor = Glibc.open(path, flags, 0o666)
        }
        guard descriptor >= 0 else {
            throw UsageError("`--output`: `\(path)` cannot be written: \(SystemError.reason(errno))")
        }
        return OutputTarget(request: request, descriptor: descriptor)
    }

    /// The settings of this target: style and width are its own.
    ///
    /// - Parameter stream: what takes the place of standard output.
    func settings(_ common: ReportSettings, color: ColorChoice, stream: Terminal = .output) -> ReportSettings {
        var settings = common
        // A file has neither a width nor, unless asked for, colour.
        settings.style = request.path == nil ? stream.style(color) : color == .always ? .color : .plain
        settings.width = request.path == nil ? stream.width : nil
        return settings
    }

    /// - Parameters:
    ///   - settings: what holds for all targets.
    ///   - stream: what takes the place of standard output; with `nil` nothing does.
    func write(
        _ report: LintReport, _ settings: ReportSettings, color: ColorChoice, to stream: Terminal?
    ) throws(OutputError) {
        if request.path == nil, stream == nil { return }
        let settings = self.settings(settings, color: color, stream: stream ?? .output)
        clear()
        defer { finish() }
        try append(request.format.reporter(settings).render(report), to: stream)
    }

    /// Drops what the file held before.
    func clear() {
        // Devices and pipes cannot be cut, and need not be.
        if request.path != nil { _ = ftruncate(descriptor, 0) }
    }

    func append(_ text: String, to stream: Terminal? = .output) throws(OutputError) {
        guard let path = request.path else {
            try stream?.writeOrThrow(text)
            return
        }
        try FileOutput.write(text, to: descriptor, named: "`\(path)`")
    }

    /// Nothing is written after it.
    func finish() {
        if request.path != nil { close(descriptor) }
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
