import Glibc
import Synchronization

/// Ends a child and all that it started when a signal ends this program.
///
/// A child in a session of its own does not get the Ctrl-C of the terminal.
enum EndingWithProgram {
    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    /// The process group to end; 0 if there is none.
    private static let group = Atomic<Int32>(0)
    /// What each signal did before, by its number. The handler must not allocate, so the room is there beforehand.
    nonisolated(unsafe) private static let former = UnsafeMutablePointer<sigaction>.allocate(capacity: 32)

    /// - Parameter child: the leader of a process group.
    static func run<Result, Failure: Error>(
        _ child: pid_t, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        group.store(child, ordering: .sequentiallyConsistent)
        var changed: [Int32] = []
        for signal in signals {
            let slot = former + Int(signal)
            slot.initialize(to: sigaction())
            guard sigaction(signal, nil, slot) == 0, !slot.pointee.isIgnored else { continue }
            var new = sigaction()
            new.__sigaction_handler.sa_handler = { signal in
                EndingWithProgram.endChild()
                // The signal is held until this returns, and then does what it did before.
                sigaction(signal, EndingWithProgram.former + Int(signal), nil)
                raise(signal)
            }
            if sigaction(signal, &new, nil) == 0 { changed.append(signal) }
        }
        defer {
            for signal in changed { sigaction(signal, former + Int(signal), nil) }
            group.store(0, ordering: .sequentiallyConsistent)
        }
        return try body()
    }

    /// Safe in a signal handler, and for whatever else ends the program while it waits for a child.
    static func endChild() {
        let group = group.load(ordering: .sequentiallyConsistent)
        if group > 0 { kill(-group, SIGKILL) }
    }
}
