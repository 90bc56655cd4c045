import Glibc
import Linting
import ZoneFile

extension GitRevision {
    /// A zone file that the revision has and the work tree has not.
    struct DeletedFile {
        /// The path in messages, below the path of the command line.
        let name: String
        let contents: EarlierFile
    }

    /// Returns the deleted zone files at or below the given paths. In directories, the rules of ``DirectoryWalk`` decide what a
    /// zone file is.
    func deletedZoneFiles(atOrBelow paths: [String]) -> [DeletedFile] {
        var seen: Set<String> = []
        return paths.filter { !StandardInput.matches($0) }.flatMap { given -> [DeletedFile] in
            let absolute = Self.absolute(given)
            guard let path = absolute.text == top ? "" : absolute.relative(to: top) else { return [] }
            return state.withLock { state in deleted(given, path, &state, &seen) }
        }
    }

    /// The path without symbolic links, if the file or at least its directory exists.
    private static func absolute(_ path: String) -> AbsolutePath {
        if let real = AbsolutePath.real(path) { return AbsolutePath(text: real) }
        guard let directory = AbsolutePath.real(path.directory), let name = path.pathComponents.last else {
            return AbsolutePath.resolve(path)
        }
        return AbsolutePath(text: directory.appendingComponent(name))
    }

    private func deleted(
        _ given: String, _ path: String, _ state: inout State, _ seen: inout Set<String>
    ) -> [DeletedFile] {
        let files: [String]
        do throws(GitFiles.Failure) {
            files = try state.files.files(atOrBelow: path)
        } catch {
            return [
                DeletedFile(
                    name: given,
                    contents: .notReadable(reason: error.reason(at: name), help: error.help(at: name, path)))
            ]
        }
        var found: [DeletedFile] = []
        for file in files where Self.isGone(top.appendingComponent(file)) && seen.insert(file).inserted {
            let rest = path.isEmpty ? file : String(file.dropFirst(path.count + 1))
            let name = rest.isEmpty ? given : given == "." ? rest : given.appendingComponent(rest)
            let kind = rest.isEmpty ? ZoneFileName.certain : ZoneFileName(file.pathComponents.last ?? file)
            guard kind != .never else { continue }
            let contents = earlier(file, named: name, &state)
            if kind != .certain {
                guard case .source(let source) = contents else { continue }
                let prefix = Array(source.contents.prefix(ZoneFilePrefix.count))
                guard ZoneFilePrefix.isZone(prefix, named: kind) else {
                    state.remainingBytes += source.count
                    continue
                }
            }
            found.append(DeletedFile(name: name, contents: contents))
        }
        return found
    }

    /// Whether the file certainly does not exist: a directory without permission may have one.
    private static func isGone(_ path: String) -> Bool {
        FileStatus(itself: path) == nil && [ENOENT, ENOTDIR].contains(errno)
    }
}
