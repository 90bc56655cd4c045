import Glibc
import Synchronization
import Threads

/// How SIGINT, SIGTERM, SIGHUP and SIGQUIT end the program.
///
/// By default the system ends it at once. There are three other modes:
///
/// - With a cleanup (``beforeEnding(_:_:)``): the cleanup runs first. It removes temporary files, kills a child, or erases
///   the progress line.
/// - Deferred (``deferred(_:)``), while files are written: the program ends when they are complete.
/// - On the first signal (``onFirst(_:)``): the command ends the run itself. `audit` reports the servers that are finished.
///
/// In all of them a handler wakes a thread. The program ends ``grace`` after the first signal, whatever it is doing, and at
/// once with the second. It always ends by the signal itself, so that a shell sees it. Signals that the parent process
/// ignores, as `nohup` does, stay ignored.
enum TerminationSignals {
    /// How long the program may continue after the first signal.
    static let grace = Duration.milliseconds(800)

    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    /// A bit for each signal that arrived and that the thread has not handled yet.
    private static let arrived = Atomic<UInt64>(0)
    private static let wake = Semaphore()
    private static let state = Mutex(State())

    private struct State {
        var isInstalled = false
        /// How many calls of ``deferred(_:)`` are running.
        var deferrals = 0
        var onFirst: (@Sendable () -> Void)?
        var cleanups: [Cleanup: @Sendable () -> Void] = [:]
        var hasArrived = false
    }

    /// What has to be cleaned up before the program ends, in the order in which that is done.
    enum Cleanup: CaseIterable {
        case children, files, terminal
    }

    /// Sets the cleanup that runs on the thread of signals before one ends the program.
    static func beforeEnding(_ kind: Cleanup, _ cleanup: @escaping @Sendable () -> Void) {
        state.withLock { $0.cleanups[kind] = cleanup }
        install()
    }

    /// Runs `body`, which writes files; a signal that arrives meanwhile ends the program afterwards.
    static func deferred<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        install()
        let isInstalled = state.withLock { state in
            state.deferrals += 1
            return state.isInstalled
        }
        // No handler runs while a slow file system blocks this thread in a call, so the other thread runs it.
        var before = sigset_t()
        var blocked = set
        if isInstalled { pthread_sigmask(SIG_BLOCK, &blocked, &before) }
        defer {
            if isInstalled { pthread_sigmask(SIG_SETMASK, &before, nil) }
            let endsNow = state.withLock { state in
                state.deferrals -= 1
                return state.hasArrived && state.deferrals == 0 && state.onFirst == nil
            }
            if endsNow {
                wake.signal()
                while true { pause() }
            }
        }
        return try body()
    }

    /// Calls `body` on its own thread at the first SIGINT, SIGTERM or SIGHUP; the program then has ``grace`` to end.
    static func onFirst(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.onFirst = body }
        install()
    }

    /// Installs the handler, once. If the system refuses to start a thread, signals still end the program at once.
    private static func install() {
        // Initializes the variables of the handler before the first signal.
        _ = (arrived.load(ordering: .relaxed), wake)
        state.withLock { state in
            guard !state.isInstalled, SystemThread.start(watch) else { return }
            state.isInstalled = true
            for signal in signals {
                var old = sigaction()
                guard sigaction(signal, nil, &old) == 0, !old.isIgnored else { continue }
                var new = sigaction()
                new.sa_flags = SA_RESTART
                new.__sigaction_handler.sa_handler = { signal in
                    TerminationSignals.arrived.bitwiseOr(1 << UInt64(signal), ordering: .sequentiallyConsistent)
                    TerminationSignals.wake.signal()
                }
                sigaction(signal, &new, nil)
            }
        }
    }

    // MARK: - The thread

    private static func watch() {
        var unblocked = set
        pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
        wake.wait()
        let signal = next()
        let (isDeferred, onFirst) = state.withLock { state in
            state.hasArrived = true
            return (state.deferrals > 0, state.onFirst)
        }
        if let onFirst, signal != SIGQUIT {
            onFirst()
        } else if !isDeferred {
            end(signal)
        }
        let first = ContinuousClock.now
        // The second signal wakes it, or the end of the last write.
        while wake.wait(for: grace - (ContinuousClock.now - first)) {
            // `timeout` and other programs signal a process and then its group: that counts as one signal.
            if ContinuousClock.now - first >= repetition || state.withLock({ $0.deferrals == 0 && $0.onFirst == nil }) {
                break
            }
        }
        end(next() ?? signal)
    }

    /// Signals within this time of the first do not count as a second one.
    private static let repetition = Duration.milliseconds(100)

    private static func next() -> Int32? {
        let bits = arrived.exchange(0, ordering: .sequentiallyConsistent)
        return bits == 0 ? nil : Int32(bits.trailingZeroBitCount)
    }

    /// Runs the cleanups and ends the program by the signal.
    private static func end(_ signal: Int32?) -> Never {
        let signal = signal ?? SIGTERM
        setAlarm()
        let cleanups = state.withLock { $0.cleanups }
        for kind in Cleanup.allCases { cleanups[kind]?() }
        Glibc.signal(signal, SIG_DFL)
        kill(getpid(), signal)
        while true { pause() }
    }

    /// Lets SIGALRM end the program if a cleanup blocks, for example in a file system; that needs no thread.
    private static func setAlarm() {
        Glibc.signal(SIGALRM, SIG_DFL)
        var time = itimerval()
        time.it_value.tv_usec = 150_000
        setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &time, nil)
    }

    private static var set: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        return set
    }
}

extension sigaction {
    /// `SIG_IGN`, which `nohup` and shells set for programs in the background.
    var isIgnored: Bool {
        unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self) == 1
    }
}
