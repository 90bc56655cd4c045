/// Wxxx: the documents below `/.well-known/matrix/`.
enum WellKnownRules {
    static let all: [any DelegationRule.Type] = [
        ServerValueIsURL.self
    ]
}
