import Glibc

/// One line on standard error that says how far a long run is; only on a terminal, and erased before anything is shown.
struct ProgressLine {
    private let isShown: Bool

    init(isWanted: Bool) {
        isShown = isWanted && isatty(STDERR_FILENO) == 1 && getenv("CI") == nil && !Self.isDumb
    }

    private static var isDumb: Bool {
        getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? true
    }

    func show(done: Int, of all: Int) {
        guard isShown else { return }
        Terminal.error.write("\r\u{1B}[Kcollecting: \(done) of \(all) servers done")
    }

    func erase() {
        guard isShown else { return }
        Terminal.error.write("\r\u{1B}[K")
    }
}
