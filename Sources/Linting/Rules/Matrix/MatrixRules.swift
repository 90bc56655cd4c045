/// Mxxx: where a server name leads.
enum MatrixRules {
    static let all: [any DelegationRule.Type] = [
        SRVLegacyOnly.self
    ]
}
