import Glibc
import Synchronization

/// The child processes of this program. A signal that ends the program also ends them and the processes that they started.
///
/// A child in its own session does not receive the Ctrl-C of the terminal.
enum RunningChildren {
    /// Their process groups.
    private static let groups = Mutex<Set<pid_t>>([])

    /// Starts a child. A signal that arrives meanwhile ends the program afterwards, so that no child is missed.
    ///
    /// - Parameter spawn: returns the leader of a process group.
    static func start<Failure: Error>(_ spawn: () throws(Failure) -> pid_t) throws(Failure) -> pid_t {
        TerminationSignals.beforeEnding(.children, killAll)
        return try TerminationSignals.deferred { () throws(Failure) in
            let child = try spawn()
            groups.withLock { _ = $0.insert(child) }
            return child
        }
    }

    /// To be called once the child has been waited for.
    static func remove(_ child: pid_t) {
        groups.withLock { _ = $0.remove(child) }
    }

    @Sendable private static func killAll() {
        groups.withLock { groups in
            for group in groups { kill(-group, SIGKILL) }
        }
    }
}
