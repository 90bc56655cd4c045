/// Z295–Z297: rules about the names at which types may be, and how often.
enum TypeRules {
    static let all: [any ZoneRule.Type] = [
        SingleRecordRepeated.self,
        WildcardDelegation.self,
        ApexRecordElsewhere.self,
    ]
}
