import DNS

/// Looks up the addresses of a host for a redirect, or for a `ConnectTo` that names a host.
///
/// Given an IP literal as well, so that whoever runs the client decides which addresses may be reached. It must end
/// soon after its task is cancelled.
public protocol AddressResolver: Sendable {
    /// Addresses in the order they should be tried.
    /// - Throws: `AddressLookupError` with the sentence to record; any other error is recorded by its description.
    func addresses(of host: String) async throws -> [IPAddress]
}

/// Why a resolver gives no address: one plain sentence without a full stop.
public struct AddressLookupError: Error, Sendable, Hashable {
    public var detail: String

    public init(_ detail: String) {
        self.detail = detail
    }
}
