/// All rules about servers.
public enum ServerRuleList {
    public static let all: [any ServerRule.Type] =
        MatrixRules.all + WellKnownRules.all + CertificateRules.all + FederationRules.all + DNSRules.all
        + ServerSRVRules.all
}
