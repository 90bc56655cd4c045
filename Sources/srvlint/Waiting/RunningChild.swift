import Glibc
import Synchronization

/// The child process that this program waits for. A signal that ends the program also ends the child and the processes
/// that it started.
///
/// A child in its own session does not receive the Ctrl-C of the terminal.
enum RunningChild {
    /// The process group to kill; 0 if there is none.
    private static let group = Atomic<Int32>(0)

    /// Runs `body`, which waits for a child.
    ///
    /// - Parameter child: the leader of a process group.
    static func wait<Result, Failure: Error>(
        for child: pid_t, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        StopSignals.beforeEnding(.children, kill)
        group.store(child, ordering: .sequentiallyConsistent)
        defer { group.store(0, ordering: .sequentiallyConsistent) }
        return try body()
    }

    @Sendable private static func kill() {
        let group = group.load(ordering: .sequentiallyConsistent)
        if group > 0 { Glibc.kill(-group, SIGKILL) }
    }
}
