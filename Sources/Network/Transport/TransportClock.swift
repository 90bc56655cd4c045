import Federation
import Glibc
import TLSIdentity

/// A clock that recorded cases and tests can replace.
///
/// Timeouts use the clock of the event loop. This clock is only for the times and durations in records.
public struct TransportClock: Sendable {
    /// The wall-clock time for `at`.
    public var now: @Sendable () -> Timestamp
    /// The monotonic time for `milliseconds`.
    public var elapsed: @Sendable () -> Duration

    public init(now: @escaping @Sendable () -> Timestamp, elapsed: @escaping @Sendable () -> Duration) {
        self.now = now
        self.elapsed = elapsed
    }

    /// The clocks of this machine.
    public static let system = TransportClock(
        now: { Timestamp(seconds: Int64(time(nil))) },
        elapsed: {
            var reading = timespec()
            clock_gettime(CLOCK_MONOTONIC, &reading)
            return .seconds(reading.tv_sec) + .nanoseconds(reading.tv_nsec)
        }
    )

    func milliseconds(since start: Duration) -> Int {
        let (seconds, attoseconds) = (elapsed() - start).components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
