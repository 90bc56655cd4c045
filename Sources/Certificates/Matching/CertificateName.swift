/// The name a certificate has to carry.
public enum CertificateName: Hashable, Sendable {
    /// A host name, as the client has it: a trailing dot and the case are part of the question.
    case dns(String)
    /// An IP address as text, an IPv6 address with or without brackets.
    case ip(String)

    /// The name or address.
    public var text: String {
        switch self {
        case .dns(let name): name
        case .ip(let address): address
        }
    }
}
