import Glibc
import Synchronization

/// How SIGINT, SIGTERM, SIGHUP and SIGQUIT end the program.
///
/// By default the system ends it at once. Only where something has to be tidied up first does a handler receive the
/// signals and wake a thread: while files are written (``hold(_:)``), while a child runs, while a progress line is shown,
/// and in a run of `audit`, which ends with the servers that are finished (``onFirst(_:)``). Even then the program ends
/// ``grace`` after the first signal, whatever it is doing, and at once with the second. It always ends by the signal
/// itself, so that a shell sees it. Signals that the parent process ignores, as `nohup` does, stay ignored.
enum StopSignals {
    /// How long the program may go on after the first signal.
    static let grace = Duration.milliseconds(800)

    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    /// A bit for each signal that arrived and was not yet seen by the thread.
    private static let arrived = Atomic<UInt64>(0)
    private static let wake = Semaphore()
    private static let state = Mutex(State())

    private struct State {
        var isInstalled = false
        var holds = 0
        var onFirst: (@Sendable () -> Void)?
        var hasCome = false
    }

    /// Keeps signals from ending the program while `body` runs, which writes files.
    static func hold<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        receive()
        let isInstalled = state.withLock { state in
            state.holds += 1
            return state.isInstalled
        }
        // A file system may keep this thread in a call during which no handler runs; the other thread has to run it.
        var before = sigset_t()
        var blocked = set
        if isInstalled { pthread_sigmask(SIG_BLOCK, &blocked, &before) }
        defer {
            if isInstalled { pthread_sigmask(SIG_SETMASK, &before, nil) }
            let isToEnd = state.withLock { state in
                state.holds -= 1
                return state.hasCome && state.holds == 0 && state.onFirst == nil
            }
            if isToEnd {
                wake.signal()
                while true { pause() }
            }
        }
        return try body()
    }

    /// Calls `body` on its own thread at the first SIGINT, SIGTERM or SIGHUP; the program then has ``grace`` to end.
    static func onFirst(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.onFirst = body }
        receive()
    }

    /// Receives signals from now on. Where the system has no thread to spare, they go on ending the program at once.
    static func receive() {
        // Initializes what the handler uses before the first signal.
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
                    StopSignals.arrived.bitwiseOr(1 << UInt64(signal), ordering: .sequentiallyConsistent)
                    StopSignals.wake.signal()
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
        let (isHeld, onFirst) = state.withLock { state in
            state.hasCome = true
            return (state.holds > 0, state.onFirst)
        }
        if let onFirst, signal != SIGQUIT {
            onFirst()
        } else if !isHeld {
            end(signal)
        }
        let first = ContinuousClock.now
        // Woken by the second signal, or when no file is written any more.
        while wake.wait(for: grace - (ContinuousClock.now - first)) {
            // `timeout` and others signal a process and then its group: that counts as one signal.
            if ContinuousClock.now - first >= repetition || state.withLock({ $0.holds == 0 && $0.onFirst == nil }) {
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

    /// Removes what was not finished and ends the program by the signal.
    private static func end(_ signal: Int32?) -> Never {
        let signal = signal ?? SIGTERM
        endSoon()
        RunningChild.end()
        UnfinishedFiles.removeAll()
        ProgressLine.eraseAtEnd()
        Glibc.signal(signal, SIG_DFL)
        kill(getpid(), signal)
        while true { pause() }
    }

    /// Lets SIGALRM end the program if a file system or a terminal does not answer; that needs no thread of this program.
    private static func endSoon() {
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
    /// `SIG_IGN`, as `nohup` and shells leave it to what runs in the background.
    var isIgnored: Bool {
        unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self) == 1
    }
}
