import Diagnostics
import Glibc
import Reporting
import Synchronization

/// One line on standard error that says how far a long run is: only where somebody looks at a terminal, not before a run
/// has taken a while, so that short ones never flicker, and erased before anything else is shown.
///
/// A thread of its own draws it, so that the work only has to count; where nothing is shown there is no thread.
final class ProgressLine: Sendable {
    /// Whether it is ever shown.
    let isWanted: Bool
    private let start = ContinuousClock.now
    private let ticker = Mutex<Ticker?>(nil)

    /// What is shown now, by the thread that shows it.
    typealias Words = @Sendable () -> String

    private static let delay = Duration.milliseconds(900)

    init(isWanted: Bool) {
        self.isWanted = isWanted && Terminal.error.isTerminal && !Terminal.isDumb && !Self.isUnattended
    }

    /// Whether a machine runs the program, whose log would hold every state of the line.
    private static var isUnattended: Bool {
        Environment.value("CI").map { !["", "0", "false"].contains($0) } ?? false
    }

    func show(_ words: @escaping Words) {
        guard isWanted else { return }
        let wait = max(.zero, Self.delay - (ContinuousClock.now - start))
        ticker.withLock { ticker in
            ticker?.end()
            ticker = Ticker(after: wait, words)
        }
    }

    func erase() {
        guard isWanted else { return }
        ticker.withLock { ticker in
            ticker?.end()
            ticker = nil
        }
    }

    /// Erases what is shown before a signal ends the program.
    static func eraseAtEnd() { LineEraser.eraseAtEnd() }
}

/// The thread that draws a progress line.
private final class Ticker: Sendable {
    private let words: ProgressLine.Words
    /// Milliseconds until the line is first drawn.
    private let wait: Int32
    /// The thread sleeps on the one end; the other is closed to end it.
    private let sleeping: Int32
    private let ending: Int32
    private let thread = Atomic<UInt>(0)

    private static let interval: Int32 = 100

    /// - Returns: `nil` where the system has no pipe or thread to spare.
    init?(after wait: Duration, _ words: @escaping ProgressLine.Words) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        sleeping = ends[0]
        ending = ends[1]
        self.words = words
        self.wait = Int32(wait / .milliseconds(1))
        StopSignals.receive()
        var thread = pthread_t()
        // Signals are for the thread that works: it may hold them while it writes a file.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        let context = Unmanaged.passRetained(self)
        let failure = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Ticker>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        pthread_sigmask(SIG_SETMASK, &before, nil)
        guard failure == 0 else {
            context.release()
            return nil
        }
        self.thread.store(UInt(thread), ordering: .relaxed)
    }

    deinit {
        close(sleeping)
    }

    func end() {
        close(ending)
        pthread_join(pthread_t(thread.load(ordering: .relaxed)), nil)
    }

    private func run() {
        var shown = ""
        var timeout = wait
        while true {
            var event = pollfd(fd: sleeping, events: Int16(POLLIN), revents: 0)
            let ready = poll(&event, 1, timeout)
            if ready != 0 { break }
            timeout = Self.interval
            let text = Terminal.error.fitting(words())
            guard text != shown else { continue }
            shown = text
            LineEraser.draw(text)
        }
        if !shown.isEmpty { LineEraser.erase() }
    }
}

/// Erases the line before a signal ends the program.
private enum LineEraser {
    private static let isDrawing = Atomic(false)
    private static let isDrawn = Atomic(false)
    private static let isEnding = Atomic(false)

    static func draw(_ text: String) {
        isDrawing.store(true, ordering: .sequentiallyConsistent)
        defer { isDrawing.store(false, ordering: .sequentiallyConsistent) }
        guard !isEnding.load(ordering: .sequentiallyConsistent) else { return }
        isDrawn.store(true, ordering: .sequentiallyConsistent)
        Terminal.error.write("\r\(text)\u{1B}[K")
    }

    static func eraseAtEnd() {
        isEnding.store(true, ordering: .sequentiallyConsistent)
        var patience = 50
        while isDrawing.load(ordering: .sequentiallyConsistent), patience > 0 {
            usleep(1000)
            patience -= 1
        }
        // The terminal may be stopped with Ctrl-S; that is not waited for.
        var ready = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        if isDrawn.load(ordering: .sequentiallyConsistent), poll(&ready, 1, 0) == 1 { erase() }
    }

    static func erase() {
        Terminal.error.write("\r\u{1B}[K")
        isDrawn.store(false, ordering: .sequentiallyConsistent)
    }
}
