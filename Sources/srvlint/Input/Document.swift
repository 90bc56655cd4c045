import Federation
import ZoneFile

/// Files beside the zones: well-known documents, certificates, evidence.
enum Document {
    /// No such file is so large; what is, is something else.
    private static let largest = 64 << 20
    /// Evidence of thousands of servers.
    private static let largestEvidence = 1 << 30

    /// - Parameter what: how a message calls it: "the well-known document".
    static func read(_ path: String, _ what: String, limit: Int = largest) throws(UsageError) -> SourceFile {
        try read(FileAccess(named: path), what, limit: limit)
    }

    /// - Parameter place: where the configuration names it.
    static func read(
        _ file: FileAccess, _ what: String, at place: SourceSpan? = nil, limit largest: Int = largest
    ) throws(UsageError) -> SourceFile {
        do throws(ReadingFailure) {
            if file.isNamed, StandardInput.isMeant(file.path) {
                return try StandardInput.read(named: "-", limit: largest)
            }
            return try FileReader.read(file, named: file.path, limit: largest)
        } catch {
            let reason = if case .tooLarge = error { "it is larger than \(largest >> 20) MiB" } else { error.reason }
            throw UsageError("\(what) `\(file.path)` cannot be read: \(reason)", at: place)
        }
    }

    /// Reads evidence; what is wrong in it is told with its place.
    static func evidence(_ path: String) throws(UsageError) -> Evidence {
        let file = try read(path, "the evidence", limit: largestEvidence)
        let (evidence, problems) = EvidenceReader.read(file.contents)
        guard let first = problems.first else { return evidence }
        var help = first.help
        if problems.count > 1 {
            let next = SourceSpan(file, problems[1].range).start
            help.append("\(problems.count - 1) more after it, the next in line \(next.line): \(problems[1].message)")
        }
        throw UsageError(first.message, at: SourceSpan(file, first.range), help: help)
    }
}
