import NIOCore
import NIOPosix

/// The threads that NIO starts for the clients of this module, and the resources that they need.
///
/// NIO crashes the program if these are refused, so callers check first.
public enum NetworkThreads {
    /// How many there are.
    public static var count: Int { min(System.coreCount, most) }
    /// The file descriptors that they need before anything is connected: `epoll`, `eventfd` and `timerfd` for each.
    public static var descriptors: Int { 3 * count }

    /// More would be idle: too few requests are in flight at once.
    private static let most = 8

    /// Limits NIO to ``count`` threads. To be called once, before the first client is created.
    public static func limit() {
        NIOSingletons.groupLoopCountSuggestion = count
    }
}
