import Glibc
import Synchronization
import ZoneFile

/// A run of the built program, with its output and exit code.
public struct ProgramRun: Sendable {
    public let output: String
    public let errors: String
    /// The exit code; 128 plus the number of the signal if one ended it, as in a shell.
    public let status: Int32
    public let seconds: Double

    /// The standard input of a run.
    public enum Input: Sendable {
        case nothing
        case text(String)
        case bytes([UInt8])
        case file(String)
        case closed
    }

    /// The standard output or standard error of a run.
    public enum Output: Sendable {
        case pipe
        /// A pipe whose reader has closed it.
        case closedPipe
        /// Closed, as with `>&-`.
        case closed
        case file(String)
        /// A new terminal.
        case terminal(columns: UInt16)

        public static let terminal = Output.terminal(columns: 80)
    }

    /// A signal that is sent when a text appears on standard error.
    public struct Interruption: Sendable {
        var signal: Int32
        var text: String

        public init(_ signal: Int32, onceErrorsHave text: String) {
            self.signal = signal
            self.text = text
        }
    }

    /// Runs the built `srvlint`.
    ///
    /// - Parameters:
    ///   - environment: replaces the whole environment.
    ///   - setup: a shell command that runs first, in the shell that then executes the program.
    ///   - other: a shell command that runs at the same time, in the same directory.
    ///   - interruption: the signal to send.
    ///   - limit: the time in seconds after which the program is ended with SIGKILL, which gives the status 137.
    public init(
        _ arguments: [String],
        input: Input = .nothing,
        output target: Output = .pipe,
        errors: Output = .pipe,
        folder: String = "/",
        environment: [String: String] = [:],
        after setup: String = ":",
        beside other: String = ":",
        interruption: Interruption? = nil,
        limit: Double = 60
    ) throws {
        // The program may end before it has read all of its standard input.
        signal(SIGPIPE, SIG_IGN)
        let process = try Process.spawning.withLock { _ in
            try Process(arguments, input, target, errors, folder, environment, setup, other)
        }
        self = try process.finish(input, interruption, limit)
    }

    fileprivate init(output: String, errors: String, status: Int32, seconds: Double) {
        self.output = output
        self.errors = errors
        self.status = status
        self.seconds = seconds
    }

    /// A failed system call.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String

        init(_ call: String, _ code: Int32 = errno) {
            description = "\(call): \(strerror(code).map { String(cString: $0) } ?? "error \(code)")"
        }
    }

    /// Returns the path of the program in the directory of the running test bundle.
    public static func program() throws -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { throw Failure("readlink") }
        var path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        // The process is the bundle itself, or a helper that loads it.
        if let bundle = CommandLine.arguments.first(where: { $0.hasSuffix(".xctest") }) { path = bundle }
        let program =
            path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/srvlint"
        guard access(program, X_OK) == 0 else { throw Failure(program) }
        return program
    }
}

// MARK: - The process

/// A child process with its three streams.
private struct Process {
    /// Locked from the creation of pipes to the start of the child. A child of another test that inherited the end of a
    /// pipe would keep it open.
    static let spawning = Mutex(())

    private let identifier: pid_t
    private let input: Int32
    private let output: Int32
    private let errors: Int32
    private let start = ContinuousClock.now

    init(
        _ arguments: [String], _ input: ProgramRun.Input, _ target: ProgramRun.Output, _ errorTarget: ProgramRun.Output,
        _ folder: String, _ environment: [String: String], _ setup: String, _ other: String
    ) throws {
        let program = try ProgramRun.program()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var childSide: [Int32] = []
        defer { for descriptor in childSide { close(descriptor) } }

        switch input {
        case .nothing:
            self.input = -1
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        case .file(let path):
            self.input = -1
            posix_spawn_file_actions_addopen(&actions, 0, path, O_RDONLY, 0)
        case .closed:
            self.input = -1
            posix_spawn_file_actions_addclose(&actions, 0)
        case .text, .bytes:
            let (reading, writing) = try Self.pipe()
            childSide.append(reading)
            self.input = writing
            posix_spawn_file_actions_adddup2(&actions, reading, 0)
        }
        output = try Self.connect(1, to: target, &actions, &childSide)
        errors = try Self.connect(2, to: errorTarget, &actions, &childSide)

        var words =
            (Self.shell(setup, other) + [folder, program] + arguments).map { word in
                // Supports paths that are not UTF-8.
                strdup(PathText.bytes(of: word).map(CChar.init(bitPattern:)) + [0])
            } + [nil]
        let environment = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Test threads block all signals, which the child would inherit.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // A test run in the background ignores Ctrl-C, which the child would inherit.
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var identifier = pid_t()
        let failure = posix_spawn(&identifier, "/bin/sh", &actions, &attributes, &words, &variables)
        guard failure == 0 else { throw ProgramRun.Failure("posix_spawn", failure) }
        self.identifier = identifier
    }

