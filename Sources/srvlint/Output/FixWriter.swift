import Linting
import ZoneFile

/// Writes what fixes change, file by file, and those together that a fix changes together.
struct FixWriter {
    let includes: FileIncludes

    struct Failure {
        let identity: String
        let path: String
        /// A clause.
        let reason: String
    }

    /// Why a file is not to be changed, as far as can be told without trying.
    func obstacle(_ source: SourceFile) -> String? {
        do throws(WritingFailure) {
            try FileReplacement.check(includes.place(ofChanged: source))
            return nil
        } catch {
            return error.reason
        }
    }

    /// Why a file is not to be in a patch: whoever applies it has the same links, and neither git nor `patch` goes
    /// through them.
    func patchObstacle(_ source: SourceFile) -> String? {
        do throws(WritingFailure) {
            _ = try includes.place(ofChanged: source)
            return nil
        } catch {
            return error.reason
        }
    }

    /// Writes the groups one after the other. What fails in one does not keep the others.
    func write(_ groups: [[FileChange]]) -> [Failure] {
        groups.flatMap { group in StopSignals.hold { write(group) } }
    }

    private func write(_ group: [FileChange]) -> [Failure] {
        var staged: [FileReplacement] = []
        for change in group {
            do throws(WritingFailure) {
                let place = try includes.place(ofChanged: change.source)
                staged.append(try FileReplacement(place, read: change.source, with: change.text.bytes))
            } catch {
                return failures(of: group, because: change, error.reason)
            }
        }
        for (index, replacement) in staged.enumerated() {
            do throws(WritingFailure) {
                try replacement.commit()
            } catch {
                return failures(of: Array(group[index...]), because: group[index], error.reason)
            }
        }
        return []
    }

    private func failures(of group: [FileChange], because failed: FileChange, _ reason: String) -> [Failure] {
        group.map { change in
            let isOther = change.identity != failed.identity
            let own = isOther ? "its fixes go together with those of \(failed.source.path), which failed" : reason
            return Failure(identity: change.identity, path: change.source.path, reason: own)
        }
    }
}
