/// Which redirects are followed. Every redirect is recorded, followed or not.
///
/// 301, 302, 303, 307 and 308 with one `Location` are redirects. The target must be `https:` (or `http:` where
/// `followsPlainHTTP` says so); any other scheme, a user before the host or a control character ends the exchange with
/// `protocol-error`. On the host and port of the response the address stays the same. For every other the caller's
/// resolver is asked, for a literal address as well. Of the addresses it gives, and of no others, those are connected to
/// that the request's `internalAddresses` admits.
public struct RedirectPolicy: Sendable, Hashable {
    /// 0: a redirect is the answer.
    public var limit: Int
    public var followsPlainHTTP: Bool

    public init(limit: Int = 10, followsPlainHTTP: Bool = false) {
        self.limit = limit
        self.followsPlainHTTP = followsPlainHTTP
    }

    /// As with federation requests: a redirect is the answer.
    public static let none = RedirectPolicy(limit: 0)
}
