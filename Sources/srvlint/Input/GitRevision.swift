import Glibc
import Linting
import ZoneFile

/// Zone files as git has them at a revision.
struct GitRevision: RevisionLoading {
    private let revision: String

    /// - Throws: if `revision` is none of the repository of `folder`.
    init(_ revision: String, folder: String) throws(UsageError) {
        let asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"]
        let answer = Self.git(asked, folder: folder, limit: 256)
        guard answer.status == 0 else {
            throw UsageError(
                answer.status == 127
                    ? "`--against` needs git, and there is none"
                    : "`--against`: git knows no revision `\(revision)` here",
                help: ["give a commit, a branch or a tag, such as `HEAD` or `origin/main`"]
            )
        }
        self.revision = String(decoding: answer.output.prefix { $0 != 0x0A }, as: UTF8.self)
    }

    func earlier(_ source: SourceFile) -> EarlierFile {
        let path = source.path
        guard path != "-" else { return .notReadable(reason: "standard input has no earlier revision") }
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let object = "\(revision):./\(name)"
        guard Self.git(["cat-file", "-e", object], folder: folder, limit: 1).status == 0 else { return .absent }
        let shown = Self.git(["cat-file", "blob", object], folder: folder, limit: ReadingLimit.bytes)
        guard shown.status == 0 else { return .notReadable(reason: "git cannot show it at \(revision.prefix(12))") }
        return .source(SourceFile(path: path, bytes: shown.output))
    }

    /// Runs git in `folder`; what it prints beyond `limit` bytes is an error.
    private static func git(_ arguments: [String], folder: String, limit: Int) -> (status: Int32, output: [UInt8]) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return (-1, []) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var words = (["git", "-C", folder] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let failure = posix_spawnp(&process, "git", &actions, nil, &words, environ)
        close(ends[1])
        guard failure == 0 else {
            close(ends[0])
            return (127, [])
        }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while output.count <= limit {
            let count = read(ends[0], &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            output += buffer[..<count]
        }
        close(ends[0])
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let exited = status & 0x7F == 0
        return (exited && output.count <= limit ? (status >> 8) & 0xFF : -1, output)
    }
}
