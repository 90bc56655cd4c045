import Glibc
import Linting
import ZoneFile

/// The file of a baseline.
struct BaselineFile {
    /// The path as given.
    let path: String
    let baseline: Baseline
    /// The contents; `nil` if there is no such file yet.
    private let source: SourceFile?
    private let directory: String

    /// Larger than any list of findings.
    private static let sizeLimit = 256 << 20

    /// A baseline that the user names.
    ///
    /// - Parameters:
    ///   - option: the option that names it, for messages.
    ///   - mayBeMissing: whether it will be written.
    init(_ path: String, option: String, mayBeMissing: Bool = false) throws(UsageError) {
        try self.init(FileAccess(named: path), option: option, mayBeMissing: mayBeMissing)
    }

    /// - Parameter span: the location in the configuration that names it.
    init(
        _ file: FileAccess, option: String, at span: SourceSpan? = nil, mayBeMissing: Bool = false
    ) throws(UsageError) {
        path = file.path
        directory = AbsolutePath.resolve(path).text.directory
        if mayBeMissing, let reason = WholeFile.linkObstacle(to: path) {
            throw UsageError(
                "`\(option)`: `\(path)` cannot be written: \(reason)", help: ["give the path of the link's target"]
            )
        }
        if mayBeMissing, FileStatus(path) == nil, errno == ENOENT {
            guard FileStatus(directory)?.kind == .directory, directory.withPath({ access($0, W_OK) }) == 0 else {
                throw UsageError("`\(option)`: `\(path)` cannot be written: \(SystemError.reason(errno))")
            }
            source = nil
            baseline = Baseline()
            return
        }
        let source: SourceFile
        do throws(ReadingFailure) {
            source = try FileReader.read(file, named: path, limit: Self.sizeLimit)
        } catch {
            throw UsageError(
                "the baseline `\(path)` cannot be read: \(error.reason)", at: span,
                help: error.isMissing ? ["write it with `--write-baseline \(path)`"] : []
            )
        }
        self.source = source
        do throws(BaselineMistake) {
            baseline = try Baseline(reading: source)
        } catch {
            throw UsageError(error.message, at: error.span, help: [error.help])
        }
    }

    /// Whether it is one of the files to check.
    func isOne(of files: FoundFiles) -> Bool {
        FileStatus(path).map { files.inodes.contains($0.inode) } ?? false
    }

    /// The path of a file in the baseline: relative to the directory of the baseline.
    func name(_ path: String) -> String {
        if StandardInput.matches(path) { return "-" }
        let absolute = AbsolutePath.resolve(path)
        var base = directory
        var ups = ""
        while absolute.relative(to: base) == nil, base != "/" {
            base = base.directory
            ups += "../"
        }
        return ups + (absolute.relative(to: base) ?? absolute.text)
    }

    /// Whether a file that the baseline names has been deleted or renamed.
    private func isGone(_ name: String) -> Bool {
        guard !StandardInput.matches(name) else { return false }
        // Nothing is looked up outside the fence; entries for files there are kept.
        guard case .missing(let code) = Fence(around: directory).follow(name, from: directory) else { return false }
        return code == ENOENT || code == ENOTDIR
    }

    /// The baseline, for a run.
    var known: KnownFindings { KnownFindings(baseline, paths) }

    private var paths: BaselinePaths { BaselinePaths(name: { name($0) }, isGone: { isGone($0) }) }

    /// Records the findings of a report.
    ///
    /// - Returns: the report with all of them marked as known.
    func write(_ report: LintReport, _ linter: Linter) throws(OutputError) -> LintReport {
        let text = baseline.updated(by: report, paths).text
        try write(text)
        // Read again, so that its entries have their new locations.
        guard let written = try? Baseline(reading: SourceFile(path: path, text: text)) else { return report }
        return linter.suppress(in: report, by: KnownFindings(written, paths))
    }

    /// Records the findings of audits.
    func write(_ servers: ServerBaseline) throws(OutputError) {
        try write(servers.baseline.text)
    }

    /// The beginning of the file, as the location of what is being written.
    var beginning: SourceSpan { SourceSpan(SourceFile(path: path, text: ""), 0..<0) }

    private func write(_ text: String) throws(OutputError) {
        if source.map({ $0.text(in: 0..<$0.count) }) != text {
            do throws(WritingFailure) {
                if let source {
                    try FileReplacement.replace(AbsolutePath.real(path) ?? path, read: source, with: Array(text.utf8))
                } else {
                    try WholeFile.create(path, FileContents(Array(text.utf8)))
                }
            } catch {
                throw .failed(name: "`\(path)`", reason: error.reason)
            }
        }
    }
}
