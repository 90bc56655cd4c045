/// Sxxx: SRV records.
enum SRVRules {
    static let all: [any Rule.Type] = [
        SRVTargetAlias.self
    ]
}
