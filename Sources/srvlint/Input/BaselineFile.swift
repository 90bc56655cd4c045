import Glibc
import Linting
import ZoneFile

/// A baseline on the disk.
struct BaselineFile {
    /// As it was given.
    let path: String
    let baseline: Baseline
    /// What was read; `nil` if there is no such file yet.
    private let source: SourceFile?
    private let folder: String

    /// Larger than any list of findings.
    private static let largest = 256 << 20

    /// One that the user names.
    ///
    /// - Parameters:
    ///   - option: who names it, for messages.
    ///   - mayBeMissing: whether it is to be written.
    init(_ path: String, option: String, mayBeMissing: Bool = false) throws(UsageError) {
        try self.init(FileAccess(named: path), option: option, mayBeMissing: mayBeMissing)
    }

    /// - Parameter place: where the configuration names it.
    init(
        _ file: FileAccess, option: String, at place: SourceSpan? = nil, mayBeMissing: Bool = false
    ) throws(UsageError) {
        path = file.path
        folder = AbsolutePath.resolve(path).text.directory
        if mayBeMissing, let reason = WholeFile.linkObstacle(to: path) {
            throw UsageError(
                "`\(option)`: `\(path)` cannot be written: \(reason)", help: ["name the file that the link leads to"])
        }
        if mayBeMissing, FileStatus(path) == nil, errno == ENOENT {
            guard FileStatus(folder)?.kind == .folder, folder.withPath({ access($0, W_OK) }) == 0 else {
                throw UsageError("`\(option)`: `\(path)` cannot be written: \(SystemError.reason(errno))")
            }
            source = nil
            baseline = Baseline()
            return
        }
        let source: SourceFile
        do throws(ReadingFailure) {
            source = try FileReader.read(file, named: path, limit: Self.largest)
        } catch {
            throw UsageError(
                "the baseline `\(path)` cannot be read: \(error.reason)", at: place,
                help: error.isMissing ? ["write it with `--write-baseline \(path)`"] : []
            )
        }
        self.source = source
        do throws(BaselineMistake) {
            baseline = try Baseline(reading: source)
        } catch {
            throw UsageError(error.message, at: error.place, help: [error.help])
        }
    }

    /// Whether it is one of the files that are to be checked.
    func isOne(of files: FoundFiles) -> Bool {
        FileStatus(path).map { files.identities.contains($0.inode) } ?? false
    }

    /// A file as the baseline names it: from the folder of the baseline.
    func name(_ path: String) -> String {
        if StandardInput.isMeant(path) { return "-" }
        let absolute = AbsolutePath.resolve(path)
        var base = folder
        var ups = ""
        while absolute.relative(to: base) == nil, base != "/" {
            base = base.directory
            ups += "../"
        }
        return ups + (absolute.relative(to: base) ?? absolute.text)
    }

    /// Whether a file that the baseline names was deleted or renamed.
    private func isGone(_ name: String) -> Bool {
        guard !StandardInput.isMeant(name) else { return false }
        // Nothing is looked up outside the fence; entries for files there are kept.
        guard case .missing(let code) = Fence(around: folder).follow(name, from: folder) else { return false }
        return code == ENOENT || code == ENOTDIR
    }

    /// The baseline, for a run.
    var known: KnownFindings { KnownFindings(baseline, paths) }

    private var paths: BaselinePaths { BaselinePaths(name: { name($0) }, isGone: { isGone($0) }) }

    /// Writes what the report finds.
    ///
    /// - Returns: the report with all of that known.
    func write(_ report: LintReport, _ linter: Linter) throws(OutputError) -> LintReport {
        let updated = baseline.updated(by: report, paths)
        let text = updated.text
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
        // As it is now, so that what it knows has a place in it.
        guard let written = try? Baseline(reading: SourceFile(path: path, text: text)) else { return report }
        return linter.suppress(in: report, by: KnownFindings(written, paths))
    }
}
