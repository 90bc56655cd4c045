import DNS
import Glibc
import Linting
import Reporting

/// A file or stream that a report is written to.
struct OutputTarget {
    /// A value of `--output`.
    struct Request {
        var format: OutputFormat
        /// `nil` is standard output.
        var path: String?
        var replacesStandardOutput: Bool
    }

    let request: Request
    private let destination: Destination

    private enum Destination {
        case standardOutput
        /// Written next to its path and moved there as a whole.
        case file(String)
        /// A device, a pipe or the file of a descriptor, which is written to directly.
        case open(Int32)
    }

    /// Checks every file before a zone is read, so that a wrong path is reported at once. No file is created, and existing
    /// contents are kept, until there is a report to write.
    ///
    /// - Parameters:
    ///   - inputs: the files to be checked.
    ///   - documents: the paths of other files that the run reads, such as the configuration.
    static func open(
        _ requests: [Request], keeping inputs: @autoclosure () -> Set<FileStatus.Inode>, and documents: [String] = []
    ) throws(UsageError) -> [OutputTarget] {
        if requests.count == 1, requests[0].path == nil {
            return [OutputTarget(request: requests[0], destination: .standardOutput)]
        }
        var reasons: [FileStatus.Inode: String] = [:]
        for path in documents where !StandardInput.matches(path) {
            if let status = FileStatus(path), status.kind == .regular { reasons[status.inode] = "is read in this run" }
        }
        for inode in inputs() { reasons[inode] = "is to be checked" }
        var targets: [OutputTarget] = []
        var taken: [Identity: String] = [:]
        do throws(UsageError) {
            // Two reports in one stream would make both unreadable.
            guard requests.count(where: { $0.path == nil }) <= 1 else {
                throw UsageError(
                    "`--output` sends two reports to standard output", help: ["use a different file for each report"])
            }
            if requests.contains(where: { $0.path == nil }), let status = FileStatus(descriptor: STDOUT_FILENO),
                status.kind == .regular
            {
                taken[.file(status.inode)] = "standard output"
            }
            for request in requests {
                let target = try open(request, keeping: reasons)
                targets.append(target)
                // Files are compared by inode, since one file may have many paths. Devices and pipes may be repeated.
                guard let path = request.path, let identity = target.identity else { continue }
                if let other = taken.updateValue("`\(path)`", forKey: identity) {
                    let message =
                        other == "`\(path)`"
                        ? "`--output` names \(other) twice" : "`--output`: \(other) and `\(path)` are the same file"
                    throw UsageError(message, help: ["use a different file for each report"])
                }
            }
        } catch {
            for target in targets { if case .open(let descriptor) = target.destination { close(descriptor) } }
            throw error
        }
        return targets
    }

    private enum Identity: Hashable {
        case file(FileStatus.Inode)
        /// A file that does not exist yet.
        case path(String)
    }

    private var identity: Identity? {
        switch destination {
        case .standardOutput: return nil
        case .file(let path):
            guard let status = FileStatus(path) else { return .path(AbsolutePath.resolve(path).text) }
            return .file(status.inode)
        case .open(let descriptor):
            guard let status = FileStatus(descriptor: descriptor), status.kind == .regular else { return nil }
            return .file(status.inode)
        }
    }

    private static func open(_ request: Request, keeping inputs: [FileStatus.Inode: String]) throws(UsageError)
        -> OutputTarget
    {
        guard let path = request.path else { return OutputTarget(request: request, destination: .standardOutput) }
        if let reason = WholeFile.linkObstacle(to: path) {
            throw UsageError(
                "`--output`: `\(path)` cannot be written: \(reason)", help: ["give the path of the link's target"])
        }
        let status = FileStatus(path)
        if let status, let reason = inputs[status.inode] {
            throw UsageError(
                "`--output` would overwrite `\(path)`, which \(reason)",
                help: ["write the report to another file"]
            )
        }
        func refusal(_ code: Int32) -> UsageError {
            UsageError("`--output`: `\(path)` cannot be written: \(SystemError.reason(code))")
        }
        guard let status else {
            if let failure = WholeFile.obstacle(toMaking: path) { throw refusal(failure) }
            return OutputTarget(request: request, destination: .file(path))
        }
        let descriptor = path.withPath { Glibc.open($0, O_WRONLY | O_CLOEXEC | O_NOCTTY) }
        guard descriptor >= 0 else { throw refusal(errno) }
        guard status.kind == .regular, !isDescriptor(path) else {
            return OutputTarget(request: request, destination: .open(descriptor))
        }
        close(descriptor)
        return OutputTarget(request: request, destination: .file(path))
    }

    /// Whether the path refers to an open descriptor, like `/dev/stdout` and `/dev/fd/3`, and not to a file of its own.
    private static func isDescriptor(_ path: String) -> Bool {
        path.hasPrefix("/dev/") || path.hasPrefix("/proc/")
    }

    /// The settings for this target, which has its own style and width.
    ///
    /// - Parameter stream: the stream to use for standard output.
    func settings(_ common: ReportSettings, color: ColorChoice, stream: Terminal = .output) -> ReportSettings {
        var settings = common
        // A file has no width, and colour only if it is requested.
        settings.style = request.path == nil ? stream.style(color) : color == .always ? .color : .plain
        settings.width = request.path == nil ? stream.width : nil
        return settings
    }

    /// - Parameters:
    ///   - settings: the settings common to all targets.
    ///   - stream: the stream to use for standard output; with `nil`, nothing is written there.
    func write(
        _ report: LintReport, _ settings: ReportSettings, color: ColorChoice, to stream: Terminal?
    ) throws(OutputError) {
        if request.path == nil, stream == nil { return }
        let settings = self.settings(settings, color: color, stream: stream ?? .output)
        let text = request.format.reporter(settings).render(report)
        if request.path == nil { try stream?.writeOrThrow(text) } else { try write(FileContents(Array(text.utf8))) }
    }

    /// Writes a text to the file or to standard output.
    func write(_ text: String) throws(OutputError) {
        if request.path == nil {
            try Terminal.output.writeOrThrow(text)
        } else {
            try write(FileContents(Array(text.utf8)))
        }
    }

    /// Refuses to overwrite an included file. Which files zones include is known only once they are read.
    func check(keeping included: [String]) throws(OutputError) {
        guard let path = request.path, let status = FileStatus(path), status.kind == .regular,
            included.contains(where: { FileStatus($0)?.inode == status.inode })
        else { return }
        throw .failed(name: "`\(path)`", reason: "a zone file includes it")
    }

    /// Writes a finished report to its file.
    func write(_ contents: FileContents) throws(OutputError) {
        do throws(WritingFailure) {
            switch destination {
            case .standardOutput: break
            case .file(let path): try WholeFile.write(contents, to: path)
            case .open(let descriptor):
                defer { close(descriptor) }
                try WholeFile.overwrite(descriptor, with: contents)
            }
        } catch {
            throw .failed(name: "`\(request.path ?? "")`", reason: error.reason)
        }
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
                        + ["to write to a file with this name, use `./\(word)`"]
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

extension [OutputTarget.Request] {
    /// Whether standard output is that of a monitoring plugin, so that the exit code is, too.
    var isPlugin: Bool { contains { $0.path == nil && $0.format == .nagios } }
}
