import NIOCore
import NIOPosix

/// The threads that NIO starts for the clients of this module, and what they need of the system.
///
/// NIO stops the program where it does not get that, so whoever starts it looks first.
public enum NetworkThreads {
    /// How many there are.
    public static var count: Int { min(System.coreCount, most) }
    /// The file descriptors that they need before anything is connected: `epoll`, `eventfd` and `timerfd` for each.
    public static var descriptors: Int { 3 * count }

    /// More than these are not kept busy by what is asked at once.
    private static let most = 8

    /// Has NIO start so many and no more. To be called once, before a client is made.
    public static func limit() {
        NIOSingletons.groupLoopCountSuggestion = count
    }
}
