import Federation
import ZoneFile

/// Files other than zones: well-known documents, certificates, evidence.
enum Document {
    /// Larger than any such file.
    private static let sizeLimit = 64 << 20
    /// Enough for the evidence of thousands of servers.
    private static let evidenceSizeLimit = 1 << 30

    /// Reads a file that the user names.
    ///
    /// - Parameter what: its name in messages: "the well-known document".
    static func read(_ path: String, _ what: String, limit: Int = sizeLimit) throws(UsageError) -> SourceFile {
        try read(FileAccess(named: path), what, limit: limit)
    }

    /// Reads a file.
    ///
    /// - Parameter span: the location in the configuration that names it.
    static func read(
        _ file: FileAccess, _ what: String, at span: SourceSpan? = nil, limit: Int = sizeLimit
    ) throws(UsageError) -> SourceFile {
        do throws(ReadingFailure) {
            if file.isNamed, StandardInput.matches(file.path) {
                return try StandardInput.read(named: "-", limit: limit)
            }
            return try FileReader.read(file, named: file.path, limit: limit)
        } catch {
            let reason = if case .tooLarge = error { "it is larger than \(limit >> 20) MiB" } else { error.reason }
            throw UsageError("\(what) `\(file.path)` cannot be read: \(reason)", at: span)
        }
    }

    /// Reads evidence.
    ///
    /// - Throws: the first mistake in it, with its location.
    static func evidence(_ path: String) throws(UsageError) -> Evidence {
        let file = try read(path, "the evidence", limit: evidenceSizeLimit)
        let (evidence, problems) = EvidenceReader.read(file.contents)
        guard let first = problems.first else { return evidence }
        var help = first.help
        if problems.count > 1 {
            let next = SourceSpan(file, problems[1].range).start
            help.append(
                "\(problems.count - 1) more mistakes follow, the next in line \(next.line): \(problems[1].message)")
        }
        throw UsageError(first.message, at: SourceSpan(file, first.range), help: help)
    }
}
