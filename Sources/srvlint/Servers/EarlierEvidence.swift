import Federation
import Linting
import Reporting

/// The evidence of `--since`, which the servers of a run are compared with.
struct EarlierEvidence {
    let path: String
    /// By server name in lower case; under `nil` what applies to all.
    private let evidence: [String?: Evidence]
    /// Whether `--save` replaces the file.
    let isReplaced: Bool
    /// Why nothing is compared, if the file does not exist yet.
    private let firstRun: String?

    /// - Throws: if the file is missing and `--save` does not create it, or if it cannot be read.
    init(_ path: String, save: String?) throws(UsageError) {
        self.path = path
        guard let status = FileStatus(path) else {
            guard save == path, FileStatus(itself: path) == nil else {
                throw UsageError(
                    "the evidence of `--since` cannot be read: `\(path)` does not exist",
                    help: ["add `--save \(path)` to create it in the first run"])
            }
            isReplaced = true
            evidence = [:]
            firstRun = "`\(path)` does not exist yet: nothing is compared, and it is saved for the next run"
            return
        }
        firstRun = nil
        isReplaced = save.flatMap { FileStatus($0)?.inode } == status.inode
        let parts = try Document.evidence(path).bySubject
        evidence = Dictionary(parts.map { ($0.key?.lowercased(), $0.value) }) { $0.joined(with: $1) }
    }

    /// Returns the earlier evidence about a server, and `nil` if there is none.
    func evidence(for name: String) -> Evidence? {
        let whole = evidence[nil].flatMap { $0.concerns(name) ? $0 : nil }
        guard let own = evidence[name.lowercased()] else { return whole }
        return whole.map(own.joined) ?? own
    }

    /// Reports the first run.
    func report() {
        guard let firstRun else { return }
        var notice = Notice(firstRun)
        notice.weight = .note
        Terminal.error.write(notice.rendered(Terminal.messages, width: nil))
    }
}
