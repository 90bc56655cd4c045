import NIOCore
import NIOPosix

/// The threads that NIO starts for the clients of this module, and the resources that they need.
///
/// NIO crashes the program if the system refuses them, so callers check the limits first.
public enum NetworkThreads {
    /// The number of threads.
    public static var count: Int { min(System.coreCount, maximum) }
    /// The number of file descriptors that they need before any connection is made: `epoll`, `eventfd` and `timerfd` for each.
    public static var descriptors: Int { 3 * count }

    /// More threads would be idle, because too few requests are made concurrently.
    private static let maximum = 8

    /// Limits NIO to ``count`` threads. Call this once, before creating the first client.
    public static func limit() {
        NIOSingletons.groupLoopCountSuggestion = count
    }
}
