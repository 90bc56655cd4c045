import DNS

/// A name that a certificate must be valid for.
public enum CertificateName: Hashable, Sendable {
    /// A host name as the client has it: its case and a final dot are part of the question.
    case dns(String)
    case ip(IPAddress)

    /// The name or address as text.
    public var value: String {
        switch self {
        case .dns(let name): name
        case .ip(let address): address.description
        }
    }

    /// `dns` or `ip`, as reports have it.
    public var kind: String {
        switch self {
        case .dns: "dns"
        case .ip: "ip"
        }
    }
}
