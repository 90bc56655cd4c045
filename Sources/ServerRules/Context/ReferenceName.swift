import Certificates
import Federation

extension Federation.CertificateName {
    /// The name in the form for comparing it with certificates.
    public var reference: Certificates.CertificateName {
        switch self {
        case .dns(let name): .dns(name)
        case .ip(let address): .ip(address.description)
        }
    }
}

extension MatchingFamily {
    /// The matching rules of the family, or those of the specification if none were measured.
    public var rules: MatchingRules {
        MatchingRules.Family(rawValue: rawValue).map(MatchingRules.rules) ?? .specification
    }
}
