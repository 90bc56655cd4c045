/// The redirects that are followed. Every redirect is recorded, whether followed or not.
///
/// A redirect is a status of 301, 302, 303, 307 or 308 with one `Location`. The target must be `https:`, or `http:` if
/// `followsPlainHTTP` is set. Any other scheme, user information or a control character ends the exchange with
/// `protocol-error`. If host and port do not change, neither does the address. Otherwise the resolver of the caller is
/// asked, even for a literal address. Connections are made only to those of its addresses that the `internalAddresses` of
/// the request admit.
public struct RedirectPolicy: Sendable, Hashable {
    /// The maximum number of redirects; 0 if a redirect is the final response.
    public var limit: Int
    public var followsPlainHTTP: Bool

    public init(limit: Int = 10, followsPlainHTTP: Bool = false) {
        self.limit = limit
        self.followsPlainHTTP = followsPlainHTTP
    }

    /// Follows no redirects, as for federation requests.
    public static let none = RedirectPolicy(limit: 0)
}
