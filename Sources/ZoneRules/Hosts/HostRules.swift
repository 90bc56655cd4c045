/// Z26x: names that are host names.
enum HostRules {
    static let all: [any ZoneRule.Type] = [
        OwnerNotHostname.self, TargetNotHostname.self, AtSignInName.self, TargetIsURL.self,
        CommaAfterName.self,
    ]
}
