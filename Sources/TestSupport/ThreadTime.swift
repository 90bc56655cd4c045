import Glibc

/// The processor time of the current thread. Unlike wall-clock time it does not depend on other tests or on the load of the
/// machine.
public enum ThreadTime {
    /// Returns the processor time in seconds that a piece of work takes on the current thread.
    public static func measure(_ work: () throws -> Void) rethrows -> Double {
        let start = now
        try work()
        return now - start
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
