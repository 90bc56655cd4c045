import Linting
import ZoneFile

/// Writes the files that fixes change. The files that one fix changes are replaced together.
struct FixWriter {
    let includes: FileIncludes

    struct Failure {
        let identity: String
        let path: String
        /// A clause.
        let reason: String
    }

    /// Why a file cannot be changed, as far as is known without trying it; `nil` if it seems possible.
    func obstacle(_ source: SourceFile) -> String? {
        do throws(WritingFailure) {
            try FileReplacement.check(includes.realPath(ofChanged: source))
            return nil
        } catch {
            return error.reason
        }
    }

    /// Why a file cannot be in a patch: neither git nor `patch` follows symbolic links. `nil` if it can.
    func patchObstacle(_ source: SourceFile) -> String? {
        do throws(WritingFailure) {
            _ = try includes.realPath(ofChanged: source)
            return nil
        } catch {
            return error.reason
        }
    }

    /// Writes the groups one after the other. If one fails, the others are still written.
    func write(_ groups: [[FileChange]]) -> [Failure] {
        groups.flatMap { group in TerminationSignals.deferred { write(group) } }
    }

    private func write(_ group: [FileChange]) -> [Failure] {
        var staged: [FileReplacement] = []
        for change in group {
            do throws(WritingFailure) {
                let place = try includes.realPath(ofChanged: change.source)
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
            let own = isOther ? "its fixes depend on those of \(failed.source.path), which failed" : reason
            return Failure(identity: change.identity, path: change.source.path, reason: own)
        }
    }
}
