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
    private let destination: Destination

    private enum Destination {
        case standardOutput
        /// Written beside its place and moved there as a whole.
        case file(String)
        /// A device, a pipe, or what is named by a descriptor: it is written to where it is.
        case open(Int32)
    }

    /// Looks at every file before anything is checked, so that a wrong path is told at once. What the files held stays
    /// until there is something to write, and no file is made before.
    ///
    /// - Parameters:
    ///   - inputs: the files that are to be checked.
    ///   - documents: the paths of what is read besides, such as the configuration.
    static func open(
        _ requests: [Request], besides inputs: Set<FileStatus.Inode>, read documents: [String] = []
    ) throws(UsageError) -> [OutputTarget] {
        var reasons: [FileStatus.Inode: String] = [:]
        for path in documents where !StandardInput.isMeant(path) {
            if let status = FileStatus(path), status.kind == .regular { reasons[status.inode] = "is read in this run" }
        }
        for inode in inputs { reasons[inode] = "is to be checked" }
        var targets: [OutputTarget] = []
        var taken: [Identity: String] = [:]
        do throws(UsageError) {
            // Reports of two formats in one stream are neither.
            guard requests.count(where: { $0.path == nil }) <= 1 else {
                throw UsageError(
                    "`--output` sends two reports to standard output", help: ["give each report a file of its own"])
            }
            if requests.contains(where: { $0.path == nil }), let status = FileStatus(descriptor: STDOUT_FILENO),
                status.kind == .regular
            {
                taken[.file(status.inode)] = "standard output"
            }
            for request in requests {
                let target = try open(request, besides: reasons)
                targets.append(target)
                // By what the file is, since many paths lead to it; devices and pipes may be named often.
                guard let path = request.path, let identity = target.identity else { continue }
                if let other = taken.updateValue("`\(path)`", forKey: identity) {
                    let message =
                        other == "`\(path)`"
                        ? "`--output` names \(other) twice" : "`--output`: \(other) and `\(path)` are one file"
                    throw UsageError(message, help: ["give each report a file of its own"])
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
        /// One that is not there yet.
        case place(String)
    }

    private var identity: Identity? {
        switch destination {
        case .standardOutput: return nil
        case .file(let path):
            guard let status = FileStatus(path) else { return .place(AbsolutePath.resolve(path).text) }
            return .file(status.inode)
        case .open(let descriptor):
            guard let status = FileStatus(descriptor: descriptor), status.kind == .regular else { return nil }
            return .file(status.inode)
        }
    }

    private static func open(_ request: Request, besides inputs: [FileStatus.Inode: String]) throws(UsageError)
        -> OutputTarget
    {
        guard let path = request.path else { return OutputTarget(request: request, destination: .standardOutput) }
        if let reason = WholeFile.linkObstacle(to: path) {
            throw UsageError(
                "`--output`: `\(path)` cannot be written: \(reason)", help: ["name the file that the link leads to"])
        }
        let status = FileStatus(path)
        if let status, let reason = inputs[status.inode] {
            throw UsageError(
                "`--output` would overwrite `\(path)`, which \(reason)",
                help: ["give the report another name"]
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

    /// `/dev/stdout` and `/dev/fd/3`: what stands behind it is not a place of its own.
    private static func isDescriptor(_ path: String) -> Bool {
        path.hasPrefix("/dev/") || path.hasPrefix("/proc/")
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
        let text = request.format.reporter(settings).render(report)
        if request.path == nil { try stream?.writeOrThrow(text) } else { try write(FileContents(Array(text.utf8))) }
    }

    /// What zones include is known only once they are read.
    func check(besides included: [String]) throws(OutputError) {
        guard let path = request.path, let status = FileStatus(path), status.kind == .regular,
            included.contains(where: { FileStatus($0)?.inode == status.inode })
        else { return }
        throw .failed(name: "`\(path)`", reason: "a zone file includes it")
    }

    /// Writes a report that is ready to its file.
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
