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
                let target = try open(request, besides: files, &created)
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
        _ request: Request, besides files: FoundFiles, _ created: inout [String]
    ) throws(UsageError) -> OutputTarget {
        guard let path = request.path else { return OutputTarget(request: request, descriptor: STDOUT_FILENO) }
        if let status = FileStatus(path), files.identities.contains(status.inode) {
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

    /// - Parameter settings: what holds for all targets; style and width are the target's own.
    func write(
        _ report: LintReport, _ settings: ReportSettings, color: ColorChoice
    ) throws(OutputError) {
        var settings = settings
        guard let path = request.path else {
            settings.style = Terminal.output.style(color)
            settings.width = Terminal.output.width
            return try Terminal.output.writeOrThrow(request.format.reporter(settings).render(report))
        }
        // A file has neither a width nor, unless asked for, colour.
        settings.style = color == .always ? .color : .plain
        // Devices and pipes cannot be cut, and need not be.
        _ = ftruncate(descriptor, 0)
        defer { close(descriptor) }
        try FileOutput.write(request.format.reporter(settings).render(report), to: descriptor, named: "`\(path)`")
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
