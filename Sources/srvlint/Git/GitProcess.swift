import Glibc

/// A running git process.
///
/// It has its own session, so that it cannot prompt on the terminal, and it is killed together with the processes that it
/// started.
final class GitProcess {
    /// How long git may print nothing, in seconds. On a slow file system the default may be too short.
    static let timeoutSeconds =
        Environment.value("SRVLINT_GIT_TIMEOUT").flatMap { Int($0) }.flatMap { 1...3600 ~= $0 ? $0 : nil } ?? 30
    /// How many bytes of standard error are kept.
    private static let maximumErrors = 4096

    private let process: pid_t
    private var input: Int32
    private var output: Int32
    private var errors: Int32
    private var errorOutput: [UInt8] = []
    private var hasEnded = false

    init(
        _ path: String, _ arguments: [String], environment: [String], takesInput: Bool
    ) throws(GitFailure) {
        let streams = try Streams(takesInput: takesInput)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if takesInput {
            posix_spawn_file_actions_adddup2(&actions, streams.childInput, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, streams.childOutput, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, streams.childErrors, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Signals that this program ignores or blocks must still end git.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, a GNU extension
        posix_spawnattr_setflags(
            &attributes, Int16(Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | newSession))
        var words = arguments.map { $0.withPath { strdup($0) } } + [nil]
        var variables = environment.map { $0.withPath { strdup($0) } } + [nil]
        defer { for word in words + variables { free(word) } }
        defer { streams.closeChildSide() }
        do throws(GitFailure) {
            process = try RunningChildren.start { () throws(GitFailure) in
                var process: pid_t = 0
                let failure = posix_spawn(&process, path, &actions, &attributes, &words, &variables)
                guard failure == 0 else { throw .notStarted(failure) }
                return process
            }
        } catch {
            streams.closeOurSide()
            throw error
        }
        (input, output, errors) = (streams.input, streams.output, streams.errors)
    }

    deinit {
        for descriptor in [input, output, errors] where descriptor >= 0 { close(descriptor) }
        if !hasEnded { kill() }
    }

    /// The output on standard error since the last line was sent, up to a limit.
    var stderr: String { String(decoding: errorOutput, as: UTF8.self) }

    /// Sends a short line.
    func send(_ line: String) throws(GitFailure) {
        errorOutput = []
        let bytes = Array((line + "\n").utf8)
        // It fits into an empty pipe, and git has read all earlier lines.
        guard write(input, bytes, bytes.count) == bytes.count else { throw failure() }
    }

    /// Waits for output and appends it.
    ///
    /// - Returns: `false` at the end of the output.
    func receive(into bytes: inout [UInt8]) throws(GitFailure) -> Bool {
        let deadline = ContinuousClock.now + .seconds(Self.timeoutSeconds)
        while output >= 0 {
            try wait(until: deadline)
            guard let count = Self.read(&output, into: &bytes) else { continue }
            return count > 0
        }
        return false
    }

    /// Waits until git ends.
    ///
    /// - Throws: unless its exit code is 0.
    func finish() throws(GitFailure) {
        let status = try end()
        let signal = status & 0x7F
        if signal != 0 { throw .killed(signal: signal, stderr: stderr) }
        let code = (status >> 8) & 0xFF
        if code != 0 { throw .failed(status: code, stderr: stderr) }
    }

    /// Why git closed its output too early.
    func failure() -> GitFailure {
        do throws(GitFailure) {
            try finish()
            return .unexpectedOutput
        } catch {
            return error
        }
    }

    /// Reads the available output on standard error, without waiting. It stops at the limit: git might write faster than it is
    /// read.
    func readAvailableErrors() {
        var entry = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
        while errors >= 0, errorOutput.count < Self.maximumErrors, poll(&entry, 1, 0) > 0 { readErrors() }
    }

    private func end() throws(GitFailure) -> Int32 {
        if input >= 0 {
            close(input)
            input = -1
        }
        let deadline = ContinuousClock.now + .seconds(Self.timeoutSeconds)
        var ignored: [UInt8] = []
        while output >= 0 || errors >= 0 {
            try wait(until: deadline)
            _ = Self.read(&output, into: &ignored)
            ignored.removeAll(keepingCapacity: true)
        }
        return try reap(until: deadline)
    }

    /// Waits for the process, which has closed its streams and is about to end.
    private func reap(until deadline: ContinuousClock.Instant) throws(GitFailure) -> Int32 {
        var status: Int32 = 0
        var interval: UInt32 = 50
        while true {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { break }
            if ended < 0, errno != EINTR { throw .unexpectedOutput }
            guard ContinuousClock.now < deadline else {
                kill()
                throw .deadline
            }
            usleep(interval)
            interval = min(interval * 2, 10_000)
        }
        setEnded()
        return status
    }

    /// Waits until there is output or its end. Meanwhile reads standard error.
    private func wait(until deadline: ContinuousClock.Instant) throws(GitFailure) {
        while true {
            var entries = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let left = Int32((deadline - .now) / .milliseconds(1))
            let count = left > 0 ? poll(&entries, nfds_t(entries.count), left) : 0
            if count < 0, errno == EINTR { continue }
            // The deadline also holds while git keeps writing to standard error.
            guard count > 0 else {
                kill()
                throw .deadline
            }
            if entries[1].revents != 0 { readErrors() }
            if entries[0].revents != 0 || output < 0 { return }
        }
    }

    private func readErrors() {
        var bytes: [UInt8] = []
        _ = Self.read(&errors, into: &bytes)
        errorOutput += bytes.prefix(Self.maximumErrors - errorOutput.count)
    }

    /// - Returns: how many bytes were read, 0 at the end, `nil` if none are available yet.
    private static func read(_ descriptor: inout Int32, into bytes: inout [UInt8]) -> Int? {
        guard descriptor >= 0 else { return 0 }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count > 0 {
            bytes += buffer[..<count]
            return count
        }
        if count < 0, errno == EINTR || errno == EAGAIN { return nil }
        close(descriptor)
        descriptor = -1
        return 0
    }

    private func kill() {
        guard !hasEnded else { return }
        Glibc.kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        setEnded()
    }

    private func setEnded() {
        hasEnded = true
        RunningChildren.remove(process)
    }
}

/// The pipes between this program and git. No other child inherits them.
private struct Streams {
    private(set) var childInput: Int32 = -1
    private(set) var input: Int32 = -1
    private(set) var output: Int32 = -1
    private(set) var childOutput: Int32 = -1
    private(set) var errors: Int32 = -1
    private(set) var childErrors: Int32 = -1

    init(takesInput: Bool) throws(GitFailure) {
        do throws(GitFailure) {
            if takesInput { (childInput, input) = try Self.pipe() }
            (output, childOutput) = try Self.pipe()
            (errors, childErrors) = try Self.pipe()
        } catch {
            closeChildSide()
            closeOurSide()
            throw error
        }
    }

    func closeChildSide() {
        for end in [childInput, childOutput, childErrors] where end >= 0 { close(end) }
    }

    func closeOurSide() {
        for end in [input, output, errors] where end >= 0 { close(end) }
    }

    private static func pipe() throws(GitFailure) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw .notStarted(errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
