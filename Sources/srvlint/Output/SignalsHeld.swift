import Glibc
import Synchronization

/// Keeps Ctrl-C and its kin waiting while files are written, so that none is left half done and nothing beside them.
///
/// A mask would hold them from this thread only, and there may be others that would take them.
enum SignalsHeld {
    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]
    /// A bit for each that came meanwhile.
    private static let came = Atomic<UInt64>(0)

    static func run<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        came.store(0, ordering: .sequentiallyConsistent)
        var former: [(signal: Int32, action: sigaction)] = []
        for signal in signals {
            var old = sigaction()
            guard sigaction(signal, nil, &old) == 0, !old.isIgnored else { continue }
            var new = sigaction()
            new.sa_flags = SA_RESTART
            new.__sigaction_handler.sa_handler = { signal in
                SignalsHeld.came.bitwiseOr(1 << UInt64(signal), ordering: .sequentiallyConsistent)
            }
            if sigaction(signal, &new, nil) == 0 { former.append((signal, old)) }
        }
        defer {
            for (signal, var action) in former { sigaction(signal, &action, nil) }
            for (signal, _) in former where came.load(ordering: .sequentiallyConsistent) & 1 << UInt64(signal) != 0 {
                raise(signal)
            }
        }
        return try body()
    }
}
