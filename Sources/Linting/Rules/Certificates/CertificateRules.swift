/// Cxxx: certificates of the places that a server name leads to.
enum CertificateRules {
    static let all: [any DelegationRule.Type] = []
}
