import Certificates
import Federation

extension Federation.CertificateName {
    /// The name as certificates are compared with it.
    public var reference: Certificates.CertificateName {
        switch self {
        case .dns(let name): .dns(name)
        case .ip(let address): .ip(address.description)
        }
    }
}

extension MatchingFamily {
    /// The rules of the family; those that nobody has measured are the specification's.
    public var rules: MatchingRules {
        MatchingRules.Family(rawValue: rawValue).map(MatchingRules.rules) ?? .specification
    }
}
