import Federation
import Glibc
import TLSIdentity

/// What time it is, injected so that a recorded case and a test can say it themselves.
///
/// Time-outs run on the event loop's own clock; this one only dates and measures what is recorded.
public struct TransportClock: Sendable {
    /// The wall time written as `at`.
    public var now: @Sendable () -> Timestamp
    /// A monotonic reading from which `milliseconds` are counted.
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