    /// - Returns: the descriptor of the parent, or -1.
    private static func connect(
        _ descriptor: Int32, to target: ProgramRun.Output, _ actions: inout posix_spawn_file_actions_t,
        _ childSide: inout [Int32]
    ) throws -> Int32 {
        switch target {
        case .pipe, .closedPipe:
            let (reading, writing) = try Self.pipe()
            childSide.append(writing)
            posix_spawn_file_actions_adddup2(&actions, writing, descriptor)
            guard case .closedPipe = target else { return reading }
            close(reading)
            return -1
        case .closed:
            posix_spawn_file_actions_addclose(&actions, descriptor)
            return -1
        case .file(let path):
            posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT, 0o644)
            return -1
        case .terminal(let columns):
            let (mine, path) = try Self.terminal(columns)
            posix_spawn_file_actions_addopen(&actions, descriptor, path, O_RDWR | O_NOCTTY, 0)
            return mine
        }
    }

    /// The arguments of a shell that changes the directory and executes the program, since `posix_spawn` cannot do the former.
    private static func shell(_ setup: String, _ other: String) -> [String] {
        let beside = other == ":" ? "" : "{ \(other); } >/dev/null 2>&1 & "
        return ["sh", "-c", "cd \"$1\" && shift || exit 126; \(setup) || exit 126; \(beside)exec \"$@\"", "sh"]
    }

    func finish(
        _ given: ProgramRun.Input, _ interruption: ProgramRun.Interruption?, _ limit: Double
    ) throws -> ProgramRun {
        var interruption = interruption
        var rest: ArraySlice<UInt8> =
            switch given {
            case .text(let text): Array(text.utf8)[...]
            case .bytes(let bytes): bytes[...]
            case .nothing, .file, .closed: []
            }
        var texts: [Int32: [UInt8]] = [:]
        var open = Set([output, errors].filter { $0 >= 0 })
        var isWriting = input >= 0
        let deadline = start + .milliseconds(Int(limit * 1000))
        while !open.isEmpty || isWriting {
            if isWriting, rest.isEmpty {
                close(input)
                isWriting = false
                continue
            }
            var descriptors = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            if isWriting { descriptors.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
            _ = poll(&descriptors, nfds_t(descriptors.count), 100)
            if ContinuousClock.now > deadline { kill(identifier, SIGKILL) }
            if let due = interruption,
                String(decoding: texts[errors] ?? [], as: UTF8.self).contains(due.text)
            {
                kill(identifier, due.signal)
                interruption = nil
            }
            for ready in descriptors where ready.revents != 0 {
                if isWriting, ready.fd == input {
                    if !write(&rest) { rest = [] }
                } else if !read(ready.fd, into: &texts[ready.fd, default: []]) {
                    close(ready.fd)
                    open.remove(ready.fd)
                }
            }
        }
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        let elapsed = (ContinuousClock.now - start) / .milliseconds(1)
        return ProgramRun(
            output: String(decoding: texts[output] ?? [], as: UTF8.self),
            errors: String(decoding: texts[errors] ?? [], as: UTF8.self),
            status: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F,
            seconds: elapsed / 1000
        )
    }

    /// - Returns: whether the reader still exists.
    private func write(_ rest: inout ArraySlice<UInt8>) -> Bool {
        let count = rest.withUnsafeBytes { send(input, $0) }
        guard count >= 0 else { return errno == EAGAIN || errno == EINTR }
        rest = rest.dropFirst(count)
        return true
    }

    private func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        // At most as much as fits in a pipe: the program may be waiting until its own output is read.
        Glibc.write(descriptor, bytes.baseAddress, min(bytes.count, 4096))
    }

    /// - Returns: whether there may be more.
    private func read(_ descriptor: Int32, into text: inout [UInt8]) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count > 0 { text += buffer[..<count] }
        // The end of a terminal is reported as EIO.
        return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN))
    }

    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw ProgramRun.Failure("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Opens a pseudo-terminal, and returns the descriptor of the parent and the path for the child.
    private static func terminal(_ columns: UInt16) throws -> (descriptor: Int32, path: String) {
        // TIOCSPTLCK and TIOCGPTN, which Swift cannot import from the header.
        let unlock: UInt = 0x4004_5431
        let number: UInt = 0x8004_5430
        let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var index: Int32 = 0
        guard descriptor >= 0, ioctl(descriptor, unlock, &locked) == 0, ioctl(descriptor, number, &index) == 0 else {
            throw ProgramRun.Failure("/dev/ptmx")
        }
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
        return (descriptor, "/dev/pts/\(index)")
    }
}
