/// The two services under which Matrix servers look up SRV records (Matrix server-server API, "Resolving server
/// names").
///
/// The raw value is the label of the service.
public enum MatrixService: String, CaseIterable, Sendable {
    /// Registered with IANA for port 8448 and looked up first (MSC4040, since v1.8 of the specification).
    case federation = "_matrix-fed"
    /// Deprecated because it was never registered; nearly every implementation still looks it up.
    case legacy = "_matrix"

    /// The labels before the host: `_matrix-fed._tcp`.
    public var ownerPrefix: String { "\(rawValue)._tcp" }

    /// The owner of the SRV records of a host; `nil` if it would be longer than a name can be.
    public func owner(at host: Name) -> Name? {
        Name(ownerPrefix, origin: host)
    }
}
