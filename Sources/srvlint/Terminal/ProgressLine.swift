import Diagnostics
import Glibc
import Reporting
import Synchronization
import Threads

/// One line on standard error that shows the progress of a long run.
///
/// It is shown only on a terminal, and only after a while, so that it does not flicker in short runs. It is erased before
/// other output. A thread of its own draws it, so that the work only has to count; if nothing is shown, there is no thread.
final class ProgressLine: Sendable {
    /// Whether it may be shown in this run.
    let isWanted: Bool
    private let start = ContinuousClock.now
    private let ticker = Mutex<Ticker?>(nil)

    /// Returns the current text; called on the thread that draws.
    typealias Words = @Sendable () -> String

    private static let delay = Duration.milliseconds(900)

    init(isWanted: Bool) {
        self.isWanted = isWanted && Terminal.error.isTerminal && !Terminal.isDumb && !Self.isUnattended
    }

    /// Whether the program runs in CI, where every state of the line would be in the log.
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
}

/// The thread that draws a progress line.
private final class Ticker: Sendable {
    private let isToEnd = Semaphore()
    private let hasEnded = Semaphore()

    private static let interval = Duration.milliseconds(100)

    /// - Returns: `nil` if the system refuses to start a thread.
    init?(after wait: Duration, _ words: @escaping ProgressLine.Words) {
        TerminationSignals.beforeEnding(.terminal, DrawnLine.eraseAtEnd)
        let isStarted = SystemThread.start { [isToEnd, hasEnded] in
            var wait = wait
            while !isToEnd.wait(for: wait) {
                DrawnLine.draw(Terminal.error.fitting(words()))
                wait = Self.interval
            }
            DrawnLine.erase()
            hasEnded.signal()
        }
        guard isStarted else { return nil }
    }

    /// Erases the line and waits until that is done.
    func end() {
        isToEnd.signal()
        hasEnded.wait()
    }
}

/// The text on the terminal. A signal that ends the program erases it.
private enum DrawnLine {
    private static let text = Mutex("")
    /// 1 unless a thread is writing to the terminal. Unlike a mutex it can be waited for with a limit.
    private static let access = Semaphore(value: 1)

    static func draw(_ new: String) {
        access.wait()
        defer { access.signal() }
        guard text.withLock({ $0 != new }) else { return }
        text.withLock { $0 = new }
        Terminal.error.write("\r\(new)\u{1B}[K")
    }

    static func erase() {
        access.wait()
        defer { access.signal() }
        write()
    }

    /// Never gives the access back: nothing may be drawn any more.
    @Sendable static func eraseAtEnd() {
        // A terminal that is stopped with Ctrl-S blocks writers until it is resumed.
        guard access.wait(for: .milliseconds(50)), Terminal.error.isWritable else { return }
        write()
    }

    private static func write() {
        guard text.withLock({ !$0.isEmpty }) else { return }
        Terminal.error.write("\r\u{1B}[K")
        text.withLock { $0 = "" }
    }
}
