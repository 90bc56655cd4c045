import DNS

/// Looks up the addresses of the host of a redirect, or of a host that a `ConnectTo` names.
///
/// IP literals are resolved too, so that the caller decides which addresses may be contacted. A look-up must end soon after
/// its task is cancelled.
public protocol AddressResolver: Sendable {
    /// Returns the addresses in the order in which they should be tried.
    /// - Throws: `AddressLookupError` with the message to record. Other errors are recorded by their description.
    func addresses(of host: String) async throws -> [IPAddress]
}

/// Why a resolver has no address, as a sentence without a full stop.
public struct AddressLookupError: Error, Sendable, Hashable {
    public var detail: String

    public init(_ detail: String) {
        self.detail = detail
    }
}
