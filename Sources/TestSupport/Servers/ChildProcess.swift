import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Why a test cannot start another program.
public struct ProgramError: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}

/// A program that srvlint is compared with, found in the directories of Debian.
public struct Program: Sendable {
    public let path: String

    /// - Parameter package: The Debian package to name if the program is missing.
    public init(_ name: String, package: String) throws(ProgramError) {
        // Name servers are in sbin, which is not in the path of every user.
        let folders = (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":").map(String.init)
        for folder in folders + ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin"]
        where access("\(folder)/\(name)", X_OK) == 0 {
            path = "\(folder)/\(name)"
            return
        }
        throw ProgramError("\(name) is not installed: `apt-get install \(package)`, or `make test`, which does it")
    }

    public init(path: String) {
        self.path = path
    }

    /// Runs the program until it exits and returns both outputs.
    @discardableResult
    public func run(
        _ arguments: [String],
        in folder: TemporaryFolder,
        within seconds: Double = 120
    ) throws(ProgramError) -> String {
        let output = folder.path(of: "output-of-\(path.split(separator: "/").last ?? "")")
        let child = try ChildProcess(path, arguments, output: output)
        guard child.ends(within: seconds) else {
            child.kill()
            throw ProgramError("\(path) did not end within \(Int(seconds)) seconds")
        }
        return TemporaryFolder.text(ofFile: output)
    }
}

/// A process in its own group. Its only input is a pipe that closes when this process ends, even if it is killed.
final class ChildProcess {
    private let id: pid_t
    private let input: Int32
    private var hasEnded = false

    init(_ path: String, _ arguments: [String], output: String) throws(ProgramError) {
        var pipe: [Int32] = [0, 0]
        // Use a pair of sockets, because they can be created so that no other child inherits them.
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &pipe) == 0 else {
            throw ProgramError("no pipe: \(String(cString: strerror(errno)))")
        }
        defer { close(pipe[0]) }
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, pipe[0], 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // With its own group, an interrupt at the terminal reaches only the test, and the group can be killed together.
        posix_spawnattr_setpgroup(&attributes, 0)
        // The threads of tests block signals. A child would inherit that, and NSD could not be stopped.
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        var strings: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        strings.append(nil)
        defer { for string in strings { free(string) } }
        var child: pid_t = 0
        let status = posix_spawn(&child, path, &actions, &attributes, strings, environ)
        guard status == 0 else {
            close(pipe[1])
            throw ProgramError("\(path) cannot be started: \(String(cString: strerror(status)))")
        }
        id = child
        input = pipe[1]
    }

    /// Starts a server under a shell that stops it as soon as its input closes: when ``stop()`` is called, or when the
    /// test process is killed.
    static func server(_ path: String, _ arguments: [String], output: String) throws(ProgramError) -> ChildProcess {
        let guarding = #""$@" & server=$!; cat >/dev/null; kill -TERM $server 2>/dev/null; wait $server"#
        return try ChildProcess("/bin/sh", ["-c", guarding, "sh", path] + arguments, output: output)
    }

    /// Whether the process exits within a number of seconds.
    func ends(within seconds: Double) -> Bool {
        if hasEnded { return true }
        var waited = 0.0
        while true {
            var status: Int32 = 0
            if waitpid(id, &status, WNOHANG) != 0 {
                hasEnded = true
                return true
            }
            if waited >= seconds { return false }
            usleep(1000)
            waited += 0.001
        }
    }

    /// Stops a server.
    func stop() {
        close(input)
        if !ends(within: 10) { kill() }
    }

    func kill() {
        guard !hasEnded else { return }
        Glibc.kill(-id, SIGKILL)
        var status: Int32 = 0
        waitpid(id, &status, 0)
        hasEnded = true
    }
}

/// A directory for the files of one test, which is removed with the last reference to it.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() throws(ProgramError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/srvlint-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw ProgramError("no temporary folder below \(parent): \(String(cString: strerror(errno)))")
        }
        path = String(cString: made)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    public func path(of file: String) -> String { "\(path)/\(file)" }

    public func write(_ bytes: [UInt8], to file: String) throws(ProgramError) {
        guard FileManager.default.createFile(atPath: path(of: file), contents: Data(bytes)) else {
            throw ProgramError("\(path(of: file)) cannot be written")
        }
    }

    public func write(_ text: String, to file: String) throws(ProgramError) {
        try write(Array(text.utf8), to: file)
    }

    /// The text of a file with invalid UTF-8 repaired; empty if it cannot be read.
    public static func text(ofFile path: String) -> String {
        String(decoding: bytes(ofFile: path) ?? [], as: UTF8.self)
    }

    public static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }

    public static func bytes(ofFile path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).map { Array($0) }
    }
}
